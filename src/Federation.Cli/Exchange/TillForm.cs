using System.CommandLine;
using Federation.Exchange.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Option = System.CommandLine.Option;

namespace Federation.Cli;

/// <summary>What a till says of a payment, an authorization or a quote: where, who pays, how much, with which
/// coins.</summary>
/// <param name="books">Whether coins are to move: by a quote, too, and with the brand's own number.</param>
internal sealed class TillForm(bool books)
{
    private readonly Option<string> merchant = MerchantOption();
    private readonly Option<string?> member =
        new("--member") { Description = "Who pays by consent: members/{uuid}, or the till's brand's own number." };
    private readonly Option<string?> code =
        new("--pay-code") { Description = "Who pays: the code that the member showed. It is good for one coin." };
    private readonly Option<string?> with = new("--with")
    {
        Description =
            "The coin to pay with. Default: as many of the member's coins as it takes, so that the member loses least.",
        HelpName = "COIN",
    };
    private readonly Option<long?> pay = new(
        "--pay")
    { Description = "Exactly so many of the coin to pay with.", HelpName = "UNITS" };
    private readonly Option<long?> amount = new(
        "--amount")
    { Description = "Exactly so many of the merchant's coins.", HelpName = "UNITS" };
    private readonly Option<long?> money = new("--money")
    {
        Description = "As many of the merchant's coins as are worth so much settlement money, rounded up.",
        HelpName = "UNITS",
    };
    private readonly Option<string[]> exclude = new("--exclude")
    {
        Description = "A coin that is not to be touched; may be given again, or coins separated by commas.",
        HelpName = "COIN",
    };
    private readonly Option<string[]> order = new("--order")
    {
        Description =
            "The only coins to use, each as far as it goes before the next; may be given again, or coins separated by "
            + "commas.",
        HelpName = "COIN[,COIN...]",
    };
    private readonly Option<string?> quote =
        new("--quote") { Description = "What this quote says, in place of coins and an amount.", HelpName = "NAME" };
    private readonly Option<string?> reference =
        new("--reference") { Description = "The brand's own number of the purchase.", HelpName = "NUMBER" };

    public static Option<string> MerchantOption() =>
        new("--merchant") { Description = "The till, partners/{p}/merchants/{m}.", HelpName = "NAME", Required = true };

    public static string BrandOf(string? merchant) => ResourceNames.TryMerchant(merchant, out var brand, out _)
        ? brand
        : throw new BadInputException($"--merchant: '{merchant}' is not of the form partners/{{p}}/merchants/{{m}}.");

    public ExampleCommand AddTo(ExampleCommand command)
    {
        foreach (var option in (Option[])[merchant, member, code, .. HowMuch, with, exclude, order])
            command.Add(option);
        if (books)
            command.Add(reference);
        return command;
    }

    public string? Brand(ParseResult parse) => BrandOf(parse.GetValue(merchant));

    /// <summary>The payment that was asked for.</summary>
    /// <exception cref="BadInputException">What was given contradicts itself.</exception>
    public async Task<PayRequest> PaymentAsync(Session session, ParseResult parse, CancellationToken cancel)
    {
        if (string.Join(Environment.NewLine, Problems(o => parse.GetResult(o) is not null)) is { Length: > 0 } problems)
            throw new BadInputException(problems);
        var payment = new PayRequest { RequestId = session.RequestId, Merchant = parse.GetValue(merchant) };
        var (source, wishes) = (CoinsOf(parse.GetValue(with)).SingleOrDefault(), new CoinWishes());
        if (parse.GetValue(member) is { } who)
            payment.Member = await MemberArguments.ResolveAsync(session.Client, who, cancel);
        else
            payment.PayCode = parse.GetValue(code);
        if (parse.GetValue(pay) is { } units)
            payment.Pay = new CoinAmount { Coin = source, Units = units };
        else
            payment.SourceCoin = source ?? "";
        if (parse.GetValue(amount) is { } coins)
            payment.Amount = new CoinAmount
            {
                Coin = await CoinAsync(session, parse.GetValue(merchant)!, cancel),
                Units = coins
            };
        if (parse.GetValue(money) is { } worth)
            payment.Money = new Money { Currency = await CurrencyAsync(session, cancel), Units = worth };
        wishes.ExcludedCoins.Add(CoinsOf(parse.GetValue(exclude)));
        wishes.Order.Add(CoinsOf(parse.GetValue(order)));
        if (wishes.CalculateSize() > 0)
            payment.Wishes = wishes;
        if (books && parse.GetValue(quote) is { } offered)
            payment.Quote = offered;
        if (books)
            payment.ExternalReference = parse.GetValue(reference) ?? "";
        return payment;
    }

    private Option[] HowMuch => [pay, amount, money, .. books ? [quote] : Array.Empty<Option>()];

    private IEnumerable<string> Problems(Func<Option, bool> given)
    {
        if (given(member) == given(code))
            yield return "Give exactly one of --member and --pay-code.";
        if (HowMuch.Count(given) != 1)
            yield return $"Give exactly one of {string.Join(", ", HowMuch.SkipLast(1).Select(o => o.Name))} and "
            + $"{HowMuch[^1].Name}.";
        if (given(quote))
        {
            foreach (var option in ((Option[])[with, exclude, order]).Where(given))
                yield return $"{option.Name} is not given with --quote, which says the coins.";
            yield break;
        }
        if (given(pay) && !given(with))
            yield return "--pay needs --with, the coin to pay with.";
        if (given(code) && !given(with))
            yield return "--pay-code needs --with: it is good for one coin.";
        foreach (var option in ((Option[])[exclude, order]).Where(o => given(o) && given(with)))
            yield return $"{option.Name} is not given with --with, which names the one coin.";
    }

    private static async Task<string> CoinAsync(Session session, string till, CancellationToken cancel) =>
        (await session.Client.Merchants.GetMerchantAsync(
            new GetMerchantRequest { Name = till }, cancellationToken: cancel)).Merchant.Coin;

    private static async Task<string> CurrencyAsync(Session session, CancellationToken cancel) =>
        (await session.Client.Boards.GetBoardAsync(new GetBoardRequest(), cancellationToken: cancel)).Board.Currency;

    private static IEnumerable<string> CoinsOf(params string?[]? given) => (given ?? [])
        .SelectMany(
            text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(ResourceText.Coin);
}
