using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>The few numbers of a rule that are fields of a form: those of its first effect, and what the goods must
/// come to. Pure.</summary>
internal static class RuleFields
{
    /// <summary>A field: its name in the form, and its value as text.</summary>
    public readonly record struct Value(string Name, string Text);

    public const string Units = "units";
    public const string PerMoney = "per";
    public const string Factor = "factor";
    public const string Percent = "percent";
    public const string Off = "off";
    public const string AtLeast = "least";

    /// <summary>The fields that a rule has.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="scale">How many decimals the currency has.</param>
    /// <param name="coinScale">How many decimals the coin has.</param>
    public static IReadOnlyList<Value> Of(Rule rule, int scale, int coinScale)
    {
        var values = new List<Value>();
        switch (rule.Effects.FirstOrDefault())
        {
            case { Earn: { } earn }:
                values.Add(new(Units, Text(earn.Units, coinScale)));
                if (earn.StepCase is Earn.StepOneofCase.PerMinorUnits)
                    values.Add(new(PerMoney, Text(earn.PerMinorUnits, scale)));
                break;
            case { Multiply: { } multiply }:
                values.Add(new(Factor, Text(multiply.FactorBasisPoints, 4)));
                break;
            case { Discount: { OffCase: Discount.OffOneofCase.BasisPoints } discount }:
                values.Add(new(Percent, Text(discount.BasisPoints, 2)));
                break;
            case { Discount: { } discount }:
                values.Add(new(Off, Text(discount.MinorUnits, scale)));
                break;
        }
        if (rule.Condition?.Basket is { } basket)
            values.Add(new(AtLeast, Text(basket.AtLeastMinorUnits, scale)));
        return values;
    }

    /// <summary>Sets a field of a rule; false where the text is no such value.</summary>
    public static bool TrySet(Rule rule, string name, string text, int scale, int coinScale)
    {
        var places = name switch
        {
            Units => coinScale,
            Factor => 4,
            Percent => 2,
            _ => scale,
        };
        if (!AmountText.TryRead(text, places, out var units) || (name is Factor or Percent && units > int.MaxValue))
            return false;
        switch (name)
        {
            case Units: rule.Effects[0].Earn.Units = units; break;
            case PerMoney: rule.Effects[0].Earn.PerMinorUnits = units; break;
            case Factor: rule.Effects[0].Multiply.FactorBasisPoints = (int)units; break;
            case Percent: rule.Effects[0].Discount.BasisPoints = (int)units; break;
            case Off: rule.Effects[0].Discount.MinorUnits = units; break;
            default: rule.Condition.Basket.AtLeastMinorUnits = units; break;
        }
        return true;
    }

    /// <summary>A whole number as a form holds it.</summary>
    public static string TextOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long units, int scale)
    {
        var digits = units.ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}".TrimEnd('0').TrimEnd('.');
    }
}
