using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>An effect, and the numbers of its filters.</summary>
/// <param name="Terms">The effect.</param>
/// <param name="Filter">Of the lines that it is on; of <c>buy</c> for a <see cref="BuyGet"/>.</param>
/// <param name="GetFilter">Of <c>get</c> for a <see cref="BuyGet"/>; otherwise as <paramref name="Filter"/>.</param>
internal sealed record CompiledEffect(Effect Terms, int Filter, int GetFilter)
{
    /// <summary>The most tickets of an award.</summary>
    public const int MostTickets = 100;

    /// <summary>Whether it gives something to a member, and so nothing to an order without one.</summary>
    public bool NeedsMember => Terms.GivesCase is Effect.GivesOneofCase.Earn or Effect.GivesOneofCase.Multiply
        or Effect.GivesOneofCase.Coupon or Effect.GivesOneofCase.Tier or Effect.GivesOneofCase.Tickets;

    /// <summary>Whether limits of money cover the discounts of a stage.</summary>
    public static bool IsLimitedByMoney(Stage stage) => stage is Stage.Lines or Stage.Order or Stage.Delivery;

    /// <summary>The stage in which it is given.</summary>
    public static Stage StageOf(Effect effect) => effect.GivesCase switch
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
        Effect.GivesOneofCase.Earn when effect.Earn.StepCase != Earn.StepOneofCase.None => Stage.Earning,
        Effect.GivesOneofCase.Multiply => Stage.Multiplying,
        _ => Stage.Fixed,
    };
}
