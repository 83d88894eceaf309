using Federation.Programs.V1;
using Limit = Federation.Programs.V1.Limit;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Effects and limits in a few words.</summary>
internal static class Gives
{
    public static Effect Off(DiscountScope scope, long minorUnits, Action<Discount>? more = null) =>
        Discount(new Discount { Scope = scope, MinorUnits = minorUnits }, more);

    public static Effect Percent(DiscountScope scope, int basisPoints, Action<Discount>? more = null) =>
        Discount(new Discount { Scope = scope, BasisPoints = basisPoints }, more);

    public static Effect BuyGet(int buy, int get, Action<BuyGet>? more = null)
    {
        var buyGet = new BuyGet { BuyUnits = buy, GetUnits = get, BasisPoints = 10000 };
        more?.Invoke(buyGet);
        return new Effect { BuyGet = buyGet };
    }

    public static Effect ByMoney(long units, long per, Action<Earn>? more = null) =>
        Earn(new Earn { Units = units, PerMinorUnits = per }, more);

    public static Effect ByQuantity(long units, long per, Action<Earn>? more = null) =>
        Earn(new Earn { Units = units, PerQuantity = per }, more);

    public static Effect Fixed(long units) => new() { Earn = new Earn { Units = units } };

    public static Effect Times(int basisPoints, bool compound = false) =>
        new() { Multiply = new Multiply { FactorBasisPoints = basisPoints, Compound = compound } };

    public static Limit AtMost(
        long most, Per per, Period period, LimitedBy of, WhenReached reached = WhenReached.Unspecified) =>
        new() { AtMost = most, Per = per, Period = period, Of = of, WhenReached = reached };

    private static Effect Discount(Discount discount, Action<Discount>? more)
    {
        more?.Invoke(discount);
        return new Effect { Discount = discount };
    }

    private static Effect Earn(Earn earn, Action<Earn>? more)
    {
        more?.Invoke(earn);
        return new Effect { Earn = earn };
    }
}
