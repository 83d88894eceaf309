using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Why an event is refused. Pure.</summary>
internal static class EventChecks
{
    /// <summary>Why goods cannot be reviewed; null if they can.</summary>
    /// <param name="reviewed">What is reviewed.</param>
    /// <param name="member">Who reviews it.</param>
    /// <param name="order">The order.</param>
    /// <param name="now">What became of it.</param>
    public static Refusal? RefusesReview(ReviewedLine reviewed, string member, Order order, OrderDetail now)
    {
        // Whose order it is, is nobody else's to know.
        if (order.Member != member)
            return Refusal.NotFound(ErrorReason.OrderNotFound, reviewed.Order);
        var line = order.Lines.FirstOrDefault(l => l.Number == reviewed.Line);
        var returned = now.Back?.Lines.FirstOrDefault(l => l.Number == reviewed.Line)?.Quantity ?? 0;
        return line is not null && returned < line.Quantity
            && now.State is not (OrderState.Placed or OrderState.Cancelled)
            ? null
            : new Refusal(
                ErrorReason.LineNotKept,
                $"Of line {reviewed.Line} of {reviewed.Order} the member has bought and kept nothing.")
                .With("order", reviewed.Order).With("line", reviewed.Line);
    }
}
