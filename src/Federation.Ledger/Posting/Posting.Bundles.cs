using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>Decisions of programmes.</summary>
internal static partial class Posting
{
    /// <summary>Decides a bundle: all of it is accepted, or all of it comes to one verdict. Only the head's request has
    /// an outcome then, if what was refused is recorded at all: the caller knows no other id, and the programme may
    /// decide on other parts the next time.</summary>
    private static List<Verdict> DecideBundle(GroupState state, IReadOnlyList<Command> commands)
    {
        var mark = MarkFor(state, commands);
        var verdicts = DecideParts(state, commands);
        var last = verdicts[^1];
        if (verdicts.Count == 1)
            return [.. commands.Select(_ => last)];
        if (!last.IsRefused)
            return verdicts;
        state.Restore(mark);
        if (last is Verdict.Decided { Decision: Decision.Refused { Refusal: var refusal } })
            last = new Verdict.Decided(Record(state, commands[0], refusal));
        return [.. commands.Select(_ => last)];
    }

    /// <summary>The verdicts on the head and its parts, up to the first that is not accepted now.</summary>
    private static List<Verdict> DecideParts(GroupState state, IReadOnlyList<Command> commands)
    {
        var verdicts = new List<Verdict>(commands.Count) { Decide(state, commands[0]) };
        if (verdicts[0] is not Verdict.Decided { Decision: Decision.Accepted head })
            return verdicts;
        state.BundleHead = head.Id;
        foreach (var part in commands.Skip(1).TakeWhile(_ => !verdicts[^1].IsRefused))
        {
            var verdict = Decide(state, part);
            // Somebody has used the part's id: what it did then is not this bundle's.
            verdicts.Add(verdict is Verdict.Known ? new Verdict.Passing(Idempotency.Reused(part.RequestId)) : verdict);
        }
        state.BundleHead = null;
        return verdicts;
    }

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
            if (step.NotAfter < draft.State.SystemNow)
                return Moved(i, $"may move until {step.NotAfter:O}");
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
