namespace Federation.Ledger.Tests;

/// <summary>Tells what happens to the ledger and to the model, and compares after each.</summary>
internal sealed class Telling(IReadOnlyDictionary<string, CoinRule> rules)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PureLedger ledger = new(rules) { Clock = Start };
    private BooksProof? proof;

    public ModelBooks Model { get; } = new(rules) { Clock = Start };

    /// <summary>Told what each command came to.</summary>
    public Action<Step, string> CameTo { get; init; } = (_, _) => { };

    /// <summary>The difference, or null.</summary>
    public string? Tell(Happening happening)
    {
        try
        {
            return happening switch
            {
                TimeMoves move => Tell(move),
                StateIsSet set => Tell(set),
                Decided group => Tell(group),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    /// <summary>The difference at the end, or null.</summary>
    public string? End()
    {
        try
        {
            proof?.ProveTotals();
            return Comparison.OfTotals(ledger, Model);
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private string? Tell(TimeMoves move)
    {
        ledger.Clock = Model.Clock += move.By;
        return Comparison.OfWallets(ledger, Model);
    }

    private string? Tell(StateIsSet set)
    {
        ledger.SetState(set.Wallet, set.State);
        Model.SetState(set.Wallet, set.State);
        return null;
    }

    private string? Tell(Decided group)
    {
        var (found, expected) = (ledger.Decide(group), Model.Decide(group));
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] != expected[i])
                return $"'{group.Steps[i]}' came to {found[i]}, the model says {expected[i]}";
            CameTo(group.Steps[i], found[i]);
        }
        (proof ??= new BooksProof(ledger.Books)).Prove();
        return Comparison.OfJournals(group, ledger, Model) ?? Comparison.OfWallets(ledger, Model)
            ?? Comparison.OfTallies(ledger, Model);
    }
}
