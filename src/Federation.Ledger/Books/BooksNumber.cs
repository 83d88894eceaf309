using System.Globalization;

namespace Federation.Ledger;

/// <summary>Numbers as the databases write them.</summary>
internal static class BooksNumber
{
    /// <summary>Reads a number, or the two halves of one; one that a database could only tell to be too large is the
    /// largest of 128 bits.</summary>
    public static Int128 Parse(string text)
    {
        if (text.Split(' ') is [var high, var low])
            return ((Int128)Whole(high) << 32) + Whole(low);
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        return text.StartsWith('-') ? Int128.MinValue : Int128.MaxValue;
    }

    private static long Whole(string half) => long.Parse(half, CultureInfo.InvariantCulture);
}
