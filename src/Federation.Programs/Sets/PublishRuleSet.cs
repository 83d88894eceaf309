using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<PublishRuleSetResponse> PublishRuleSet(
        PublishRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.RuleSet(request.Name, "name");
        var asked = form.Moment(request.PublishTime, "publish_time");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, name.Program, null, cancel);
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            RequireAtWork(caller, snapshot);
            if (!(await FindAsync(name, caller, now, cancel)).Row.IsApproved)
                throw new RefusalException(ErrorReason.RuleSetNotApproved, $"{name} was not approved.");
            var publication = await AddPublicationAsync(name, asked, now, caller, cancel);
            return new PublishRuleSetResponse { Publication = ToMessage(publication) };
        }, cancel);
        await published.PublishedAsync(cancel);
        Log.RuleSetPublished(logger, request.Name, response.Publication.PublishTime.ToDateTimeOffset());
        return response;
    }

    private async Task<RuleSetPublicationRow> AddPublicationAsync(
        RuleSetId name, DateTimeOffset? asked, DateTimeOffset now, Caller caller, CancellationToken cancel)
    {
        var latest = await PublicationsOf(name.Program).OrderByDescending(p => p.Sequence).FirstOrDefaultAsync(cancel);
        var publication = new RuleSetPublicationRow
        {
            // Two publications at the same moment, of any programmes, meet in this key; the second is decided again.
            LogNumber = (await db.Publications.MaxAsync(p => (long?)p.LogNumber, cancel) ?? 0) + 1,
            PartnerId = name.Program.PartnerId,
            ProgramId = name.Program.Id,
            Sequence = (latest?.Sequence ?? 0) + 1,
            Number = name.Number,
            PublishTime = PublicationTime.For(asked, now, latest?.PublishTime, deployment.Value.Sandbox),
            CreateTime = now,
            Publisher = caller.Actor,
        };
        db.Publications.Add(publication);
        return publication;
    }
}
