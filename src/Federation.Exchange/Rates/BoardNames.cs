using System.Globalization;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>The names of boards: <c>boards/{n}</c>.</summary>
internal static class BoardNames
{
    private const string Prefix = "boards/";

    // Eighteen digits always fit 64 bits.
    private const int MaxDigits = 18;

    public static string Of(long number) => Prefix + number.ToString(CultureInfo.InvariantCulture);

    public static bool TryRead(string name, out long number)
    {
        number = 0;
        return name.StartsWith(Prefix, StringComparison.Ordinal)
            && name.Length <= Prefix.Length + MaxDigits
            && name.AsSpan(Prefix.Length) is [not '0', ..]
            && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static long Board(this Form form, string name, string field)
    {
        form.Check(TryRead(name, out var number), field, "must be boards/{n}");
        return number;
    }
}
