using Federation.Exchange;

namespace Federation.Bench;

/// <summary>
/// What the exchange computes without asking anybody, one caller: whether a board of 200 coins with all 39,800 pairs
/// overridden is safe, and how a payment is made up from 50 coins of 20 lots each. The inputs are the same in every
/// run.
/// </summary>
internal static class ExchangePaths
{
    private const int Seed = 20260101;
    private const int BoardCoins = 200;
    private const int PaymentCoins = 50;
    private const int Lots = 20;
    private const int TargetOnValue = 100;

    public static BenchPath[] All =>
    [
        Pure("exchange_guard", Board(valuesTell: true), GuardBoard),
        Pure("exchange_guard_hard", Board(valuesTell: false), GuardBoard),
        Pure("exchange_plan", Enumerable.Range(0, 100).Select(Sources).ToArray(), Plan),
    ];

    private static LoadPath Pure<T>(string name, T input, Action<T, int> work)
    {
        var turn = 0;
        return LoadPath.Closed(name, 1, _ =>
        {
            work(input, turn++);
            return Task.FromResult(1);
        });
    }

    private static void GuardBoard(RateBoard board, int turn)
    {
        if (BoardGuard.Of(board, board, 2000).Refuses() is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    private static void Plan(PaymentSource[][] members, int turn)
    {
        var plan = PaymentPlanner.Plan(
            500 + (turn % 17 * 1_000), TargetOnValue, members[turn % members.Length], PaymentWishes.None);
        if (plan.Legs.Count == 0 && plan.MissingUnits == 0)
            throw new InvalidOperationException("There is no plan.");
    }

    /// <summary>Each pair's rate follows hidden prices, up to two hundredths below them. The coins' own values are
    /// these prices, or tell nothing, so that the proof has to find them.</summary>
    private static RateBoard Board(bool valuesTell)
    {
        var random = new Random(Seed);
        var worth = Enumerable.Range(0, BoardCoins).Select(_ => random.NextInt64(1_000, 1L << 24)).ToArray();
        var own = worth.Select(
            (w, i) => KeyValuePair.Create(Name(i), valuesTell ? new CoinRates(w, w) : new CoinRates(1_000, 1_000)));
        var pairs =
            from i in Enumerable.Range(0, BoardCoins)
            from j in Enumerable.Range(0, BoardCoins)
            where i != j
            select KeyValuePair.Create(
                new CoinPair(Name(i), Name(j)),
                new CoinRates(OnValue: worth[j] * 10_000, OffValue: worth[i] * (10_000 - random.Next(201))));
        return new RateBoard(1, "EUR", default, own, overrides: pairs);
    }

    /// <summary>A member's coins, with fees and limits of their own, so that it is a choice which of them take
    /// part.</summary>
    private static PaymentSource[] Sources(int member)
    {
        var random = new Random(Seed + member);
        return [.. Enumerable.Range(0, PaymentCoins).Select(i =>
        {
            var onValue = random.Next(50, 150);
            var rate = new Rate(random.Next(40, onValue), TargetOnValue, 50, random.Next(1_000));
            return new PaymentSource
            {
                CoinId = Name(i),
                OnValue = onValue,
                Terms = new PairTerms(rate, new ConversionLimits(random.Next(300, 800), random.Next(900, 3_000))),
                Lots = [.. Enumerable.Range(0, Lots).Select(_ =>
                    new AvailableLot(random.Next(1, 100), DateTimeOffset.UnixEpoch.AddDays(random.Next(365))))],
            };
        })];
    }

    private static string Name(int coin) => $"c{coin:000}";
}
