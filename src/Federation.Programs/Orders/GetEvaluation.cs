using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    private const int DigestBytes = 32;

    public override async Task<GetEvaluationResponse> GetEvaluation(
        GetEvaluationRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var (program, digest) = NameOf(form, request.Name, "name");
        form.Done();
        if (!ProgramService.MayRead(caller, program.PartnerId))
            throw NotFound(request.Name);
        var found = await db.Evaluations.AsNoTracking()
            .Where(e => e.Digest == digest && e.PartnerId == program.PartnerId && e.ProgramId == program.Id)
            .Select(e => new
            {
                e.Content,
                e.Journal,
                Terms = db.RuleSets
                    .Where(s => s.PartnerId == e.PartnerId && s.ProgramId == e.ProgramId && s.Number == e.Number)
                    .Select(s => s.Content!.Terms).First(),
            })
            .SingleOrDefaultAsync(context.CancellationToken) ?? throw NotFound(request.Name);
        var record = EvaluationRecord.Parser.ParseFrom(found.Content);
        if (!IsOwn(caller, program, record))
            throw NotFound(request.Name);
        record.Terms = RuleSetTerms.Parser.ParseFrom(found.Terms);
        var journal = found.Journal ?? await JournalOfAsync(program, record, digest, context);
        return new GetEvaluationResponse
        {
            Record = caller.Member is null ? record : await OwnAsync(record, context.CancellationToken),
            Digest = ByteString.CopyFrom(digest),
            Journal = journal is { } id ? new JournalId(id).Name : "",
        };
    }

    /// <summary>The journal of a decision that no process lived to note, if there is one.</summary>
    private async Task<Guid?> JournalOfAsync(
        ProgramId program, EvaluationRecord record, byte[] digest, ServerCallContext context)
    {
        var key = RecordKeys.Of(program, record);
        var placed = await orders.PlacedAsync([key], context.Onward());
        return placed.TryGetValue(key, out var by) && by.Digest.Span.SequenceEqual(digest) ? by.Journal : null;
    }

    private async Task<EvaluationRecord> OwnAsync(EvaluationRecord record, CancellationToken cancel) =>
        OwnEvaluation.Of(record, (await orders.RuleSetAsync(RuleSetId.Parse(record.RuleSet), cancel)).Rules);

    /// <summary>Whether a caller that may read a programme may know of this decision: a member, of its own.</summary>
    private bool IsOwn(Caller caller, ProgramId program, EvaluationRecord record) =>
        caller.Member is not { } self
        || (record.Event?.Member ?? record.Order.Member) == names.NameFor(program.PartnerId, self);

    private static RefusalException NotFound(string name) =>
        new(Refusal.NotFound(ErrorReason.EvaluationNotFound, name));

    private static (ProgramId Program, byte[] Digest) NameOf(Form form, string name, string field)
    {
        var good = ResourceNames.TryEvaluation(name, out var parent, out var hex);
        form.Check(
            good && hex!.Length == 2 * DigestBytes && hex.All(char.IsAsciiHexDigitLower), field,
            "must be partners/{p}/programs/{id}/evaluations/{digest}, the digest in 64 hexadecimal digits");
        var program = form.Program(parent ?? "", field);
        return (program, form.Problem() is null ? Convert.FromHexString(hex!) : []);
    }
}
