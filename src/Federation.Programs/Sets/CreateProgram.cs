using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<CreateProgramResponse> CreateProgram(
        CreateProgramRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        var name = new ProgramId(partner, form.Id(request.ProgramId, "program_id"));
        form.Title(request.Title, "title");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, name, null, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            if (await db.Programs.AnyAsync(p => p.PartnerId == name.PartnerId && p.Id == name.Id, cancel))
                throw new RefusalException(ErrorReason.AlreadyExists, $"{name} exists already.");
            var program = new ProgramRow
            {
                PartnerId = name.PartnerId,
                Id = name.Id,
                Title = request.Title.En,
                TitleZh = request.Title.ZhCn,
                CreateTime = now,
            };
            db.Programs.Add(program);
            return new CreateProgramResponse { Program = ToMessage(program, null) };
        }, cancel);
    }

    private static V1.Program ToMessage(ProgramRow program, long? inForce)
    {
        var name = new ProgramId(program.PartnerId, program.Id);
        return new V1.Program
        {
            Name = name.ToString(),
            Title = new LocalizedText { En = program.Title, ZhCn = program.TitleZh },
            CreateTime = program.CreateTime.ToTimestamp(),
            RuleSet = inForce is { } number ? new RuleSetId(name, number).ToString() : "",
        };
    }
}
