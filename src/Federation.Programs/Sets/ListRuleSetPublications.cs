using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ListRuleSetPublicationsResponse> ListRuleSetPublications(
        ListRuleSetPublicationsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.Program(request.Parent, "parent");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {program}";
        var before = ReadNumber(query, request.PageToken);

        var cancel = context.CancellationToken;
        await RequireProgramAsync(program, caller, cancel);
        var found = await PublicationsOf(program).Where(p => p.Sequence < before)
            .OrderByDescending(p => p.Sequence).Take(size + 1).ToListAsync(cancel);
        return new ListRuleSetPublicationsResponse
        {
            Publications = { found.Take(size).Select(ToMessage) },
            NextPageToken = found.Count > size ? WriteNumber(query, found[size - 1].Sequence) : "",
        };
    }

    private static RuleSetPublication ToMessage(RuleSetPublicationRow publication) => new()
    {
        Sequence = publication.Sequence,
        RuleSet = new RuleSetId(
            new ProgramId(publication.PartnerId, publication.ProgramId), publication.Number).ToString(),
        PublishTime = publication.PublishTime.ToTimestamp(),
        CreateTime = publication.CreateTime.ToTimestamp(),
        Publisher = publication.Publisher,
    };
}
