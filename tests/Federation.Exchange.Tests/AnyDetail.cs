using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange.Tests;

/// <summary>Random boards and exchanges, and what is true of each.</summary>
internal static class AnyDetail
{
    public static readonly string[] Coins = ["aster", "birch", "cedar", "dune"];

    /// <summary>A payment at birch's till from some coins, its own now and then, in any order.</summary>
    /// <param name="random">Chance.</param>
    /// <param name="bits">How large the amounts may be.</param>
    /// <param name="tight">Whether each coin gives the most that it can: what a payment books.</param>
    public static ExchangeDetail Payment(Random random, int bits, bool tight)
    {
        var board = Board(random);
        var directory = Given.Directory();
        var sources = Coins.ToArray();
        random.Shuffle(sources);
        var legs = new List<ExchangeLeg>();
        foreach (var source in sources.Take(random.Next(1, 5)))
            if (LegOf(random, board, directory.Coins[source], bits, tight) is { } leg)
                legs.Add(leg);
        if (legs.Count == 0)
            return Payment(random, bits, tight);
        var detail = Breakdown.Detail("boards/7", Given.Currency, "birch", legs);
        detail.Merchant = Given.Merchant("birch");
        detail.Redeemed = Breakdown.Coins("birch", Breakdown.Gives(legs));
        return detail;
    }

    public static RateBoard Board(Random random) => new(
        7, Given.Currency, new ConversionFee(random.Next(3) * random.Next(4_000), random.Next(2) * random.Next(500)),
        Coins.Select(c => KeyValuePair.Create(c, new CoinRates(Value(random), Value(random)))));

    /// <summary>Legs sum to zero per asset, and none is of nothing.</summary>
    public static void AssertBalanced(IReadOnlyList<Leg> legs)
    {
        Assert.All(legs, l => Assert.NotEqual(0, l.Units));
        Assert.All(legs.GroupBy(l => l.Asset), g => Assert.Equal(0, g.Aggregate((Int128)0, (sum, l) => sum + l.Units)));
    }

    /// <summary>Whether all is said twice in the same way: by the legs and by their sums.</summary>
    public static void AssertAddsUp(ExchangeDetail detail)
    {
        Assert.Equal(detail.Gross.Units, detail.Value.Units + detail.Fee.Units + detail.Rounding.Units);
        Assert.Equal(detail.Gross.Units, detail.Legs.Sum(l => l.Gross?.Units ?? 0));
        Assert.Equal(detail.Value.Units, detail.Legs.Sum(l => l.Value?.Units ?? 0));
        Assert.Equal(detail.Fee.Units, detail.Legs.Sum(l => l.Fee?.Units ?? 0));
        Assert.Equal((detail.Redeemed ?? detail.Received).Units, detail.Legs.Sum(l => l.Gives.Units));
    }

    private static ExchangeLeg? LegOf(Random random, RateBoard board, DirectoryCoin source, int bits, bool tight)
    {
        var paid = random.NextInt64(1, (1L << random.Next(1, bits)) + 1);
        if (source.Id == "birch")
            return Breakdown.Leg(board, source, "birch", paid, paid);
        var most = board.Between(source.Id, "birch").Rate.ExactIn(paid);
        return most == 0 ? null
            : Breakdown.Leg(board, source, "birch", paid, tight ? most : random.NextInt64(1, most + 1));
    }

    private static long Value(Random random) => random.NextInt64(1, 1L << random.Next(1, 16));
}
