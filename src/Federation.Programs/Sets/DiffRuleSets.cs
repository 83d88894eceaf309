using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<DiffRuleSetsResponse> DiffRuleSets(
        DiffRuleSetsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var (name, other) = (form.RuleSet(request.Name, "name"), form.RuleSet(request.Other, "other"));
        form.Check(
            name == default || other == default || name.Program == other.Program, "other",
            "must be of the same programme");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var first = (await FindAsync(name, caller, now, cancel)).Terms();
        var second = (await FindAsync(other, caller, now, cancel)).Terms();
        return new DiffRuleSetsResponse { Changes = { MessageDiff.Between(first, second) } };
    }
}
