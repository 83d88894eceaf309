using Federation.Design;
using Federation.Types.V1;

namespace Federation.Web;

/// <summary>Settlement money, whose units are finer than what people pay with. Pure.</summary>
internal static class SettlementMoney
{
    private const int ShownScale = 2;

    /// <summary>The most that a payment comes to.</summary>
    private const long MostUnits = 1_000_000_000_000_000;

    /// <summary>As people read it: in hundredths, rounded down.</summary>
    /// <param name="money">In settlement units.</param>
    /// <param name="scale">How many decimal places a settlement unit has.</param>
    public static MoneyAmount Shown(Money money, int scale)
    {
        var units = money.Units;
        for (; scale > ShownScale; scale--)
            units /= 10;
        return new MoneyAmount(units, scale, money.Currency);
    }

    /// <summary>The same, rounded up: for what is given and lost.</summary>
    public static MoneyAmount RoundedUp(Money money, int scale)
    {
        var shown = Shown(money, scale);
        return Exact(money, scale).Scale > shown.Scale && money.Units > 0
            ? shown with { Units = shown.Units + 1 } : shown;
    }

    /// <summary>To the last unit, without hundredths that are none.</summary>
    public static MoneyAmount Exact(Money money, int scale)
    {
        var units = money.Units;
        for (; scale > ShownScale && units % 10 == 0; scale--)
            units /= 10;
        return new MoneyAmount(units, scale, money.Currency);
    }

    /// <summary>Reads what somebody typed: <c>4.5</c> of scale 4 are 45000 units.</summary>
    public static bool TryRead(string text, int scale, out long units)
    {
        var places = Math.Min(scale, ShownScale);
        if (!AmountText.TryRead(text, places, out units))
            return false;
        for (var place = places; place < scale && units <= MostUnits; place++)
            units *= 10;
        return units <= MostUnits;
    }

    /// <summary>The least that can be typed, as text.</summary>
    public static string Least(int scale, Figures figures) => figures.Amount(1, Math.Min(scale, ShownScale));
}
