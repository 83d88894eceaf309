namespace Federation.Rules;

/// <summary>Sets of rules, a bit for each, in words.</summary>
internal static class Bits
{
    public static int WordsFor(int count) => (count + 63) / 64;

    public static void Set(Span<ulong> bits, int index) => bits[index >> 6] |= 1UL << (index & 63);

    public static bool Has(ReadOnlySpan<ulong> bits, int index) => (bits[index >> 6] & (1UL << (index & 63))) != 0;

    public static void Or(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] |= others[i];
    }

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < bits.Length; i++)
            bits[i] &= others[i];
    }
}
