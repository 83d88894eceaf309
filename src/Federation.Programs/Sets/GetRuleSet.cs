using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<GetRuleSetResponse> GetRuleSet(GetRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var (program, asked) = form.RuleSetOrInForce(request.Name, "name");
        var asOf = asked is null ? form.Moment(request.AsOf, "as_of") : null;
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        if (asked is null)
            await RequireProgramAsync(program, caller, cancel);
        var number = asked?.Number ?? await InForceAsync(program, asOf ?? now, cancel)
            ?? throw new RefusalException(
                ErrorReason.NoRuleSetInForce, $"No rule set of {program} was in force at that time.");
        var found = await FindAsync(new RuleSetId(program, number), caller, now, cancel);
        return new GetRuleSetResponse { RuleSet = found.ToWhole() };
    }
}
