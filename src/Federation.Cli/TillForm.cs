using System.CommandLine;
using Federation.Partners.V1;
using Federation.Types.V1;

namespace Federation.Cli;

/// <summary>What a till says of a payment: where, who pays, with which coin, how much.</summary>
internal sealed class TillForm
{
    private readonly Option<string> merchant = MerchantOption();
    private readonly Option<string?> member =
        new("--member") { Description = "Who pays by consent: members/{uuid}, or the till's brand's own number." };
    private readonly Option<string?> code = new("--pay-code") { Description = "Who pays: the code that the member showed." };
    private readonly Option<string?> with = new("--with") { Description = "The coin to pay with.", HelpName = "COIN" };
    private readonly Option<long?> pay = new("--pay") { Description = "Exactly so many of these coins.", HelpName = "UNITS" };
    private readonly Option<long?> amount = new("--amount") { Description = "Exactly so many of the merchant's coins.", HelpName = "UNITS" };

    public static Option<string> MerchantOption() =>
        new("--merchant") { Description = "The till, partners/{p}/merchants/{m}.", HelpName = "NAME", Required = true };

    public static string BrandOf(string? merchant) => ResourceNames.TryMerchant(merchant, out var brand, out _)
        ? brand
        : throw new BadInputException($"--merchant: '{merchant}' is not of the form partners/{{p}}/merchants/{{m}}.");

    public ExampleCommand AddTo(ExampleCommand command)
    {
        foreach (var option in (Option[])[merchant, member, code, with, pay, amount])
            command.Add(option);
        return command;
    }

    public string? Brand(ParseResult parse) => BrandOf(parse.GetValue(merchant));

    public string MerchantOf(ParseResult parse) => parse.GetValue(merchant)!;

    /// <summary>Coins of the source where that is empty; else coins of the merchant's, paid with the source.</summary>
    public async Task<(CoinAmount Amount, string Source)> AmountAsync(Session session, ParseResult parse, CancellationToken cancel)
    {
        var source = PaymentCommands.CoinName(parse.GetValue(with) ?? throw new BadInputException("Give the coin to pay with: --with."));
        switch (parse.GetValue(pay), parse.GetValue(amount))
        {
            case ({ } units, null):
                return (new CoinAmount { Coin = source, Units = units }, "");
            case (null, { } units):
                var till = await session.Client.Merchants.GetMerchantAsync(
                    new GetMerchantRequest { Name = MerchantOf(parse) }, cancellationToken: cancel);
                return (new CoinAmount { Coin = till.Merchant.Coin, Units = units }, source);
            default:
                throw new BadInputException("Give exactly one of --pay and --amount.");
        }
    }

    public void RefuseAmount(ParseResult parse, string other)
    {
        foreach (var option in (Option[])[with, pay, amount])
            if (parse.GetResult(option) is not null)
                throw new BadInputException($"{option.Name} is not given with {other}, which says it.");
    }

    /// <summary>The member's name, or else the code that the member showed.</summary>
    public async Task<(bool IsMember, string Payer)> PayerAsync(Session session, ParseResult parse, CancellationToken cancel) =>
        (parse.GetValue(member), parse.GetValue(code)) switch
        {
            ({ } who, null) => (true, await MembersCommand.ResolveAsync(session.Client, who, cancel)),
            (null, { } shown) => (false, shown),
            _ => throw new BadInputException("Give exactly one of --member and --pay-code."),
        };
}
