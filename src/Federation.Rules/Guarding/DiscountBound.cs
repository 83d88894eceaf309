using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>The most that discounts take off an order, as shares of different prices.</summary>
/// <param name="OfLeft">Of what is left when they are given.</param>
/// <param name="OfStage">Of what was left when their stage began: an amount for which the rule asks for a sum
/// then.</param>
/// <param name="OfList">Of list prices.</param>
internal readonly record struct DiscountBound(Ratio OfLeft, Ratio OfStage, Ratio OfList)
{
    /// <summary>Of all effects of a rule together.</summary>
    public static DiscountBound Of(Rule rule)
    {
        var bounds = rule.Effects.Select(e => Of(rule, e)).ToList();
        return new(
            Ratio.Min(Ratio.One, Ratio.Sum(bounds.Select(b => b.OfLeft))), Ratio.Sum(bounds.Select(b => b.OfStage)),
            Ratio.Sum(bounds.Select(b => b.OfList)));
    }

    /// <summary>Of the one or the other.</summary>
    public static DiscountBound Most(DiscountBound a, DiscountBound b) => new(
        Ratio.Max(a.OfLeft, b.OfLeft), Ratio.Max(a.OfStage, b.OfStage), Ratio.Max(a.OfList, b.OfList));

    /// <summary>What all discounts of a stage together leave of the list price, at the least.</summary>
    /// <param name="left">What the stages before left of it.</param>
    /// <param name="bounds">Of the stage's rules.</param>
    public static Ratio Left(Ratio left, IReadOnlyList<DiscountBound> bounds)
    {
        // Least is left if the amounts come last: percentages are then of more.
        var share = Ratio.Product(bounds.Select(b => Ratio.One - b.OfLeft))
            - Ratio.Sum(bounds.Select(b => b.OfStage));
        return Ratio.Max(
            Ratio.Zero, (left * Ratio.Max(Ratio.Zero, share)) - Ratio.Sum(bounds.Select(b => b.OfList)));
    }

    private static DiscountBound Of(Rule rule, Effect effect) => effect.GivesCase switch
    {
        Effect.GivesOneofCase.Price when effect.Price.HasBasisPointsOfList =>
            new(Ratio.One - Percent(effect.Price.BasisPointsOfList), Ratio.Zero, Ratio.Zero),
        Effect.GivesOneofCase.BuyGet => new(OfSet(effect.BuyGet), Ratio.Zero, Ratio.Zero),
        Effect.GivesOneofCase.Discount => Of(rule, effect.Discount),
        _ => default, // The list price for a fixed price is the shop's to know.
    };

    private static DiscountBound Of(Rule rule, Discount discount)
    {
        var isPercent = discount.OffCase == Discount.OffOneofCase.BasisPoints;
        var bound = isPercent && discount.Basis == PriceBasis.List
            ? new DiscountBound(Ratio.Zero, Ratio.Zero, Percent(discount.BasisPoints))
            : new(isPercent ? Percent(discount.BasisPoints) : OfEach(discount), Ratio.Zero, Ratio.Zero);
        foreach (var most in MostAmounts(discount))
        {
            var capped = OfAmount(rule, most);
            if (capped.Total.CompareTo(bound.Total) < 0)
                bound = capped;
        }
        return bound;
    }

    private Ratio Total => OfLeft + OfStage + OfList;

    private static Ratio Percent(int basisPoints) => new(basisPoints, Units.BasisPoints);

    /// <summary>The cheapest of the goods that are bought and given are less than their share of units; other goods may
    /// be nearly all of the order.</summary>
    private static Ratio OfSet(BuyGet terms) => Percent(terms.BasisPoints)
        * (terms.Pick != PickUnits.DearestGiven && (terms.Get is null || terms.Get.Equals(terms.Buy))
            ? new Ratio(terms.GetUnits, terms.BuyUnits + terms.GetUnits)
            : Ratio.One);

    /// <summary>An amount, as far as the order does not say how often it is given.</summary>
    private static Ratio OfEach(Discount discount) => discount.PerMinorUnits > 0
        ? Ratio.Min(Ratio.One, new Ratio(discount.MinorUnits, discount.PerMinorUnits))
        : Ratio.One;

    /// <summary>What a discount comes to at the most, whatever the order is.</summary>
    private static IEnumerable<BigInteger> MostAmounts(Discount discount)
    {
        if (discount.MaxMinorUnits > 0)
            yield return discount.MaxMinorUnits;
        if (discount.OffCase != Discount.OffOneofCase.MinorUnits)
            yield break;
        if (discount.Scope == DiscountScope.Order && discount.PerMinorUnits == 0)
            yield return discount.MinorUnits;
        if (discount.Scope == DiscountScope.EachUnit && discount.MaxUnits > 0)
            yield return new BigInteger(discount.MinorUnits) * discount.MaxUnits;
    }

    /// <summary>An amount against the sum for which the rule asks; without one it may be all that is left.</summary>
    private static DiscountBound OfAmount(Rule rule, BigInteger amount)
    {
        var (ofStage, ofList) = (LeastSum(rule, PriceBasis.Current), LeastSum(rule, PriceBasis.List));
        var least = Math.Max(ofStage, ofList);
        if (amount >= least)
            return new(Ratio.One, Ratio.Zero, Ratio.Zero);
        var share = new Ratio(amount, least);
        return ofStage == least ? new(Ratio.Zero, share, Ratio.Zero) : new(Ratio.Zero, Ratio.Zero, share);
    }

    private static long LeastSum(Rule rule, PriceBasis basis) => RequiredConditions.Of(rule.Condition)
        .Where(c => c.Basket is not null && (c.Basket.Basis == PriceBasis.List) == (basis == PriceBasis.List))
        .Select(c => c.Basket.AtLeastMinorUnits).DefaultIfEmpty(0).Max();
}
