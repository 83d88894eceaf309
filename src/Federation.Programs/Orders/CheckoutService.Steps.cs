using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>The steps of an order's life.</summary>
internal sealed partial class CheckoutService
{
    /// <summary>When a step happened; null: now.</summary>
    private async Task<Timestamp?> StepTimeAsync(Form form, Timestamp? time, ServerCallContext context)
    {
        var now = await clock.NowAsync(context.CancellationToken);
        var happened = form.Moment(time, "step_time");
        form.Check(
            happened is null || (happened <= now + LongestAhead && happened >= now - LongestLate), "step_time",
            $"must be within the {LongestLate.Days} days before {now:O}");
        form.Done();
        return time;
    }

    /// <summary>Takes the next step of one of the caller's orders.</summary>
    /// <param name="order">The order.</param>
    /// <param name="fingerprint">Of the request: the step that it made before is its answer.</param>
    /// <param name="next">What is next; null where the order is already there.</param>
    /// <param name="name">Completes what the step is told to be.</param>
    /// <param name="context">The call.</param>
    /// <returns>The order, the number of the step, and whether it was there before.</returns>
    private async Task<(OrderHistory History, int Step, bool Replayed)> TakeStepAsync(
        OrderId order, byte[] fingerprint, Func<OrderHistory, Func<OrderSteps, Timestamp, PlannedStep>?> next,
        Action<OrderDetail>? name, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        caller.RequirePartner();
        if (caller.PartnerId != order.Program.PartnerId)
            throw NoOrder(order);
        return await Contention.Orders.ExecuteAsync(
            async cancel =>
            {
                var found = await orders.FindAsync(order, context.Onward()) ?? throw NoOrder(order);
                if (found.StepMadeBy(fingerprint) is >= 0 and var made)
                    return (found, made, true);
                if (await directory.SuspendedAsync(Suspensions.OrderSteps, order.Program.PartnerId, cancel)
                    is { } suspended)
                    throw new RefusalException(suspended);
                if (next(found) is not { } plan)
                    return (found, found.Count - 1, true);
                var after = await orders.TakeAsync(found, plan, name, fingerprint, context.Onward());
                return (after, found.Count, false);
            },
            context.CancellationToken);
    }
}
