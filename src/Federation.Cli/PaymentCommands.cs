using System.CommandLine;
using Federation.Exchange.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Paying at one brand's till with another brand's coins: <c>pay</c>, <c>spendable</c>, <c>exchanges</c>.</summary>
internal static class PaymentCommands
{
    public static Command Pay(Globals globals)
    {
        var merchant = MerchantOption();
        var member = new Option<string?>("--member") { Description = "Who pays by consent: members/{uuid}, or the till's brand's own number." };
        var code = new Option<string?>("--pay-code") { Description = "Who pays: the code that the member showed." };
        var with = new Option<string>("--with") { Description = "The coin to pay with.", HelpName = "COIN", Required = true };
        var pay = new Option<long?>("--pay") { Description = "Exactly so many of these coins.", HelpName = "UNITS" };
        var amount = new Option<long?>("--amount") { Description = "Exactly so many of the merchant's coins.", HelpName = "UNITS" };
        var reference = new Option<string?>("--reference") { Description = "The brand's own number of the purchase." };
        var command = new ExampleCommand(
            "pay", "Takes a payment at a till with another brand's coins.",
            "pay --merchant partners/birch/merchants/store --member 17850 --with aster --pay 100",
            "pay --merchant partners/birch/merchants/store --member 17850 --with aster --amount 170")
        {
            merchant, member, code, with, pay, amount, reference,
        };
        globals.Run(command, parse => BrandOf(parse.GetValue(merchant)), async (session, parse, cancel) =>
        {
            var request = new PayRequest
            {
                RequestId = session.RequestId,
                Merchant = parse.GetValue(merchant),
                ExternalReference = parse.GetValue(reference) ?? "",
            };
            var source = CoinName(parse.GetValue(with)!);
            switch (parse.GetValue(pay), parse.GetValue(amount))
            {
                case ({ } units, null):
                    request.Pay = new CoinAmount { Coin = source, Units = units };
                    break;
                case (null, { } units):
                    var till = await session.Client.Merchants.GetMerchantAsync(
                        new GetMerchantRequest { Name = request.Merchant }, cancellationToken: cancel);
                    request.Amount = new CoinAmount { Coin = till.Merchant.Coin, Units = units };
                    request.SourceCoin = source;
                    break;
                default:
                    throw new BadInputException("Give exactly one of --pay and --amount.");
            }
            switch (parse.GetValue(member), parse.GetValue(code))
            {
                case ({ } who, null):
                    request.Member = await MembersCommand.ResolveAsync(session.Client, who, cancel);
                    break;
                case (null, { } shown):
                    request.PayCode = shown;
                    break;
                default:
                    throw new BadInputException("Give exactly one of --member and --pay-code.");
            }
            var response = await session.Client.Exchanges.PayAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Exchange]));
        });
        return command;
    }

    public static Command Spendable(Globals globals)
    {
        var merchant = MerchantOption();
        var member = new Option<string>("--member") { Description = "members/{uuid}, or the till's brand's own number.", Required = true };
        var command = new ExampleCommand(
            "spendable", "Shows what each of a member's coins gives at a till.",
            "spendable --merchant partners/birch/merchants/store --member 17850") { merchant, member };
        globals.Run(command, parse => BrandOf(parse.GetValue(merchant)), async (session, parse, cancel) =>
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

    private static Option<string> MerchantOption() =>
        new("--merchant") { Description = "The till, partners/{p}/merchants/{m}.", HelpName = "NAME", Required = true };

    private static string? BrandOf(string? merchant) => ResourceNames.TryMerchant(merchant, out var brand, out _)
        ? brand
        : throw new BadInputException($"--merchant: '{merchant}' is not of the form partners/{{p}}/merchants/{{m}}.");

    private static Table TableOf(IEnumerable<Exchange.V1.Exchange> exchanges)
    {
        var table = Tables.Of("exchange", "time", "merchant", "paid with", "#paid", "redeemed as", "#redeemed", "#refunded", "reference");
        foreach (var e in exchanges)
            table.Row(e.Name, e.CreateTime, e.Merchant, e.Paid.Coin, e.Paid.Units, e.Redeemed.Coin, e.Redeemed.Units,
                e.RefundedUnits, e.ExternalReference);
        return table;
    }
}
