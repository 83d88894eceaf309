namespace Federation.Ledger;

/// <summary>How many coins of a lot are in a wallet.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Remaining">All of them, held ones included.</param>
/// <param name="Held">Those that are held.</param>
internal readonly record struct LotBalance(Lot Lot, long Remaining, long Held)
{
    public long Free => Remaining - Held;
}
