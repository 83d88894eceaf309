using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Why goods cannot be returned. Pure.</summary>
internal static class ReturnChecks
{
    /// <summary>Why nothing of an order can be returned; null if something can.</summary>
    public static Refusal? Refuses(OrderHistory order) => order.Now.State switch
    {
        OrderState.Cancelled => new Refusal(ErrorReason.OrderCancelled, $"{order.Order} was cancelled."),
        OrderState.Placed => new Refusal(ErrorReason.OrderNotPaid, $"{order.Order} is not paid; cancel it."),
        _ => null,
    };

    /// <summary>All units that are returned, those of this return included, by line.</summary>
    /// <param name="steps">The order's decision.</param>
    /// <param name="history">The order so far.</param>
    /// <param name="request">The return.</param>
    /// <param name="time">When it was.</param>
    /// <exception cref="RefusalException">It is too late, or more than is left.</exception>
    public static Dictionary<int, int> Lines(
        OrderSteps steps, OrderHistory history, ReturnOrderRequest request, Timestamp time)
    {
        var days = steps.Terms.ReturnDays;
        if (days > 0 && history.HandedOverTime is { } handedOver
            && time > handedOver + Duration.FromTimeSpan(TimeSpan.FromDays(days)))
            throw new RefusalException(
                ErrorReason.ReturnTooLate,
                $"{history.Order} was handed over at {handedOver.ToDateTimeOffset():O}, and can be returned for {days} "
                + "days.");
        var before = history.Now.Back?.ByLine() ?? [];
        var sold = steps.Order.Lines.ToDictionary(l => l.Number, l => l.Quantity);
        if (request.All)
        {
            if (sold.All(l => before.GetValueOrDefault(l.Key) == l.Value))
                throw new RefusalException(
                    ErrorReason.ReturnExceedsOrder, $"Nothing is left of {history.Order}.");
            return sold;
        }
        foreach (var line in request.Lines)
        {
            var left = sold.GetValueOrDefault(line.Number) - before.GetValueOrDefault(line.Number);
            if (line.Quantity > left)
                throw new RefusalException(new Refusal(
                    ErrorReason.ReturnExceedsOrder, $"{left} are left of line {line.Number}, not {line.Quantity}.")
                    .With("line", line.Number).With("left", left));
            before[line.Number] = before.GetValueOrDefault(line.Number) + line.Quantity;
        }
        return before;
    }
}
