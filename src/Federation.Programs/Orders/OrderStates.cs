using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>The states of an order. Pure.</summary>
internal static class OrderStates
{
    /// <summary>Whether it is paid, and not cancelled.</summary>
    public static bool IsPaid(this OrderState state) => state is >= OrderState.Paid and <= OrderState.Completed;

    /// <summary>Whether the customer has the goods.</summary>
    public static bool IsHandedOver(this OrderState state) => state is OrderState.Delivered or OrderState.Completed;

    /// <summary>Whether the coins are the member's and its spend counts for levels: not while a case holds them, nor
    /// once it is decided against the member.</summary>
    public static bool IsEarned(this OrderDetail order, RuleSetTerms terms) =>
        order.OrderCase?.State is not (CaseState.Open or CaseState.AgainstMember) && order.State.IsEarned(terms);

    /// <summary>Whether an order without a case has earned its coins.</summary>
    public static bool IsEarned(this OrderState state, RuleSetTerms terms) =>
        state.IsPaid() && state >= terms.EarnAt switch
        {
            EarnAt.Shipped => OrderState.Shipped,
            EarnAt.Delivered => OrderState.Delivered,
            EarnAt.Completed => OrderState.Completed,
            _ => OrderState.Paid,
        };
}
