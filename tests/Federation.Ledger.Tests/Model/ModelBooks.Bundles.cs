using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Decisions of programmes: a head that moves tallies, and parts that move coins. All of it or nothing
/// happens.</summary>
internal sealed partial class ModelBooks
{
    private Dictionary<string, long> tallies = new(StringComparer.Ordinal);

    // Whether a part of a bundle is decided.
    private bool isPart;

    // What the tallies were when the group began: programmes read them there.
    private Dictionary<string, long> read = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Tallies => tallies;

    /// <summary>Decides the bundles of a group, one after the other; each begins with its head.</summary>
    private List<string> DecideBundles(IReadOnlyList<Step> steps)
    {
        var came = new List<string>();
        while (came.Count < steps.Count)
        {
            var head = steps[came.Count];
            came.AddRange(DecideBundle([head, .. steps.Skip(came.Count + 1).TakeWhile(s => !s.IsHead)]));
        }
        return came;
    }

    /// <summary>All of it happens, or the first that is refused says what all came to: where it is remembered, under
    /// the head's request alone. A head that was decided before says so, too.</summary>
    private List<string> DecideBundle(List<Step> steps)
    {
        var before = Save();
        var came = new List<Came> { Decide(steps[0], null) };
        isPart = true;
        foreach (var part in steps.Skip(1).TakeWhile(_ => came[^1] is { Refused: false, Known: false }))
            came.Add(Decide(part, Found(part)) is { Known: false } decided ? decided : Reused);
        isPart = false;
        if (came[^1] is { Refused: false, Known: false })
            return [.. came.Select(c => c.Text)];
        Load(before, came, steps);
        if (came[^1] is { Remembered: true, Known: false, Text: var refusal })
            outcomes[(steps[0].By, steps[0].Request)] = (steps[0].Asked, refusal);
        return [.. steps.Select(_ => came[^1].Text)];
    }

    /// <summary>Only the programme changes what it booked; an earning on it changes nothing.</summary>
    private string? OfProgram(Step step) =>
        step.About is { } about && journals[about].OfProgram && step.Kind != JournalKind.Earn && !isPart
            ? "BELONGS_TO_PROGRAM" : null;

    /// <summary>Moves the tallies, unless one is not as it was read, or would leave its bounds.</summary>
    private string? MoveTallies(Step step)
    {
        if (step.Uses is { } code && !used.Add(code))
            return "PAY_CODE_USED";
        foreach (var move in step.Tallies)
        {
            var before = tallies.GetValueOrDefault(move.Tally);
            var after = move.Sets ? move.Units : before + move.Units;
            var expected = move.Expected ?? (move.Reads ? read.GetValueOrDefault(move.Tally) : before);
            if (expected != before || after > move.AtMost || after < move.AtLeast)
                return "CONTENDED";
            tallies[move.Tally] = after;
        }
        return null;
    }

    /// <summary>An id that was used for something else.</summary>
    private static readonly Came Reused = new("REQUEST_ID_REUSED", true, false, false);
}
