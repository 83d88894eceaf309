using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<CheckRuleSetResponse> CheckRuleSet(
        CheckRuleSetRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.Program(request.Parent, "parent");
        form.Check(
            request.RuleSet.Length > 0 != request.Terms is not null, "rule_set",
            "must be given, or else terms, and not both");
        form.TermsSize(request.Terms);
        var name = request.RuleSet.Length > 0 ? form.RuleSet(request.RuleSet, "rule_set") : default;
        form.Check(
            request.RuleSet.Length == 0 || name == default || name.Program == program, "rule_set",
            "must be of the parent");
        form.Done();

        var cancel = context.CancellationToken;
        await RequireProgramAsync(program, caller, cancel);
        var terms = request.Terms
            ?? (await FindAsync(name, caller, await clock.NowAsync(cancel), cancel)).Terms();
        var snapshot =
            await directory.WithAsync(d => TermsCoins.Refuses(terms, program.PartnerId, d) is null, cancel);
        RequireCoins(terms, program, snapshot);
        return new CheckRuleSetResponse
        {
            Report = await GuardAsync(terms, context),
            BandBasisPoints = options.Value.GenerosityBand,
        };
    }
}
