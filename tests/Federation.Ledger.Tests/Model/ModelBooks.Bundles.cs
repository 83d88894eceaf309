namespace Federation.Ledger.Tests;

/// <summary>Decisions of programmes: a head that moves tallies, and parts that move coins. All of it or nothing
/// happens.</summary>
internal sealed partial class ModelBooks
{
    private Dictionary<string, long> tallies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Tallies => tallies;

    /// <summary>Whether the commands of a batch are a bundle.</summary>
    private static bool IsBundle(IReadOnlyList<Step> steps) => steps[0].IsHead;

    /// <summary>The head comes first: where it was decided before, or is refused, that is what all came to.</summary>
    private List<Came> DecideBundle(IReadOnlyList<Step> steps)
    {
        var head = Decide(steps[0], null);
        var came = new List<Came> { head };
        foreach (var part in steps.Skip(1))
        {
            var isNew = !outcomes.ContainsKey((part.By, part.Request));
            if (head.Refused || head.Known)
                came.Add(isNew || head.Known || !head.Remembered ? head : Reused);
            else
                came.Add(isNew ? Decide(part, Found(part)) : Reused);
        }
        return came;
    }

    /// <summary>Moves the tallies, unless one is not as it was read, or would leave its bounds.</summary>
    private string? MoveTallies(Step step)
    {
        if (step.Uses is { } code && !used.Add(code))
            return "PAY_CODE_USED";
        foreach (var move in step.Tallies)
        {
            var before = tallies.GetValueOrDefault(move.Tally);
            var after = move.Sets ? move.Units : before + move.Units;
            if ((move.Expected ?? before) != before || after > move.AtMost || after < move.AtLeast)
                return "CONTENDED";
            tallies[move.Tally] = after;
        }
        return null;
    }

    /// <summary>An id that was used for something else.</summary>
    private static readonly Came Reused = new("REQUEST_ID_REUSED", true, false, false);
}
