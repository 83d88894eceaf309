namespace Federation.Exchange;

/// <summary>One thing that two boards say differently.</summary>
/// <param name="Key">The coin's id, or the pair.</param>
/// <param name="Old">What the first board says; null where it says nothing.</param>
/// <param name="New">What the second board says; null where it says nothing.</param>
internal readonly record struct BoardChange<TKey, TValue>(TKey Key, TValue? Old, TValue? New)
    where TValue : struct;
