namespace Federation.Exchange;

/// <summary>Whose approval a board needs.</summary>
internal static class BoardIssuers
{
    /// <summary>
    /// The ids, sorted, of the coins whose values a board would change: the coin's own, or those of a pair that it is
    /// on either side of. Coming onto the board and leaving it are changes. Fees and limits are the alliance's.
    /// </summary>
    /// <param name="previous">The board before; null for the first, which changes every coin on it.</param>
    /// <param name="next">The board that is proposed.</param>
    public static IReadOnlyList<string> Of(RateBoard? previous, RateBoard next)
    {
        if (previous is null)
            return next.Coins;
        var diff = BoardDiff.Between(previous, next);
        return [.. diff.Values.Select(v => v.Key)
            .Concat(diff.Overrides.SelectMany(o => (string[])[o.Key.SourceId, o.Key.TargetId]))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
