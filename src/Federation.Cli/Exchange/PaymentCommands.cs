using System.CommandLine;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>Paying at a till, with other brands' coins, too: <c>pay</c>, <c>quote</c>, <c>authorize</c>,
/// <c>spendable</c>.</summary>
internal static class PaymentCommands
{
    public static Command Pay(Globals globals)
    {
        var form = new TillForm(books: true);
        var command = form.AddTo(new ExampleCommand(
            "pay", "Takes a payment at a till: of one coin, or of as many of the member's as it takes.",
            "pay --merchant partners/birch/merchants/store --member 17850 --amount 170",
            "pay --merchant partners/birch/merchants/store --member 17850 --money 12500 --order dune,aster",
            "pay --merchant partners/birch/merchants/store --member 17850 --with aster --pay 100",
            "pay --merchant partners/birch/merchants/store --member 17850 --quote "
            + "quotes/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d"));
        globals.Run(command, form.Brand, async (session, parse, cancel) =>
        {
            var request = await form.PaymentAsync(session, parse, cancel);
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.PayAsync(request, cancellationToken: cancel);
            return session.Show(response, ExchangeTables.Of(response.Exchange, money));
        });
        return command;
    }

    public static Command Quote(Globals globals)
    {
        var form = new TillForm(books: false);
        var command = form.AddTo(new ExampleCommand(
            "quote", "Says what a payment would move, and binds it for a short time.",
            "quote --merchant partners/birch/merchants/store --member 17850 --amount 170 --exclude cedar",
            "quote --merchant partners/birch/merchants/store --member 17850 --with aster --pay 100"));
        globals.Run(command, form.Brand, async (session, parse, cancel) =>
        {
            var request = TillRequests.QuoteOf(await form.PaymentAsync(session, parse, cancel));
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.CreateQuoteAsync(request, cancellationToken: cancel);
            return session.Show(response, ExchangeTables.Of(response.Quote, money));
        });
        return command;
    }

    public static Command Authorize(Globals globals)
    {
        var form = new TillForm(books: true);
        var lifetime = new Option<string?>("--lifetime")
        {
            Description = "For how long: 1m to 7d, or to 90d with a pay code. Default: 1d, with a pay code 7d.",
            HelpName = "LENGTH",
        };
        var command = form.AddTo(new ExampleCommand(
            "authorize",
            "Sets the coins of a payment aside; 'capture' takes them later, in parts or whole, 'release' gives them "
            + "back.",
            "authorize --merchant partners/birch/merchants/store --member 17850 --amount 170",
            "authorize --merchant partners/birch/merchants/store --member 17850 --with aster --amount 170 --lifetime "
            + "30m"));
        command.Add(lifetime);
        globals.Run(command, form.Brand, async (session, parse, cancel) =>
        {
            var length = parse.GetValue(lifetime) is { } text
                ? Duration.FromTimeSpan(Moments.Length(text, lifetime.Name)) : null;
            var request = TillRequests.AuthorizationOf(await form.PaymentAsync(session, parse, cancel));
            request.Lifetime = length;
            var money = await session.MoneyAsync(cancel);
            var response = await session.Client.Exchanges.AuthorizeAsync(request, cancellationToken: cancel);
            return session.Show(response, ExchangeTables.Of(response.Authorization, money));
        });
        return command;
    }

    public static Command Spendable(Globals globals)
    {
        var merchant = TillForm.MerchantOption();
        var member = new Option<string>(
            "--member")
        { Description = "members/{uuid}, or the till's brand's own number.", Required = true };
        var command = new ExampleCommand(
            "spendable", "Shows what each of a member's coins gives at a till.",
            "spendable --merchant partners/birch/merchants/store --member 17850") { merchant, member };
        globals.Run(command, parse => TillForm.BrandOf(parse.GetValue(merchant)), async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Exchanges.ListSpendableAsync(
                new ListSpendableRequest { Merchant = parse.GetValue(merchant), Member = name },
                cancellationToken: cancel);
            var table = Tables.Of("coin", "#available", "gives coin", "#gives", "#left of the cap today", "board");
            foreach (var s in response.Spendables)
                table.Row(s.Available.Coin, s.Available.Units, s.Gives?.Coin, s.Gives?.Units,
                    s.HasCapRemainingUnits ? s.CapRemainingUnits : null, response.Board);
            return session.Show(response, table);
        });
        return command;
    }
}
