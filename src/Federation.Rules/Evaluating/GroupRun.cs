using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Tries the rules of a group within a stage.</summary>
internal sealed class GroupRun(OrderRun run, List<int> excludedGroups, Action<CompiledRule, MissReason> missed)
{
    /// <param name="group">The group.</param>
    /// <param name="rules">Its rules of the stage that may apply, in order.</param>
    public void Run(CompiledGroup group, IReadOnlyList<CompiledRule> rules)
    {
        if (group.Combine == Combine.Best)
            Best(rules);
        else
            InOrder(rules, untilFirst: group.Combine == Combine.First);
    }

    private void InOrder(IReadOnlyList<CompiledRule> rules, bool untilFirst)
    {
        var taken = false;
        foreach (var rule in rules)
        {
            if (taken && untilFirst)
                missed(rule, MissReason.Group);
            else if (Try(rule) is { } given)
                taken |= Keep(given);
        }
    }

    /// <summary>Each is tried on the same state; then the best is given for good.</summary>
    private void Best(IReadOnlyList<CompiledRule> rules)
    {
        var worth = new List<(CompiledRule Rule, long Worth)>();
        foreach (var rule in rules)
        {
            if (Try(rule) is not { } given)
                continue;
            worth.Add((rule, WorthOf(given)));
            Effects.Undo(given, run);
        }
        var taken = false;
        foreach (var (rule, _) in worth.OrderByDescending(w => w.Worth).ThenBy(w => w.Rule.Terms.Priority)
            .ThenBy(w => w.Rule.Id, StringComparer.Ordinal))
        {
            if (taken)
                missed(rule, MissReason.Group);
            else if (Try(rule) is { } given)
                taken = Keep(given);
        }
    }

    private GivenRule? Try(CompiledRule rule)
    {
        if (excludedGroups.Contains(rule.Group.Index) && rule.Group.Index != 0)
        {
            missed(rule, MissReason.Excluded);
            return null;
        }
        var given = RuleTrial.Try(rule, run, out var miss);
        if (given is null)
            missed(rule, miss);
        return given;
    }

    /// <summary>Keeps what a rule gave, unless the member is held out of its campaign. Either way the campaign's effect
    /// is measured by it.</summary>
    private bool Keep(GivenRule given)
    {
        var (rule, heldOut) = (given.Rule, RuleTrial.IsHeldOut(given.Rule, run));
        if (rule.Campaign is { } campaign && run.Member is not null)
            run.Exposures.Add(new Exposure
            {
                Campaign = campaign.Terms.Id,
                Rule = rule.Id,
                Arm = heldOut ? Arm.HeldOut : Arm.Treated,
            });
        if (heldOut)
        {
            Effects.Undo(given, run);
            missed(rule, MissReason.HeldOut);
            return false;
        }
        run.Given.Add(given);
        excludedGroups.AddRange(rule.Excludes);
        return true;
    }

    private static long WorthOf(GivenRule given) => given.Rule.Stage == Stage.Items
        ? given.Outcomes.Sum(o => (long)o.Terms.AddItem.Quantity)
        : given.Outcomes.Sum(o => o.Amount);
}
