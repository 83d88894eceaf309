using System.Globalization;

namespace Federation;

/// <summary>The alliance's settlement money as people read it. The contract, the books and boards have it in whole
/// units; here is the one place that says where the point stands.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Scale">How many decimal places its units have: with 4 the unit of GBP is a hundredth of a penny. 0 to
/// <see cref="MaxScale"/>.</param>
public readonly record struct SettlementMoney(string Currency, int Scale)
{
    public const int MaxScale = 9;

    // Money is written with so many places at least: 4.50 rather than 4.5.
    private const int UsualPlaces = 2;

    /// <summary><c>4.50 GBP</c> for a text: as many places as there is something to say, and two at least.</summary>
    public string Text(Int128 units)
    {
        var digits = Exact(units, "0");
        var fewest = digits.Length - Scale + int.Min(Scale, UsualPlaces);
        while (digits.Length > fewest && digits[^1] == '0')
            digits = digits[..^1];
        return $"{digits} {Currency}";
    }

    /// <summary><c>1,234.5000</c> for a column of numbers: all places, without the currency.</summary>
    public string Cell(Int128 units) => Exact(units, "#,0");

    private string Exact(Int128 units, string wholes)
    {
        var unit = (Int128)1;
        for (var i = 0; i < Scale; i++)
            unit *= 10;
        var (whole, part) = Int128.DivRem(Int128.Abs(units), unit);
        var text = whole.ToString(wholes, CultureInfo.InvariantCulture);
        if (Scale > 0)
            text += "." + part.ToString(CultureInfo.InvariantCulture).PadLeft(Scale, '0');
        return units < 0 ? "-" + text : text;
    }
}
