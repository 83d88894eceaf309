using System.CommandLine;
using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation orders return</c>: takes goods back.</summary>
internal static class OrderReturning
{
    public static ExampleCommand Return(Globals globals)
    {
        var (name, time) = (new OrderName(), StepTime.Option());
        var id = new Option<string>("--id")
        {
            Description = "The brand's own number of the return, unique in the order: the same again is answered as "
                + "before.",
            HelpName = "RETURN",
            Required = true,
        };
        var lines = new Option<string[]>("--line")
        {
            Description = "A line's number and how many of it are returned; may be given again.",
            HelpName = "LINE=QUANTITY",
        };
        var all = new Option<bool>("--all") { Description = "All that is left of the order." };
        var command = name.AddTo(new ExampleCommand(
            "return", "Takes goods back: says what is paid back, and takes back the coins that they earned.",
            "orders return --program aster/main --source till-7 --event-id 4711 --id r1 --line 1=2",
            "orders return aster/main/5feceb66-ffc8-8f38-9952-786c6d696c79 --id r2 --all")
        {
            id, lines, all, time,
        });
        globals.Run(command, name.Brand, async (session, parse, cancel) =>
        {
            var request = new ReturnOrderRequest
            {
                Name = name.Of(parse),
                ReturnId = parse.GetValue(id),
                All = parse.GetValue(all),
                StepTime = StepTime.Of(parse, time),
            };
            request.Lines.AddRange((parse.GetValue(lines) ?? []).Select(LineOf));
            if (request.All == request.Lines.Count > 0)
                throw new BadInputException("Say what is returned: --line LINE=QUANTITY, or --all.");
            var response = await session.Client.Checkout.ReturnOrderAsync(request, cancellationToken: cancel);
            var tables = await OrderTables.OfAsync(session, response.Order, cancel);
            return session.Show(response, tables.Back(response.Back, response.Replayed));
        });
        return command;
    }

    private static ReturnedLine LineOf(string text) =>
        text.Split('=') is [var number, var quantity]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
        && int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
            ? new ReturnedLine { Number = line, Quantity = units }
            : throw new BadInputException($"--line: '{text}' is not of the form LINE=QUANTITY, for instance 1=2.");
}
