namespace Federation.Exchange;

/// <summary>Which place of its member's each new quote takes. Pure, but for the places.</summary>
internal static class QuotePlaces
{
    /// <summary>Gives places to new quotes; takes them from those whose time has passed.</summary>
    /// <param name="quotes">The new ones, in the order in which they came.</param>
    /// <param name="known">All of their members' that have a place, and those with the same ids.</param>
    /// <param name="most">How many a member may have open with all brands.</param>
    /// <param name="mostPerMerchant">How many with one brand.</param>
    public static IReadOnlyList<StoredQuote> Assign(
        IReadOnlyList<QuoteRecord> quotes, IReadOnlyList<QuoteRecord> known, int most, int mostPerMerchant)
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
                (over.Slot, over.MerchantSlot) = (null, null);
            others.RemoveAll(q => q.Slot is null);
            var same = others.FindAll(q => q.MerchantPartnerId == quote.MerchantPartnerId);
            if (same.Count >= mostPerMerchant)
                return (StoredQuote)new StoredQuote.Exhausted(
                    same.Count, quote.MerchantPartnerId, same.Min(q => q.ExpireTime));
            if (others.Count >= most)
                return new StoredQuote.Exhausted(others.Count, null, others.Min(q => q.ExpireTime));
            quote.Slot = FreeOf(most, others.Select(q => q.Slot));
            quote.MerchantSlot = FreeOf(mostPerMerchant, same.Select(q => q.MerchantSlot));
            others.Add(quote);
            return new StoredQuote.Written();
        })];
    }

    private static int FreeOf(int places, IEnumerable<int?> taken) =>
        Enumerable.Range(0, places).First(slot => !taken.Contains(slot));
}
