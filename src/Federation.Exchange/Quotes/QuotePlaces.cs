namespace Federation.Exchange;

/// <summary>Which place of its member's each new quote takes. Pure, but for the places.</summary>
internal static class QuotePlaces
{
    /// <summary>Gives places to new quotes; takes them from those whose time has passed.</summary>
    /// <param name="quotes">The new ones, in the order in which they came.</param>
    /// <param name="known">All of their members' that have a place, and those with the same ids.</param>
    /// <param name="most">How many a member may have open with all brands.</param>
    /// <param name="mostPerTill">How many with one brand.</param>
    public static IReadOnlyList<StoredQuote> Assign(
        IReadOnlyList<QuoteRecord> quotes, IReadOnlyList<QuoteRecord> known, int most, int mostPerTill)
    {
        var byId = known.ToDictionary(q => q.Id);
        var open = known.Where(q => q.Slot is not null).GroupBy(q => q.MemberId)
            .ToDictionary(g => g.Key, g => g.ToList());
        return [.. quotes.Select(quote =>
        {
            if (!byId.TryAdd(quote.Id, quote))
                return new StoredQuote.Known(byId[quote.Id]);
            if (!open.TryGetValue(quote.MemberId, out var others))
                open[quote.MemberId] = others = [];
            foreach (var over in others.Where(q => q.ExpireTime <= quote.CreateTime))
                (over.Slot, over.TillSlot) = (null, null);
            others.RemoveAll(q => q.Slot is null);
            var same = others.FindAll(q => q.TillPartnerId == quote.TillPartnerId);
            if (same.Count >= mostPerTill)
                return (StoredQuote)new StoredQuote.Exhausted(
                    same.Count, quote.TillPartnerId, same.Min(q => q.ExpireTime));
            if (others.Count >= most)
                return new StoredQuote.Exhausted(others.Count, null, others.Min(q => q.ExpireTime));
            quote.Slot = FreeOf(most, others.Select(q => q.Slot));
            quote.TillSlot = FreeOf(mostPerTill, same.Select(q => q.TillSlot));
            others.Add(quote);
            return new StoredQuote.Written();
        })];
    }

    private static int FreeOf(int places, IEnumerable<int?> taken) =>
        Enumerable.Range(0, places).First(slot => !taken.Contains(slot));
}
