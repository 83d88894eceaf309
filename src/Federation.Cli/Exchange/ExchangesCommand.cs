using System.CommandLine;
using Federation.Exchange.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>What was exchanged and what is set aside for it: <c>exchanges</c>, <c>authorizations</c>.</summary>
internal static class ExchangesCommand
{
    private const string Example = "exchanges/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";

    public static Command Build(Globals globals) =>
        new ExampleCommand("exchanges", "Payments across brands, and conversions.")
    {
        List(globals), Get(globals), Receipt(globals),
    };

    public static Command Authorizations(Globals globals)
    {
        var name = new Argument<string>("authorization") { Description = "authorizations/{uuid}, or its uuid." };
        var get = new ExampleCommand(
            "get", "Shows an authorization: what of it is captured, and what is left.",
            "authorizations get authorizations/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d",
            "authorizations get authorizations/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as birch") { name };
        globals.Run(get, "admin", async (session, parse, cancel) =>
        {
            var request = new GetAuthorizationRequest
            {
                Name = ResourceText.Of(
                parse.GetValue(name)!, ExchangeVerbs.Authorizations)
            };
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.GetAuthorizationAsync(request, cancellationToken: cancel);
            return session.Show(response, ExchangeTables.Of(response.Authorization, money));
        });
        return new ExampleCommand(
            "authorizations", "Coins that are set aside for a payment that is settled later.") { get };
    }

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand(
            "list", "Lists the exchanges, in the order of the books.", "exchanges list --limit 20",
            "exchanges list --as birch") { limit };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Exchanges.ListExchangesAsync(
                new ListExchangesRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(
                found, ExchangeTables.List(found.Exchanges).Caption($"{found.Exchanges.Count} of {found.TotalSize}"));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var name = Name();
        var command = new ExampleCommand(
            "get", "Shows an exchange, with a row for each coin that the member gave.",
            $"exchanges get {Example}") { name };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new GetExchangeRequest
            {
                Name = ResourceText.Of(
                parse.GetValue(name)!, ExchangeVerbs.Exchanges)
            };
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.GetExchangeAsync(request, cancellationToken: cancel);
            return session.Show(response, ExchangeTables.Of(response.Exchange, money));
        });
        return command;
    }

    private static ExampleCommand Receipt(Globals globals)
    {
        var name = Name();
        var language = new Option<string?>("--language") { Description = "en (default) or zh-CN.", HelpName = "CODE" };
        var command = new ExampleCommand(
            "receipt", "Prints what an exchange came to for everyone.",
            $"exchanges receipt {Example}", $"exchanges receipt {Example} --language zh-CN --as birch") { name,
            language };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Exchanges.GetReceiptAsync(
                new GetReceiptRequest
                {
                    Exchange = ResourceText.Of(parse.GetValue(name)!, ExchangeVerbs.Exchanges),
                    LanguageCode = parse.GetValue(language) ?? "",
                },
                cancellationToken: cancel);
            if (!session.Json)
                session.Output.Write(response.Text);
            return session.Show(response);
        });
        return command;
    }

    private static Argument<string> Name() => new("exchange") { Description = "exchanges/{uuid}, or its uuid." };
}
