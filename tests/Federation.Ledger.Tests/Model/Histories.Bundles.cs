using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Decisions of programmes: few tallies with near bounds, and parts that are refused now and then.</summary>
internal sealed partial class Histories
{
    private static readonly string[] TallyNames = ["budget", "stock", "visits"];

    private static readonly JournalKind[] PartKinds =
    [
        JournalKind.Earn, JournalKind.Redeem, JournalKind.Hold, JournalKind.Capture, JournalKind.Release,
        JournalKind.Confirm, JournalKind.Clawback, JournalKind.Refund,
    ];

    private readonly List<IReadOnlyList<Step>> bundles = [];

    /// <summary>Bundles of one group: of the same members and tallies, most often.</summary>
    private Decided NextBundles()
    {
        var made = new List<Step>(NextBundle());
        while (made.Count < 12 && Happens(350))
            made.AddRange(NextBundle());
        return new Decided(Together.Atomic, made);
    }

    private IReadOnlyList<Step> NextBundle()
    {
        if (bundles.Count > 0 && Happens(200))
            return Again(Pick(bundles));
        var parts = NextParts(random.Next(5));
        var head = new Step(
            Happens(700) ? "program" : "reward", $"b{steps.Count}-{random.Next(1000)}",
            parts.Count > 0 ? parts[0].Wallet : "ann", 0)
        {
            Tallies = NextTallies(),
            Uses = Happens(150) ? $"code{random.Next(5)}" : null,
            NotAfter = Happens(30) ? When.In(TimeSpan.FromMinutes(random.Next(-30, 90))) : null,
        };
        // An id may have been used for something else.
        if (steps.Count > 0 && Happens(30))
            head = head with { Request = Pick(steps).Request };
        parts.RemoveAll(p => p.Request == head.Request);
        bundles.Add([head, .. parts]);
        return bundles[^1];
    }

    /// <summary>The same request: as it was, or as the programme decides it anew.</summary>
    private IReadOnlyList<Step> Again(IReadOnlyList<Step> bundle)
    {
        if (Happens(500))
            return bundle;
        var head = bundle[0] with { Tallies = NextTallies() };
        return [head, .. Happens(500) ? bundle.Skip(1)
            : NextParts(random.Next(3)).Where(p => p.Request != head.Request)];
    }

    private List<Step> NextParts(int count)
    {
        var parts = new List<Step>();
        while (parts.Count < count)
        {
            var part = NextStep();
            if (PartKinds.Contains(part.Kind) && part is { Pays: false, By: "aster" }
                && parts.TrueForAll(p => p.Request != part.Request))
                parts.Add(part);
        }
        return parts;
    }

    private List<TallyMove> NextTallies() => [.. TallyNames.Where(_ => Happens(500)).Select(NextTally)];

    /// <summary>Mostly within the bounds, and by what the tally is.</summary>
    private TallyMove NextTally(string name)
    {
        var now = model.Tallies.GetValueOrDefault(name);
        return new TallyMove(name, Happens(200), random.Next(-20, 30))
        {
            AtMost = Happens(400) ? now + random.Next(0, 120) : null,
            AtLeast = Happens(400) ? now - random.Next(0, 120) : null,
            Expected = Happens(300) ? Happens(900) ? now : now + random.Next(-2, 3) : null,
            Reads = Happens(200),
        };
    }
}
