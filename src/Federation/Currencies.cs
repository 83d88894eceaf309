using System.Collections.Frozen;

namespace Federation;

/// <summary>How many decimals currencies have: ISO 4217, where it is not two.</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["BHD"] = 3,
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["IQD"] = 3,
        ["ISK"] = 0,
        ["JOD"] = 3,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["TND"] = 3,
        ["UGX"] = 0,
        ["UYI"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The decimals of a currency's minor unit.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    public static int DigitsOf(string currency) => Digits.GetValueOrDefault(currency, 2);
}
