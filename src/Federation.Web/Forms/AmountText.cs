namespace Federation.Web;

/// <summary>Reads amounts that people type, from digits alone: <c>12.5</c> of scale 2 are 1250 units. Pure.</summary>
internal static class AmountText
{
    /// <summary>The most that one command moves.</summary>
    private const long MaxUnits = 1_000_000_000_000_000;

    /// <summary>False: it is no amount above zero, has more decimal places than the coin, or is too large.</summary>
    public static bool TryRead(string text, int scale, out long units)
    {
        units = 0;
        var parts = text.Replace(",", "", StringComparison.Ordinal).Split('.');
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && parts[1].Length == 0))
            return false;
        var decimals = parts.Length == 2 ? parts[1] : "";
        if (decimals.Length > scale || !(parts[0] + decimals).All(char.IsAsciiDigit))
            return false;
        foreach (var digit in parts[0] + decimals.PadRight(scale, '0'))
        {
            units = (units * 10) + (digit - '0');
            if (units > MaxUnits)
                return false;
        }
        return units > 0;
    }
}
