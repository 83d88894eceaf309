using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<UpdateRuleSetResponse> UpdateRuleSet(
        UpdateRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.RuleSet(request.Name, "name");
        form.Positive(request.Revision, "revision");
        form.Terms(request.Terms, deployment.Value.SettlementMoney);
        form.Done();

        var cancel = context.CancellationToken;
        var snapshot = await DirectoryForAsync(caller, name.Program, request.Terms, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            var draft = await TakeDraftAsync(name, request.Revision, caller, cancel);
            RequireCoins(request.Terms, name.Program, snapshot);
            draft.Content!.Terms = Written(request.Terms);
            return new UpdateRuleSetResponse { RuleSet = ShownRuleSet.Of(draft).ToMessage() };
        }, cancel);
    }
}
