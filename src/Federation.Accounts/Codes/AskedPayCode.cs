using Federation.Accounts.V1;
using Federation.Hosting;

namespace Federation.Accounts;

/// <summary>What a pay code is to be good for: one coin, or several up to a worth.</summary>
/// <param name="Coins">The coins' ids, each once.</param>
/// <param name="Units">The most: units of the coin, or of settlement money.</param>
/// <param name="InMoney">Whether it is money.</param>
internal sealed record AskedPayCode(IReadOnlyList<string> Coins, long Units, bool InMoney)
{
    /// <summary>Reads a request's form.</summary>
    public static AskedPayCode Of(Form form, CreatePayCodeRequest request, string settlementCurrency)
    {
        if (request.Coins.Count > 0 || request.MaximumMoney is not null)
            return Several(form, request, settlementCurrency);
        var (coin, units) = form.Amount(request.Maximum, "maximum");
        return new AskedPayCode([coin], units, InMoney: false);
    }

    private static AskedPayCode Several(Form form, CreatePayCodeRequest request, string settlementCurrency)
    {
        form.Check(request.Maximum is null, "maximum", "must not be set with coins or maximum_money");
        form.Check(request.Coins.Count is >= 1 and <= PayCode.MaxCoins, "coins", $"must be 1 to {PayCode.MaxCoins}");
        form.Check(request.Coins.Distinct(StringComparer.Ordinal).Count() == request.Coins.Count, "coins",
            "must not name a coin twice");
        var coins = request.Coins.Take(PayCode.MaxCoins).Select((c, i) => form.Coin(c, $"coins[{i}]")).ToList();
        form.Check(request.MaximumMoney is not null, "maximum_money", "is required with coins");
        if (request.MaximumMoney is not { } money)
            return new AskedPayCode(coins, 0, InMoney: true);
        form.Check(money.Currency == settlementCurrency, "maximum_money.currency", $"must be {settlementCurrency}");
        form.Positive(money.Units, "maximum_money.units");
        return new AskedPayCode(coins, money.Units, InMoney: true);
    }
}
