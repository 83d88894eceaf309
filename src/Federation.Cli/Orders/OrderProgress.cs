using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation orders</c> about an order that was placed: how it is, that it got further, that
/// it is cancelled.</summary>
internal static class OrderProgress
{
    private const string SomeOrder = "aster/main/5feceb66-ffc8-8f38-9952-786c6d696c79";

    public static ExampleCommand Show(Globals globals)
    {
        var name = new OrderName();
        var command = name.AddTo(new ExampleCommand(
            "show", "Shows an order: its state, and what happened to it.", $"orders show {SomeOrder}",
            "orders show --program aster/main --source till-7 --event-id 4711"));
        globals.Run(command, name.Brand, async (session, parse, cancel) =>
        {
            var request = new GetOrderRequest { Name = name.Of(parse) };
            var response = await session.Client.Checkout.GetOrderAsync(request, cancellationToken: cancel);
            var tables = await OrderTables.OfAsync(session, response.Order, cancel);
            return session.Show(response, OrderTables.State(response.Order), tables.History(response.Order));
        });
        return command;
    }

    public static ExampleCommand Advance(Globals globals)
    {
        var (name, time) = (new OrderName(), StepTime.Option());
        var to = OrderStateOption.Of("--to", null, OrderStateOption.Reachable);
        to.Description = "The state that it reached.";
        var command = name.AddTo(new ExampleCommand(
            "advance", "Reports that an order got further. What was skipped is implied.",
            $"orders advance {SomeOrder} --to paid",
            "orders advance --program aster/main --source till-7 --event-id 4711 --to delivered --at 2026-11-29")
        {
            to, time,
        });
        globals.Run(command, name.Brand, async (session, parse, cancel) =>
        {
            var request = new AdvanceOrderRequest
            {
                Name = name.Of(parse),
                State = OrderStateOption.Parse(parse.GetValue(to)!),
                StepTime = StepTime.Of(parse, time),
            };
            var response = await session.Client.Checkout.AdvanceOrderAsync(request, cancellationToken: cancel);
            var tables = await OrderTables.OfAsync(session, response.Order, cancel);
            return session.Show(response, OrderTables.State(response.Order), tables.History(response.Order));
        });
        return command;
    }

    public static ExampleCommand Cancel(Globals globals)
    {
        var name = new OrderName();
        var command = name.AddTo(new ExampleCommand(
            "cancel", "Cancels an order that was not handed over, and gives everything back.",
            $"orders cancel {SomeOrder}"));
        globals.Run(command, name.Brand, async (session, parse, cancel) =>
        {
            var request = new CancelOrderRequest { Name = name.Of(parse) };
            var response = await session.Client.Checkout.CancelOrderAsync(request, cancellationToken: cancel);
            var tables = await OrderTables.OfAsync(session, response.Order, cancel);
            return session.Show(
                response, [OrderTables.State(response.Order), .. tables.Back(response.Back, response.Replayed)]);
        });
        return command;
    }
}
