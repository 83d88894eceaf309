namespace Federation.Rules;

/// <summary>By one thing about orders, which rules can apply: those that ask for no value of it, and for each value
/// those that ask for it.</summary>
internal sealed class Facet<TKey>(int rules) where TKey : notnull
{
    private readonly ulong[] free = new ulong[Bits.WordsFor(rules)];
    private readonly Dictionary<TKey, ulong[]> byValue = [];

    /// <summary>A rule that applies whatever the value is, if it names none.</summary>
    public void Add(int rule, IReadOnlyCollection<TKey> values)
    {
        if (values.Count == 0)
            Bits.Set(free, rule);
        foreach (var value in values)
        {
            if (!byValue.TryGetValue(value, out var bits))
                byValue[value] = bits = new ulong[free.Length];
            Bits.Set(bits, rule);
        }
    }

    /// <summary>Begins with the rules that ask for no value.</summary>
    public void Begin(Span<ulong> bits) => free.CopyTo(bits);

    /// <summary>Adds the rules that ask for this value.</summary>
    public void Include(Span<ulong> bits, TKey value)
    {
        if (byValue.TryGetValue(value, out var those))
            Bits.Or(bits, those);
    }
}
