namespace Federation.Hosting;

/// <summary>
/// Reads integers as proto3's JSON mapping writes them: <c>1000</c>, <c>1e3</c> and <c>1000.0</c> are the same integer.
/// Exact: nothing passes through a floating point number.
/// </summary>
internal static class JsonIntegers
{
    /// <summary>Beyond this many digits no field can hold the number.</summary>
    private const int MostDigits = 20;

    /// <param name="text">A number in JSON's grammar.</param>
    /// <param name="value">The integer.</param>
    /// <returns>False when the text is not a number, not whole, or has more digits than any field holds.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        var rest = negative ? text[1..] : text;
        var whole = TakeDigits(ref rest);
        if (whole.Length == 0 || (whole.Length > 1 && whole[0] == '0'))
            return false;
        ReadOnlySpan<char> fraction = default;
        if (rest.StartsWith('.'))
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.Length == 0)
                return false;
        }
        if (!TryTakeExponent(ref rest, out var exponent) || rest.Length > 0)
            return false;
        if (!TryScale(whole, fraction, exponent, out value))
            return false;
        value = negative ? -value : value;
        return true;
    }

    /// <summary>Computes <c>whole.fraction * 10^exponent</c>, if that is an integer of at most 20 digits.</summary>
    private static bool TryScale(
        ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, long exponent, out Int128 value)
    {
        value = 0;
        string digits = string.Concat(whole, fraction.TrimEnd('0')).TrimStart('0');
        if (digits.Length == 0)
            return true;
        var zeros = exponent - fraction.TrimEnd('0').Length;
        var significant = digits.TrimEnd('0');
        zeros += digits.Length - significant.Length;
        if (zeros < 0 || significant.Length + zeros > MostDigits)
            return false;
        foreach (var digit in significant)
            value = (value * 10) + (digit - '0');
        for (; zeros > 0; zeros--)
            value *= 10;
        return true;
    }

    private static bool TryTakeExponent(scoped ref ReadOnlySpan<char> rest, out long exponent)
    {
        exponent = 0;
        if (rest.Length == 0 || rest[0] is not ('e' or 'E'))
            return true;
        rest = rest[1..];
        var negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+'))
            rest = rest[1..];
        var digits = TakeDigits(ref rest);
        if (digits.Length == 0)
            return false;
        foreach (var digit in digits)
            // A body has fewer digits than this, so a larger exponent makes no difference.
            exponent = Math.Min((exponent * 10) + (digit - '0'), int.MaxValue);
        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
            length++;
        var digits = rest[..length];
        rest = rest[length..];
        return digits;
    }
}
