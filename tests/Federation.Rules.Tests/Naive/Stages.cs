using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The stage of a rule, and the order in which the rules of a stage are tried.</summary>
internal static class Stages
{
    public static IEnumerable<Stage> All => Enum.GetValues<Stage>().Where(s => s != Stage.Unspecified).Order();

    public static Stage Of(Rule rule) => Of(rule.Effects[0]);

    public static Stage Of(Effect effect) => effect.GivesCase switch
    {
        Effect.GivesOneofCase.Price => Stage.Prices,
        Effect.GivesOneofCase.BuyGet => Stage.Lines,
        Effect.GivesOneofCase.Discount => effect.Discount.Scope switch
        {
            DiscountScope.Order => Stage.Order,
            DiscountScope.Delivery => Stage.Delivery,
            _ => Stage.Lines,
        },
        Effect.GivesOneofCase.AddItem => Stage.Items,
        Effect.GivesOneofCase.Earn =>
            effect.Earn.StepCase == Earn.StepOneofCase.None ? Stage.Fixed : Stage.Earning,
        Effect.GivesOneofCase.Multiply => Stage.Multiplying,
        _ => Stage.Fixed,
    };

    /// <summary>Whether limits of MONEY are applied to it as it is decided.</summary>
    public static bool IsDiscount(Stage stage) => stage is Stage.Lines or Stage.Order or Stage.Delivery;

    /// <summary>The rules of a stage and group in the order in which they are tried.</summary>
    public static List<Rule> InOrder(IEnumerable<Rule> rules, State state) =>
        [.. rules.OrderBy(r => r.Priority).ThenBy(r => IsOrderAmount(r.Effects[0]) ? 1 : 0)
            .ThenBy(r => Of(r) is Stage.Lines or Stage.Order ? SumOf(r.Effects[0], state) : 0)
            .ThenBy(r => r.Id, StringComparer.Ordinal)];

    private static bool IsOrderAmount(Effect effect) => Of(effect) == Stage.Order
        && effect.Discount.OffCase == Discount.OffOneofCase.MinorUnits;

    private static BigInteger SumOf(Effect effect, State state) => effect.GivesCase == Effect.GivesOneofCase.BuyGet
        ? state.Matching(BuyGets.GetOf(effect.BuyGet)).Sum(l => l.LeftAtStage)
        : state.Matching(effect.Discount.Lines)
            .Sum(l => effect.Discount.Basis == PriceBasis.List ? l.ListPrice : l.LeftAtStage);
}
