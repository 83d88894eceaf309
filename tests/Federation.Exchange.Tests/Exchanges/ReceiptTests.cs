using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>What an exchange came to for everyone, and how people read it.</summary>
public class ReceiptTests(ITestOutputHelper output)
{
    private static readonly SettlementMoney Pounds = new(Given.Currency, 4);

    private static readonly Guid Id = new("0199c0de-0000-7000-8000-000000000001");

    [Fact]
    public void Of_OneCoin_SharesAreSpreadValueAndFee()
    {
        var receipt = Receipts.Of(OneCoin());

        Assert.Equal((50_000, 5_000, 44_550, 450, 0), SumsOf(receipt));
        Assert.Equal(
            ["partners/aster Spread 5000", "partners/birch Value 44550", "alliance Fee 450"], SharesOf(receipt));
    }

    [Fact]
    public void Of_SeveralCoins_TheMerchantsOwnIsItsBrandsValue()
    {
        var receipt = Receipts.Of(SeveralCoins());

        // 40 * 50 of its own, 50 * 100 of aster's, 30 * 200 of cedar's.
        Assert.Equal((13_000, 1_400, 9_450, 96, 54), SumsOf(receipt));
        Assert.Equal(
            ["partners/aster Spread 500", "partners/cedar Spread 900", "partners/birch Value 11450", "alliance Fee 96",
                "alliance Rounding 54"],
            SharesOf(receipt));
    }

    [Fact]
    public void Of_OwnCoinAlone_IsAllItsBrands()
    {
        var leg = Breakdown.Leg(Given.Board(), Given.Directory().Coins["birch"], "birch", 40, 40);
        var receipt = Receipts.Of(Breakdown.Detail("boards/7", "GBP", "birch", [leg]));

        Assert.Equal((2_000, 0, 0, 0, 0), SumsOf(receipt));
        Assert.Equal(["partners/birch Value 2000"], SharesOf(receipt));
    }

    [Fact]
    public void Of_PairBetterThanTheCoinsValues_HasANegativeSpread()
    {
        var terms = Given.Terms(fee: 0);
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/birch",
            Values = new PairValues { OnValueUnits = 50, OffValueUnits = 110 },
        });
        var detail = PayPlan.For(
            Given.Pay("aster", 10, "birch"), Given.Directory(), Given.Consent(),
            terms.ToRates(7, Given.Currency)).Detail!;

        var receipt = Receipts.Of(detail);

        Assert.Equal((1_000, -100, 1_100, 0, 0), SumsOf(receipt));
        Assert.Equal(["partners/aster Spread -100", "partners/birch Value 1100"], SharesOf(receipt));
    }

    [Fact]
    public void Of_TwoCoinsOfOneIssuer_IsOneShare_AndNoneWhereTheyCancelOut()
    {
        var legs = SeveralCoins().Legs.Where(l => !Breakdown.IsOwn(l)).ToList();
        legs.ForEach(l => l.Partner = "partners/aster");
        Assert.Contains(
            "partners/aster Spread 1400", SharesOf(Receipts.Of(Breakdown.Detail("boards/7", "GBP", "birch", legs))));

        legs[0].Gross.Units += 1_400;
        Assert.DoesNotContain(
            Receipts.Of(Breakdown.Detail("boards/7", "GBP", "birch", legs)).Shares, s => s.Kind == ShareKind.Spread);
    }

    [Fact]
    public void Of_RecordWithoutLegs_HasThemFromItsSumsAndTellsNoShares()
    {
        var receipt = Receipts.Of(OldRecord());

        var leg = Assert.Single(receipt.Legs);
        Assert.Equal((Given.Amount("aster", 500), Given.Amount("birch", 891), 45_000, 90),
            (leg.Paid, leg.Gives, leg.Gross.Units, leg.OffValueUnits));
        Assert.Null(receipt.Reference);
        Assert.Null(receipt.Spread);
        Assert.Empty(receipt.Shares);
        Assert.Equal((44_550, 450, 0), (receipt.Value.Units, receipt.Fee.Units, receipt.Rounding.Units));
    }

    // What the coins are worth in all: of the first leg, of the second, of the merchant's own; whether it is told.
    [Theory]
    [InlineData(1L << 61, 1L << 61, 1L << 61, true)]
    [InlineData(long.MaxValue, 1L, 0L, false)]
    [InlineData(1L, null, 0L, false)]
    [InlineData(1L, 1L, long.MaxValue - 2, false)]
    public void Of_WorthBeyond64Bits_IsNotReportedAtAll(long? first, long? second, long own, bool told)
    {
        var detail = SeveralCoins();
        detail.Legs[0].Reference.Units = own;
        detail.Legs[1].Reference = MoneyOf(first);
        detail.Legs[2].Reference = MoneyOf(second);

        var receipt = Receipts.Of(detail);

        Assert.Equal(
            (told, told, told), (receipt.Reference is not null, receipt.Spread is not null, receipt.Shares.Count > 0));
    }

    [Fact]
    public void Of_AnyPayment_AddsUp()
    {
        var random = new Random(Boards.AnySeed(output));
        for (var i = 0; i < 2_000; i++)
        {
            var detail = AnyDetail.Payment(random, bits: random.Next(2, 40), tight: random.Next(2) == 0);
            var part = CapturePlan.PartOf(
                detail, detail.Redeemed.Units / 3, detail.Redeemed.Units - (detail.Redeemed.Units / 3));
            foreach (var receipt in new[] { Receipts.Of(detail), Receipts.Of(part) })
            {
                var foreign = receipt.Legs.Where(l => !Breakdown.IsOwn(l)).ToList();
                var own = receipt.Legs.Where(Breakdown.IsOwn).Sum(l => l.Reference.Units);
                var gross = foreign.Sum(l => l.Gross.Units);
                Assert.Equal(gross, receipt.Value.Units + receipt.Fee.Units + receipt.Rounding.Units);
                Assert.Equal(receipt.Reference.Units, receipt.Spread.Units + gross + own);
                Assert.Equal(receipt.Reference.Units, receipt.Shares.Sum(s => s.Amount.Units));
                Assert.All(receipt.Shares, s => Assert.NotEqual(0, s.Amount.Units));
                Assert.Equal(receipt.Shares.Count, receipt.Shares.DistinctBy(s => (s.Party, s.Kind)).Count());
            }
        }
    }

    [Fact]
    public void Text_Payment_IsExactly() => AssertText(ExchangeOf(OneCoin()), ReceiptText.English, """
        Payment: 0199c0de-0000-7000-8000-000000000001
        Time: 2026-03-01 00:00:00Z
        Merchant: partners/birch/merchants/shop
        Member: members/ann
        Reference: till 4/17
        Given: 5.00 ASTER → 891 BIRCH  (off-value 0.90 GBP, on-value 0.005 GBP, fee 1%)
        Redeemed: 891 BIRCH
        Board: boards/7
        Who kept what
          partners/aster: 0.50 GBP  spread
          partners/birch: 4.455 GBP  value
          the alliance: 0.045 GBP  fee
          together: 5.00 GBP

        """);

    [Fact]
    public void Text_SeveralCoinsInChinese_IsExactly()
    {
        var exchange = ExchangeOf(SeveralCoins());
        (exchange.Member, exchange.ExternalReference, exchange.RefundedUnits) = ("", "", 7);

        AssertText(exchange, ReceiptText.Chinese, """
            支付: 0199c0de-0000-7000-8000-000000000001
            时间: 2026-03-01 00:00:00Z
            商户: partners/birch/merchants/shop
            付出: 40 BIRCH → 40 BIRCH  (商户自有积分)
            付出: 0.50 ASTER → 89 BIRCH  (付 0.90 GBP，收 0.005 GBP，手续费 1%)
            付出: 0.0030 CEDAR → 100 BIRCH  (付 170.00 GBP，收 0.005 GBP，手续费 1%)
            核销: 229 BIRCH
            之后退回: 7 BIRCH
            牌价: boards/7
            各方所得
              partners/aster: 0.05 GBP  价差
              partners/cedar: 0.09 GBP  价差
              partners/birch: 1.145 GBP  面值
              联盟: 0.0096 GBP  手续费
              联盟: 0.0054 GBP  尾差
              合计: 1.30 GBP

            """);
    }

    [Fact]
    public void Text_UndoneConversion_IsExactly()
    {
        var detail = ConvertPlan.For(
            Given.Convert("aster", 5, "birch", "aster"), "aster", "birch", Given.Directory(), Given.Consent(),
            new RateBoard(9, "GBP", new ConversionFee(25, 3), Given.Board().Values)).Detail!;
        var exchange = ExchangeOf(detail);
        (exchange.ExternalReference, exchange.RefundedUnits) = ("", 8);

        AssertText(exchange, ReceiptText.English, """
            Conversion: 0199c0de-0000-7000-8000-000000000001
            Time: 2026-03-01 00:00:00Z
            Member: members/ann
            Given: 0.05 ASTER → 8 BIRCH  (off-value 0.90 GBP, on-value 0.005 GBP, fee 0.25% + 0.0003 GBP)
            Received: 8 BIRCH
            Given back since: 8 BIRCH
            Board: boards/9
            Who kept what
              partners/aster: 0.005 GBP  spread
              partners/birch: 0.04 GBP  value
              the alliance: 0.0004 GBP  fee
              the alliance: 0.0046 GBP  rounding
              together: 0.05 GBP

            """);
    }

    [Theory]
    [InlineData(ReceiptText.English, "Can be undone until: 2026-03-01 05:00:00Z")]
    [InlineData(ReceiptText.Chinese, "可撤销至: 2026-03-01 05:00:00Z")]
    public void Text_Conversion_SaysUntilWhenItCanBeUndone(string language, string line)
    {
        var detail = ConvertPlan.For(
            Given.Convert("aster", 5, "birch", "aster"), "aster", "birch", Given.Directory(), Given.Consent(),
            Given.Board()).Detail!;
        var exchange = ExchangeOf(detail);
        exchange.UndoUntilTime = Given.Now.AddHours(5).ToTimestamp();
        Assert.Contains(line, ReceiptText.Of(exchange, Given.Directory(), Pounds, language).Split('\n'));
    }

    [Fact]
    public void Text_OldRecordOfAnUnknownCoinWithoutFee_IsExactly()
    {
        var detail = OldRecord();
        (detail.Paid.Coin, detail.FeeBasisPoints) = ("coins/gone", 0);

        AssertText(ExchangeOf(detail), ReceiptText.English, """
            Payment: 0199c0de-0000-7000-8000-000000000001
            Time: 2026-03-01 00:00:00Z
            Merchant: partners/birch/merchants/shop
            Member: members/ann
            Reference: till 4/17
            Given: 500 coins/gone → 891 BIRCH  (off-value 0.009 GBP, on-value 0.005 GBP)
            Redeemed: 891 BIRCH
            Board: boards/7

            """);
    }

    // scale units -> text
    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(0, 12, "12")]
    [InlineData(2, 0, "0.00")]
    [InlineData(2, 7, "0.07")]
    [InlineData(2, 100, "1.00")]
    [InlineData(4, 9_007_199_254_740_993, "900719925474.0993")]
    [InlineData(8, 4_611_686_018_427_387_904, "46116860184.27387904")]
    public void Text_Scale_PlacesThePointExactly(int scale, long units, string text)
    {
        var detail = OldRecord();
        detail.Paid.Units = units;

        Assert.Contains($"Given: {text} ASTER → ",
            ReceiptText.Of(ExchangeOf(detail), DirectoryOf(("aster", scale)), Pounds, ReceiptText.English),
            StringComparison.Ordinal);
    }

    private static ExchangeDetail OneCoin() =>
        PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;

    /// <summary>40 of birch's own, 50 of aster's and 30 of cedar's for 229.</summary>
    private static ExchangeDetail SeveralCoins() => PayPlan.For(
        Given.PayAny(229, "birch"), Given.Directory(), Given.Consent(), Given.Board(),
        Given.Wallets(("aster", 50), ("birch", 40), ("cedar", 1_000))).Detail!;

    /// <summary>As the first version recorded payments: of one coin, without legs and without the target's
    /// issuer.</summary>
    private static ExchangeDetail OldRecord()
    {
        var detail = OneCoin();
        detail.Legs.Clear();
        detail.TargetPartner = "";
        return detail;
    }

    private static V1.Exchange ExchangeOf(ExchangeDetail detail) => new()
    {
        Name = $"exchanges/{Id:D}",
        Member = "members/ann",
        Merchant = detail.Merchant,
        Paid = detail.Paid,
        Redeemed = detail.Redeemed,
        Received = detail.Received,
        Detail = detail,
        CreateTime = Given.Now.ToTimestamp(),
        ExternalReference = "till 4/17",
        Receipt = Receipts.Of(detail),
    };

    private static void AssertText(V1.Exchange exchange, string language, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"),
            ReceiptText.Of(exchange, DirectoryOf(("aster", 2), ("cedar", 4)), Pounds, language));

    private static DirectorySnapshot DirectoryOf(params (string Coin, int Scale)[] scales)
    {
        var response = Given.DirectoryResponse();
        foreach (var (coin, scale) in scales)
            response.Coins.Single(c => c.Id == coin).Scale = scale;
        return new DirectorySnapshot(response);
    }

    private static Types.V1.Money? MoneyOf(long? units) =>
        units is { } some ? new() { Currency = "GBP", Units = some } : null;

    private static (long, long, long, long, long) SumsOf(Receipt receipt) => (
        receipt.Reference.Units, receipt.Spread.Units, receipt.Value.Units, receipt.Fee.Units, receipt.Rounding.Units);

    private static IEnumerable<string> SharesOf(Receipt receipt) =>
        receipt.Shares.Select(s => $"{s.Party} {s.Kind} {s.Amount.Units}");
}
