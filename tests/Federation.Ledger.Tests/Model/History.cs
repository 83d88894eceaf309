namespace Federation.Ledger.Tests;

/// <summary>A history: what the coins' rules are, and what happens.</summary>
internal sealed record History(IReadOnlyDictionary<string, CoinRule> Rules, IReadOnlyList<Happening> Happenings)
{
    /// <summary>Tells it to the ledger and to the model; the first difference, or null.</summary>
    public string? FirstDifference()
    {
        var telling = new Telling(Rules);
        foreach (var happening in Happenings)
            if (telling.Tell(happening) is { } difference)
                return difference;
        return telling.End();
    }

    public override string ToString() => string.Join('\n',
        Rules.Select(r => $"coin {r.Key} {r.Value}").Concat(Happenings.Select(h => h.ToString())));

    /// <summary>The history with as much left out as can be while it still fails: halves first, then ever smaller
    /// parts.</summary>
    public History Shortened()
    {
        var kept = Happenings.ToList();
        for (var size = Math.Max(1, kept.Count / 2); ;)
        {
            var shorter = false;
            for (var at = 0; at < kept.Count;)
            {
                var rest = kept.Where((_, i) => i < at || i >= at + size).ToList();
                if ((this with { Happenings = rest }).FirstDifference() is null)
                    at += size;
                else
                    (kept, shorter) = (rest, true);
            }
            if (size == 1 && !shorter)
                return (this with { Happenings = kept }).Simplified();
            size = Math.Max(1, size / 2);
        }
    }

    /// <summary>Leaves single commands out of groups.</summary>
    private History Simplified()
    {
        var kept = Happenings.ToList();
        for (var at = 0; at < kept.Count; at++)
            while (kept[at] is Decided { Steps.Count: > 1 } group)
            {
                var smaller =
                    group.Steps.Select((_, i) => group with { Steps = [.. group.Steps.Where((_, j) => j != i)] })
                    .FirstOrDefault(g => (this with { Happenings = [.. kept[..at], g, .. kept[(at + 1)..]] })
                        .FirstDifference() is not null);
                if (smaller is null)
                    break;
                kept[at] = smaller;
            }
        return this with { Happenings = kept };
    }
}
