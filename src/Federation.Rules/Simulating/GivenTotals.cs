using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Sums up what orders were given.</summary>
internal sealed class GivenTotals
{
    private readonly SortedDictionary<string, long> coins = new(StringComparer.Ordinal);
    private long times;
    private long discount;

    /// <summary>Adds what one order was given.</summary>
    public void Add(IEnumerable<Award> awards)
    {
        var given = false;
        foreach (var award in awards)
        {
            given = true;
            discount = checked(discount + award.DiscountMinorUnits);
            if (award.Coins is { } some)
                coins[some.Coin] = checked(coins.GetValueOrDefault(some.Coin) + some.Units);
        }
        times += given ? 1 : 0;
    }

    public GivenSum Sum() => new()
    {
        Times = times,
        Coins = { coins.Select(c => new CoinSum { Coin = c.Key, Units = c.Value }) },
        DiscountMinorUnits = discount,
    };
}
