using System.CommandLine;
using Federation.Exchange.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Paying at one brand's till with another brand's coins: <c>pay</c>, <c>quote</c>, <c>spendable</c>, <c>exchanges</c>.</summary>
internal static class PaymentCommands
{
    public static Command Pay(Globals globals)
    {
        var form = new TillForm();
        var quote = new Option<string?>("--quote") { Description = "What this quote says, in place of --with and an amount.", HelpName = "NAME" };
        var reference = new Option<string?>("--reference") { Description = "The brand's own number of the purchase." };
        var command = form.AddTo(new ExampleCommand(
            "pay", "Takes a payment at a till with another brand's coins.",
            "pay --merchant partners/birch/merchants/store --member 17850 --with aster --pay 100",
            "pay --merchant partners/birch/merchants/store --member 17850 --with aster --amount 170",
            "pay --merchant partners/birch/merchants/store --member 17850 --quote quotes/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d"));
        command.Add(quote);
        command.Add(reference);
        globals.Run(command, form.Brand, async (session, parse, cancel) =>
        {
            var request = new PayRequest
            {
                RequestId = session.RequestId,
                Merchant = form.MerchantOf(parse),
                ExternalReference = parse.GetValue(reference) ?? "",
            };
            if (parse.GetValue(quote) is { } offered)
            {
                form.RefuseAmount(parse, "--quote");
                request.Quote = offered;
            }
            else
            {
                var (units, source) = await form.AmountAsync(session, parse, cancel);
                if (source.Length > 0)
                    (request.Amount, request.SourceCoin) = (units, source);
                else
                    request.Pay = units;
            }
            switch (await form.PayerAsync(session, parse, cancel))
            {
                case (true, var member):
                    request.Member = member;
                    break;
                case (false, var code):
                    request.PayCode = code;
                    break;
            }
            var response = await session.Client.Exchanges.PayAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Exchange]));
        });
        return command;
    }

    public static Command Quote(Globals globals)
    {
        var form = new TillForm();
        var command = form.AddTo(new ExampleCommand(
            "quote", "Says what a payment would move, and binds it for a short time.",
            "quote --merchant partners/birch/merchants/store --member 17850 --with aster --pay 100",
            "quote --merchant partners/birch/merchants/store --member 17850 --with aster --amount 170"));
        globals.Run(command, form.Brand, async (session, parse, cancel) =>
        {
            var request = new CreateQuoteRequest { RequestId = session.RequestId, Merchant = form.MerchantOf(parse) };
            var (units, source) = await form.AmountAsync(session, parse, cancel);
            if (source.Length > 0)
                (request.Amount, request.SourceCoin) = (units, source);
            else
                request.Pay = units;
            switch (await form.PayerAsync(session, parse, cancel))
            {
                case (true, var member):
                    request.Member = member;
                    break;
                case (false, var code):
                    request.PayCode = code;
                    break;
            }
            var response = await session.Client.Exchanges.CreateQuoteAsync(request, cancellationToken: cancel);
            var (quote, detail) = (response.Quote, response.Quote.Detail);
            var table = Tables.Of("quote", "binds until", "gives", "#units", "gets", "#units", "#pays", "#asks", "#fee", "#rounding", "board");
            table.Row(quote.Name, quote.ExpireTime, detail.Paid.Coin, detail.Paid.Units, detail.Redeemed.Coin, detail.Redeemed.Units,
                detail.PaysUnits, detail.AsksUnits, detail.Fee.Units, detail.Rounding.Units, detail.Board);
            return session.Show(response, table);
        });
        return command;
    }

    public static Command Spendable(Globals globals)
    {
        var merchant = TillForm.MerchantOption();
        var member = new Option<string>("--member") { Description = "members/{uuid}, or the till's brand's own number.", Required = true };
        var command = new ExampleCommand(
            "spendable", "Shows what each of a member's coins gives at a till.",
            "spendable --merchant partners/birch/merchants/store --member 17850") { merchant, member };
        globals.Run(command, parse => TillForm.BrandOf(parse.GetValue(merchant)), async (session, parse, cancel) =>
        {
            var name = await MembersCommand.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.Exchanges.ListSpendableAsync(
                new ListSpendableRequest { Merchant = parse.GetValue(merchant), Member = name }, cancellationToken: cancel);
            var table = Tables.Of("coin", "#available", "gives coin", "#gives", "#left of the cap today", "board");
            foreach (var s in response.Spendables)
                table.Row(s.Available.Coin, s.Available.Units, s.Gives?.Coin, s.Gives?.Units,
                    s.HasCapRemainingUnits ? s.CapRemainingUnits : null, response.Board);
            return session.Show(response, table);
        });
        return command;
    }

    public static Command Exchanges(Globals globals)
    {
        var limit = Globals.Limit();
        var list = new ExampleCommand(
            "list", "Lists the payments, in the order of the books.", "exchanges list --limit 20", "exchanges list --as birch")
        {
            limit,
        };
        globals.Run(list, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Exchanges.ListExchangesAsync(
                new ListExchangesRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(found, TableOf(found.Exchanges).Caption($"{found.Exchanges.Count} of {found.TotalSize}"));
        });
        return new ExampleCommand("exchanges", "Payments across brands.") { list };
    }

    public static string CoinName(string coin) => coin.Contains('/', StringComparison.Ordinal) ? coin : ResourceNames.Coin(coin);

    private static Table TableOf(IEnumerable<Exchange.V1.Exchange> exchanges)
    {
        var table = Tables.Of("exchange", "time", "merchant", "paid with", "#paid", "redeemed as", "#redeemed", "#refunded", "reference");
        foreach (var e in exchanges)
            table.Row(e.Name, e.CreateTime, e.Merchant, e.Paid.Coin, e.Paid.Units, e.Redeemed.Coin, e.Redeemed.Units,
                e.RefundedUnits, e.ExternalReference);
        return table;
    }
}
