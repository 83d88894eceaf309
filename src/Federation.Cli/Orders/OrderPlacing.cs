using System.CommandLine;
using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation orders</c> that take an order: what it comes to, and placing it.</summary>
internal static class OrderPlacing
{
    public static ExampleCommand Evaluate(Globals globals)
    {
        var (file, program) = (OrderFile.Argument(), ProgramText.ProgramOption(required: true));
        var ruleSet = new Option<string?>("--rule-set")
        {
            Description = "Evaluates by this rule set, which was published at some time; by the one in force where "
                + "left out.",
            HelpName = "BRAND/ID/NUMBER",
        };
        var misses = new Option<bool>("--misses") { Description = "Says of each rule that gives nothing why." };
        var offer = new Option<bool>("--offer")
        {
            Description = "Makes an offer: for 15 minutes the order can be placed at these prices.",
        };
        var language = SpokenLanguage.Option();
        var command = new ExampleCommand(
            "evaluate", "Says what an order comes to, line by line, and what rules give. Nothing is written.",
            "orders evaluate order.json --program aster/main --misses",
            "orders evaluate - --program aster/main --offer --json < order.json")
        {
            file, program, ruleSet, misses, offer, language,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new EvaluateOrderRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                RuleSet = parse.GetValue(ruleSet) is { } named ? ProgramText.RuleSet(named).ToString() : "",
                WithMisses = parse.GetValue(misses),
                WithOffer = parse.GetValue(offer),
                Order = await OrderFile.ReadAsync(session, parse.GetValue(file)!, cancel),
            };
            var response = await session.Client.Checkout.EvaluateOrderAsync(request, cancellationToken: cancel);
            var tables = await EvaluationTables.OfAsync(
                session, request.Order, response.Evaluation, response.RuleSet,
                SpokenLanguage.Of(parse.GetValue(language)!), cancel);
            return session.Show(response, [.. tables.All(), OfOffer(response)]);
        });
        return command;
    }

    public static ExampleCommand Place(Globals globals)
    {
        var (file, program) = (OrderFile.Argument(), ProgramText.ProgramOption(required: true));
        var offer = new Option<string?>("--offer")
        {
            Description = "The offer that it is placed by, as 'orders evaluate --offer' told it.",
            HelpName = "OFFER",
        };
        var state = OrderStateOption.Of("--state", "completed", OrderStateOption.Placeable);
        state.Description = "In which state it is placed; placed: it is not paid yet.";
        var acceptChanges = new Option<bool>("--accept-changes")
        {
            Description = "With --offer: places it also where something offered has gone, as it is now.",
        };
        var stream = new Option<bool>("--stream")
        {
            Description = "The file has an order on each line, with its orderTime. All are placed over one stream, and "
                + "what each came to is printed as a line of JSON. Exit code 1 where one was refused.",
        };
        var language = SpokenLanguage.Option();
        var command = new ExampleCommand(
            "place", "Places an order: books the coins that pay and those that it earns. The same order again is "
            + "answered as before.",
            "orders place order.json --program aster/main",
            "orders place order.json --program aster/main --state placed",
            "orders place --stream orders.jsonl --program aster/main > outcomes.jsonl")
        {
            file, program, offer, state, acceptChanges, stream, language,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            if (parse.GetValue(acceptChanges) && parse.GetValue(offer) is null)
                throw new BadInputException("--accept-changes is for an order with an --offer.");
            if (parse.GetValue(stream))
                return await StreamAsync(session, parse.GetValue(file)!, parse, program, state, offer, cancel);
            var request = new PlaceOrderRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                State = OrderStateOption.Parse(parse.GetValue(state)!),
                Offer = parse.GetValue(offer) ?? "",
                AcceptChanges = parse.GetValue(acceptChanges),
                Order = await OrderFile.ReadAsync(session, parse.GetValue(file)!, cancel),
            };
            var response = await session.Client.Checkout.PlaceOrderAsync(request, cancellationToken: cancel);
            var tables = await EvaluationTables.OfAsync(
                session, request.Order, response.Evaluation, response.RuleSet,
                SpokenLanguage.Of(parse.GetValue(language)!), cancel);
            return session.Show(response, [.. tables.All(), OfPlaced(response)]);
        });
        return command;
    }

    private static Task<int> StreamAsync(
        Session session, string file, ParseResult parse, Option<string?> program, Option<string> state,
        Option<string?> offer, CancellationToken cancel) => parse.GetValue(offer) is null
        ? StreamRun.RunAsync(
            session, file,
            new StreamedOrders(
                session, ProgramText.Program(parse.GetValue(program)!).ToString(),
                OrderStateOption.Parse(parse.GetValue(state)!)),
            cancel)
        : throw new BadInputException("--offer is for one order, not for a --stream.");

    private static Table OfOffer(EvaluateOrderResponse response)
    {
        var table = Tables.Of("evaluated", "").Row("rule set", response.RuleSet);
        return response.Offer.Length == 0
            ? table
            : table.Row("offer", response.Offer).Row("good until", response.OfferExpireTime);
    }

    private static Table OfPlaced(PlaceOrderResponse response) => Tables.Of("placed", "")
        .Row("order", response.OrderName).Row("rule set", response.RuleSet).Row("record", response.EvaluationName)
        .Row("journal", response.Journal).Row("placed before", response.Replayed);
}
