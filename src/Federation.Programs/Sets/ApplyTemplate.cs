using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ApplyTemplateResponse> ApplyTemplate(
        ApplyTemplateRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var cancel = context.CancellationToken;
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.Program(request.Parent, "parent");
        var now = await clock.NowAsync(cancel);
        var terms = form.TemplateTerms(request, now, deployment.Value.SettlementMoney);
        form.Done();

        var snapshot = await DirectoryForAsync(caller, program, terms, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            await RequireProgramAsync(program, caller, cancel);
            RequireCoins(terms, program, snapshot);
            var draft = await AddDraftAsync(caller, program, terms, now, cancel);
            return new ApplyTemplateResponse
            {
                RuleSet = ShownRuleSet.Of(draft).ToMessage(),
                Setup = { TemplateForm.Setup(request, program, now) },
            };
        }, cancel);
    }
}
