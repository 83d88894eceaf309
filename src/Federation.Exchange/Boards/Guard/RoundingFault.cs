namespace Federation.Exchange;

/// <summary>An integer conversion that gains or whose settlement has a negative part.</summary>
/// <param name="Path">The coins in order; the last one is what the returned units are of.</param>
/// <param name="Units">What was given of the first coin.</param>
/// <param name="Returned">What came back.</param>
/// <param name="Split">The split with a negative part; null where a there-and-back gained.</param>
internal sealed record RoundingFault(IReadOnlyList<string> Path, long Units, long Returned, SettlementSplit? Split);
