using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ApproveRuleSetResponse> ApproveRuleSet(
        ApproveRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.RuleSet(request.Name, "name");
        form.Reason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, name.Program, null, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            var found = await FindAsync(name, caller, now, cancel);
            if (ApprovalRefusal(found.Row, caller, request.Reason) is { } refusal)
                throw new RefusalException(refusal);
            var approver = caller.Actor;
            // Two who approve at the same moment meet in its row; the second finds that it is approved.
            var taken = await Named(name).Where(s => s.Approver == "").ExecuteUpdateAsync(
                s => s.SetProperty(x => x.Approver, approver).SetProperty(x => x.Reason, request.Reason), cancel);
            if (taken == 0)
                throw new RefusalException(NotProposed(name));
            (found.Row.Approver, found.Row.Reason) = (approver, request.Reason);
            return new ApproveRuleSetResponse { RuleSet = found.ToMessage() };
        }, cancel);
    }

    private Refusal? ApprovalRefusal(RuleSetRow ruleSet, Caller caller, string reason)
    {
        if (!ruleSet.IsProposed)
            return NotProposed(ruleSet.Name);
        if (caller.SamePerson(ruleSet.Proposer, ruleSet.Name.ToString()) is { } samePerson)
            return samePerson;
        return ruleSet.GiveAwayBasisPoints > options.Value.GenerosityBand && reason.Length == 0
            ? new Refusal(
                ErrorReason.ReasonMissing,
                $"{ruleSet.Name} gives away up to {ruleSet.GiveAwayBasisPoints} basis points of an order, more than "
                + $"the band of {options.Value.GenerosityBand}; say why that is meant (see its report).")
            : null;
    }

    private static Refusal NotProposed(RuleSetId name) =>
        new(ErrorReason.RuleSetNotProposed, $"{name} is not waiting for an approval.");
}
