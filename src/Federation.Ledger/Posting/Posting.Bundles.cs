using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>Decisions of programmes.</summary>
internal static partial class Posting
{
    /// <summary>Decides a bundle's head, and then its parts: for nothing where the head was decided before or is
    /// refused, since the programme may have decided otherwise since.</summary>
    private static List<Verdict> DecideBundle(GroupState state, IReadOnlyList<Command> commands)
    {
        var head = Decide(state, commands[0]);
        if (head is not Verdict.Decided { Decision: Decision.Accepted accepted })
            return [head, .. commands.Skip(1).Select(part => WithHead(state, head, part))];
        var verdicts = new List<Verdict>(commands.Count) { head };
        state.BundleHead = accepted.Id;
        foreach (var part in commands.Skip(1))
        {
            var verdict = Decide(state, part);
            verdicts.Add(verdict is Verdict.Known ? UsedBefore(part) : verdict);
        }
        state.BundleHead = null;
        return verdicts;
    }

    /// <summary>A part comes to what its head came to. A refusal is recorded for each, but a request has one outcome
    /// only.</summary>
    private static Verdict WithHead(GroupState state, Verdict head, Command part) =>
        head is Verdict.Decided && state.Outcomes.ContainsKey((part.Principal, part.RequestId))
            ? UsedBefore(part) : head;

    /// <summary>Somebody has used the part's id: what it did then is not this bundle's.</summary>
    private static Verdict.Passing UsedBefore(Command part) => new(Idempotency.Reused(part.RequestId));

    private static Refusal? Bundle(Draft draft, Command.Bundle command)
    {
        if (Used(draft) is { } used)
            return used;
        for (var i = 0; i < command.Steps.Count; i++)
        {
            var step = command.Steps[i];
            var before = draft.State.Tallies.GetValueOrDefault(step.Tally);
            var after = step.Sets ? step.Units : checked(before + step.Units);
            if (step.Expected is { } expected && expected != before)
                return Moved(i, $"is {before}, and was read as {expected}");
            if (after > step.AtMost || after < step.AtLeast)
                return Moved(i, $"is {before}, and would be {after}");
            draft.MoveTally(new TallyEntry(step.Tally, checked(after - before), after));
        }
        return null;
    }

    /// <summary>The refusal of what is used up already; null where nothing is.</summary>
    private static Refusal? Used(Draft draft)
    {
        foreach (var consumption in draft.Command.Consumes)
            if (draft.State.Consumed.Contains(consumption.Key))
                return consumption.WhenUsed;
        return null;
    }

    /// <summary>The programme decided by tallies that have moved since: it reads them again and decides anew. Nothing
    /// is recorded.</summary>
    private static Refusal Moved(int step, string what) => new Refusal(
        ErrorReason.Contended, $"tallies[{step}] {what}; read the tallies and decide again.").With("tally", step);
}
