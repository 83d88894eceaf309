using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Tries the rules of a group within a stage, as they combine.</summary>
internal static class Groups
{
    /// <returns>The state after them.</returns>
    public static State Decide(Combine combine, IReadOnlyList<Rule> rules, Situation situation, State state)
    {
        foreach (var rule in rules.Where(r => situation.LeftOut.Contains(r.Id)))
            state.Miss(rule, MissReason.BudgetBusy);
        var there = rules.Where(r => !situation.LeftOut.Contains(r.Id)).ToList();
        return combine == Combine.Best
            ? Best(there, situation, state) : InTurn(there, combine == Combine.First, situation, state);
    }

    private static State InTurn(List<Rule> rules, bool isFirst, Situation situation, State state)
    {
        var isGiven = false;
        foreach (var rule in rules)
        {
            if (isFirst && isGiven)
            {
                state.Miss(rule, MissReason.Group);
                continue;
            }
            var attempt = Attempts.Try(rule, situation, state);
            if (attempt.Reason is { } reason)
                state.Miss(rule, reason);
            else
                (state, isGiven) = Take(attempt, situation, state) is { } after ? (after, true) : (state, isGiven);
        }
        return state;
    }

    private static State Best(List<Rule> rules, Situation situation, State state)
    {
        var attempts = rules.Select(r => Attempts.Try(r, situation, state)).ToList();
        foreach (var attempt in attempts.Where(a => a.Reason is not null))
            state.Miss(attempt.Rule, attempt.Reason!.Value);
        var best = attempts.Where(a => a.Reason is null).OrderByDescending(a => a.Worth)
            .ThenBy(a => a.Rule.Priority).ThenBy(a => a.Rule.Id, StringComparer.Ordinal).ToList();
        State? taken = null;
        foreach (var attempt in best)
            if (taken is not null)
                taken.Miss(attempt.Rule, MissReason.Group);
            else
                taken = Take(attempt, situation, state);
        return taken ?? state;
    }

    /// <summary>The state after a rule that came to something; none if the member is held out of its campaign, which
    /// is recorded.</summary>
    private static State? Take(Attempt attempt, Situation situation, State state)
    {
        if (HoldOut.Has(situation.CampaignOf(attempt.Rule), situation.Member))
        {
            state.Miss(attempt.Rule, MissReason.HeldOut);
            state.Expose(attempt.Rule, situation.Member, Arm.HeldOut);
            return null;
        }
        // The attempt was made on a copy: what was recorded of other rules since then belongs to the state after it.
        var after = attempt.After;
        after.Misses.AddRange(state.Misses.Skip(after.Misses.Count).ToList());
        after.Exposures.AddRange(state.Exposures.Skip(after.Exposures.Count).ToList());
        after.Expose(attempt.Rule, situation.Member, Arm.Treated);
        return after;
    }
}
