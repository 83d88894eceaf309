using Federation.Errors.V1;
using Federation.Exchange.V1;

namespace Federation.Exchange.Tests;

/// <summary>Exactness of whole payments and conversions, as <see cref="RateTests"/> has it of rates: what is planned is
/// what is booked.</summary>
public class ExactnessTests(ITestOutputHelper output)
{
    private const int Rounds = 10_000;

    /// <summary>The largest odd number that a command names.</summary>
    private const long Largest = Units.MaxCommand - 1;

    [Theory]
    [InlineData("aster", "birch")]
    [InlineData("birch", "aster")]
    public void RateOfOne_OfTheMostThatACommandNames_StaysItselfBothWays(string source, string target)
    {
        var board = new RateBoard(7, Given.Currency, default, [Even("aster"), Even("birch")]);
        var (directory, consent) = (Given.Directory(), Given.Consent());
        var wallets = Given.Wallets((source, long.MaxValue / 2));

        ExchangeDetail[] details =
        [
            PayPlan.For(Given.Pay(source, Largest, target), directory, consent, board).Detail!,
            PayPlan.For(Given.PayOut(source, Largest, target), directory, consent, board).Detail!,
            PayPlan.For(Given.PayAny(Largest, target), directory, consent, board, wallets).Detail!,
            ConvertPlan.For(
                Given.Convert(source, Largest, target, source), source, target, directory, consent, board).Detail!,
            ConvertPlan.For(
                Given.ConvertOut(source, Largest, target, source), source, target, directory, consent, board).Detail!,
        ];

        foreach (var detail in details)
        {
            Assert.Equal((Largest, Largest), (detail.Paid.Units, (detail.Redeemed ?? detail.Received).Units));
            Assert.Equal((Largest, Largest, 0, 0),
                (detail.Gross.Units, detail.Value.Units, detail.Fee.Units, detail.Rounding.Units));
            Assert.Equal(Largest, Receipts.Of(detail).Reference.Units);
            // In two parts as well.
            var first = CapturePlan.PartOf(Redeemed(detail), 0, Largest / 2);
            var second = CapturePlan.PartOf(Redeemed(detail), Largest / 2, Largest - (Largest / 2));
            Assert.Equal((Largest / 2, Largest), (first.Paid.Units, first.Paid.Units + second.Paid.Units));
        }

        static KeyValuePair<string, CoinRates> Even(string coin) => KeyValuePair.Create(coin, new CoinRates(1, 1));

        static ExchangeDetail Redeemed(ExchangeDetail detail)
        {
            var payment = detail.Clone();
            payment.Redeemed ??= payment.Received;
            return payment;
        }
    }

    /// <summary>Any amount at any board is booked exactly, or refused for a documented reason; nothing is
    /// thrown.</summary>
    [Fact]
    public void AnyPlan_UpToTheEndsOfTheirRanges_IsExactOrRefused()
    {
        var random = new Random(Boards.AnySeed(output));
        var came = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (directory, consent) = (Given.Directory(), Given.Consent());
        for (var i = 0; i < Rounds; i++)
        {
            var board = new RateBoard(
                7, Given.Currency, new ConversionFee(AnyFee(random), random.Next(3) == 0 ? UpTo(random, 40) : 0),
                Given.Coins.Select(
                    c => KeyValuePair.Create(c.Coin, new CoinRates(UpTo(random, 40), UpTo(random, 40)))));
            var units = Math.Min(UpTo(random, 50), Units.MaxCommand);
            Add("pay", PayPlan.For(Given.Pay("aster", units, "birch"), directory, consent, board));
            Add("amount", PayPlan.For(Given.PayOut("aster", units, "birch"), directory, consent, board));
            var wallets = Given.Wallets(
                ("aster", UpTo(random, 62)), ("birch", UpTo(random, 62)), ("cedar", UpTo(random, 62)), ("dune", 5));
            Add("any", PayPlan.For(Given.PayAny(units, "birch"), directory, consent, board, wallets));
            var convert = random.Next(2) == 0 ? Given.Convert("aster", units, "birch", "aster")
                : Given.ConvertOut("aster", units, "birch", "aster");
            var converted = ConvertPlan.For(convert, "aster", "birch", directory, consent, board);
            Note("convert", converted.Refusal?.Reason, converted.Detail, converted.Legs);
        }

        foreach (var (what, times) in came)
            output.WriteLine($"{times} {what}");
        Assert.Equal(
            [
                "amount", "amount AmountOverflow", "any", "any AmountOverflow", "any InsufficientCoins", "convert",
                "convert AmountOverflow",
                "convert PaysNothing", "pay", "pay AmountOverflow", "pay PaysNothing",
            ],
            came.Keys);

        void Add(string what, ExchangePlan plan) => Note(what, plan.Refusal?.Reason, plan.Detail, plan.Legs);

        void Note(string what, ErrorReason? refused, ExchangeDetail? detail, IReadOnlyList<Ledger.Internal.V1.Leg> legs)
        {
            what = refused is null ? what : $"{what} {refused}";
            came[what] = came.GetValueOrDefault(what) + 1;
            if (refused is not null)
                return;
            AnyDetail.AssertAddsUp(detail!);
            AnyDetail.AssertBalanced(legs);
            Assert.All(legs, l => Assert.InRange(l.Units, -Units.MaxCommand, Units.MaxCommand));
            Assert.True(detail!.Fee.Units >= 0 && detail.Rounding.Units >= 0, detail.ToString());
            // What people read of it is made of it: it never fails either.
            var receipt = Receipts.Of(detail);
            if (receipt.Reference is { } reference)
                Assert.Equal(reference.Units, receipt.Shares.Aggregate((Int128)0, (sum, s) => sum + s.Amount.Units));
        }
    }

    /// <summary>There and back by the amounts: exact-out of what exact-in gave never takes more, and one unit less
    /// never gives as much.</summary>
    [Fact]
    public void Convert_ExactInThenExactOut_IsWithinOneUnitInTheExchangesFavour()
    {
        var random = new Random(Boards.AnySeed(output));
        var (directory, consent) = (Given.Directory(), Given.Consent());
        for (var i = 0; i < Rounds; i++)
        {
            var board = AnyDetail.Board(random);
            var forward = ConvertPlan.For(
                Given.Convert("aster", UpTo(random, 44), "birch", "aster"), "aster", "birch", directory, consent,
                board).Detail;
            if (forward is null)
                continue;
            ExchangePlan Out(long units) => ConvertPlan.For(
                Given.ConvertOut("aster", units, "birch", "aster"), "aster", "birch", directory, consent, board);

            var inverse = Out(forward.Received.Units).Detail!;

            Assert.InRange(inverse.Paid.Units, 1, forward.Paid.Units);
            // One more takes more than was given.
            Assert.True(Out(forward.Received.Units + 1).Detail is not { } more || more.Paid.Units > forward.Paid.Units);
            var less = ConvertPlan.For(
                Given.Convert("aster", inverse.Paid.Units - 1, "birch", "aster"), "aster", "birch", directory, consent,
                board);
            Assert.True(inverse.Paid.Units == 1 || (less.Detail?.Received.Units ?? 0) < forward.Received.Units);
        }
    }

    /// <summary>Along any path of conversions at a proven board nobody comes back with more, and the alliance never
    /// pays.</summary>
    [Fact]
    public void Convert_AlongAnyPathOfAProvenBoard_GainsNothing()
    {
        var random = new Random(Boards.AnySeed(output));
        var (directory, consent) = (Given.Directory(), Given.Consent());
        var circles = 0;
        for (var i = 0; i < Rounds / 4; i++)
        {
            var board = SafeBoard(random);
            var coin = AnyDetail.Coins[random.Next(4)];
            var units = UpTo(random, 62);
            var most = new Dictionary<string, long>(StringComparer.Ordinal) { [coin] = units };
            for (var step = random.Next(2, 12); step > 0; step--)
            {
                var next = AnyDetail.Coins[random.Next(4)];
                if (next == coin)
                    continue;
                if (ConvertPlan.For(Given.Convert(coin, units, next, coin), coin, next, directory, consent,
                    board).Detail is not { } detail)
                    break;
                Assert.True(detail.Fee.Units + detail.Rounding.Units >= 0);
                (coin, units) = (next, detail.Received.Units);
                circles += most.ContainsKey(coin) ? 1 : 0;
                Assert.True(units <= most.GetValueOrDefault(coin, long.MaxValue),
                    $"round {i}: back with {units} of {most.GetValueOrDefault(coin)}");
                // From here on, no way back to this coin has more than this.
                most[coin] = long.Min(units, most.GetValueOrDefault(coin, long.MaxValue));
            }
        }
        output.WriteLine($"{circles} circles");
        Assert.True(circles > Rounds / 8, $"only {circles} circles were closed");
    }

    /// <summary>Prices that each pair's own values stay below or reach: with a fee that may be none, at the very
    /// edge.</summary>
    private static RateBoard SafeBoard(Random random)
    {
        var fee = AnyFee(random) / 2;
        var prices = AnyDetail.Coins.ToDictionary(c => c, _ => random.NextInt64(1, 1L << random.Next(1, 20)));
        var overrides = new Dictionary<CoinPair, CoinRates>();
        foreach (var source in AnyDetail.Coins)
            foreach (var target in AnyDetail.Coins)
                if (source != target && random.Next(3) == 0)
                    overrides[new CoinPair(source, target)] = new CoinRates(
                        prices[target] + random.Next(2), prices[source]);
        return new RateBoard(7, Given.Currency, new ConversionFee(fee, 0),
            prices.Select(p => KeyValuePair.Create(p.Key, new CoinRates(p.Value + random.Next(3), p.Value))),
            overrides: overrides);
    }

    private static int AnyFee(Random random) => random.Next(4) switch { 0 => 0, 1 => 9_999, _ => random.Next(10_000) };

    /// <summary>1 to 2^bits, all sizes alike, the ends often.</summary>
    private static long UpTo(Random random, int bits) => random.Next(10) switch
    {
        0 => 1,
        1 => 1L << bits,
        _ => random.NextInt64(1, (1L << random.Next(1, bits + 1)) + 1),
    };
}
