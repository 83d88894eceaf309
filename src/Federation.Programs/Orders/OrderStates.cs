using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>The states of an order. Pure.</summary>
internal static class OrderStates
{
    /// <summary>Whether it is paid, and not cancelled.</summary>
    public static bool IsPaid(this OrderState state) => state is >= OrderState.Paid and <= OrderState.Completed;

    /// <summary>Whether the customer has the goods.</summary>
    public static bool IsHandedOver(this OrderState state) => state is OrderState.Delivered or OrderState.Completed;

    /// <summary>Whether the coins are the member's and its spend counts for levels.</summary>
    public static bool IsEarned(this OrderState state, RuleSetTerms terms) =>
        state.IsPaid() && state >= terms.EarnAt switch
        {
            EarnAt.Shipped => OrderState.Shipped,
            EarnAt.Delivered => OrderState.Delivered,
            EarnAt.Completed => OrderState.Completed,
            _ => OrderState.Paid,
        };
}
