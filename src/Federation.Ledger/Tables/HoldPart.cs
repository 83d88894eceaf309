namespace Federation.Ledger;

/// <summary>Coins of one lot that a hold sets aside in one wallet.</summary>
/// <param name="HoldId">The hold: the id of its journal.</param>
/// <param name="Lot">The lot.</param>
/// <param name="Units">How many.</param>
/// <param name="Until">From when on the hold holds nothing any more, in alliance time.</param>
internal readonly record struct HoldPart(JournalId HoldId, Lot Lot, long Units, DateTimeOffset Until);
