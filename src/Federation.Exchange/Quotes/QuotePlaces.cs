namespace Federation.Exchange;

/// <summary>What storing a quote came to.</summary>
internal abstract record StoredQuote
{
    /// <summary>It was written.</summary>
    public sealed record Written : StoredQuote;

    /// <summary>The same request had one before.</summary>
    public sealed record Known(QuoteRecord Quote) : StoredQuote;

    /// <summary>The member has as many open ones as there may be.</summary>
    public sealed record Exhausted(int Open) : StoredQuote;
}

/// <summary>Which place of its member's each new quote takes. Pure, but for the places.</summary>
internal static class QuotePlaces
{
    /// <summary>Gives places to new quotes; takes them from those whose time has passed.</summary>
    /// <param name="quotes">The new ones, in the order in which they came.</param>
    /// <param name="known">All of their members' that have a place, and those with the same ids.</param>
    /// <param name="most">How many a member may have open.</param>
    public static IReadOnlyList<StoredQuote> Assign(IReadOnlyList<QuoteRecord> quotes, IReadOnlyList<QuoteRecord> known, int most)
    {
        var byId = known.ToDictionary(q => q.Id);
        var open = known.Where(q => q.Slot is not null).GroupBy(q => q.MemberId).ToDictionary(g => g.Key, g => g.ToList());
        return [.. quotes.Select(quote =>
        {
            if (!byId.TryAdd(quote.Id, quote))
                return new StoredQuote.Known(byId[quote.Id]);
            if (!open.TryGetValue(quote.MemberId, out var others))
                open[quote.MemberId] = others = [];
            foreach (var over in others.Where(q => q.ExpireTime <= quote.CreateTime))
                over.Slot = null;
            others.RemoveAll(q => q.Slot is null);
            if (others.Count >= most)
                return (StoredQuote)new StoredQuote.Exhausted(others.Count);
            quote.Slot = Enumerable.Range(0, most).First(slot => others.TrueForAll(q => q.Slot != slot));
            others.Add(quote);
            return new StoredQuote.Written();
        })];
    }
}
