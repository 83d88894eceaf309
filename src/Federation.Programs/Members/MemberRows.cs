namespace Federation.Programs;

/// <summary>What is written down of a member.</summary>
/// <param name="Profile">What the brand says of it; null if nothing.</param>
/// <param name="Segments">The ids of segments that it is in.</param>
/// <param name="Grants">Levels that were granted, and count.</param>
/// <param name="Freezes">Freezes of its levels and of everyone's that count.</param>
internal sealed record MemberRows(
    ProfileRow? Profile, IReadOnlyList<string> Segments, IReadOnlyList<TierGrantRow> Grants,
    IReadOnlyList<TierFreezeRow> Freezes)
{
    /// <summary>How many days are looked back for grants and freezes that ended: a freeze lasts as long at most, and
    /// the level that it keeps may have been granted.</summary>
    public const int DaysBack = 3660;

    /// <summary>The freezes that levels rest on: some of them, and those that held on their first days. By first
    /// day.</summary>
    public IReadOnlyList<TierFreezeRow> FreezesFor(Func<TierFreezeRow, bool> wanted)
    {
        var found = Freezes.Where(wanted).ToList();
        for (var i = 0; i < found.Count; i++)
        {
            var first = found[i].FromDay;
            found.AddRange([.. Freezes.Where(f => f.FromDay <= first && first < f.ToDay && !found.Contains(f))]);
        }
        return [.. found.OrderBy(f => f.FromDay).ThenBy(f => f.CreateTime).ThenBy(f => f.Id)];
    }
}
