using Federation.Testing;

namespace Federation.Cli.Tests;

public sealed class RecomputationTests
{
    private const string Header = "purchase_id,time,member,country,brand,amount_pence,lines";

    public static string RealPurchases => Path.Combine(AppContext.BaseDirectory, "purchases.csv");

    [Fact]
    public void Of_EarningAndPayingAtAnotherBrand_IsAsComputedByHand()
    {
        // 600 aster coins earned. At birch for 1,000 pence: wanted 500 x 100 / 50 = 1,000; all 600 give 600 x 90 x
        // 9,900 / (50 x 10,000) = 1,069 > 1,000, so exactly 1,000: 1,000 x 500,000 / 891,000 = 561.2, so 562 aster
        // coins. They are worth 562 x 90 = 50,580; birch gets 50,000; the fee is 505, rounding 75. Paid: 1,000 - 500 =
        // 500 pence, 5 birch coins.
        var figures = Recomputation.Of([Header, Row("aster", 60_000), Row("birch", 1_000)]);
        Assert.Equal(new ExpectedFigures(600, 562, 0, 0, 0, 0, 0, 38, -50_580), figures.Brands["aster"]);
        Assert.Equal(new ExpectedFigures(5, 0, 1_000, 0, 0, 0, 0, 5, 50_000), figures.Brands["birch"]);
        Assert.Equal((2, 1, 2, 0, 0, 580L, 1), Counts(figures));
    }

    [Fact]
    public void Of_PayingWithAllCoins_IsAsComputedByHand()
    {
        // 500 dune coins at cedar for 100,000 pence: wanted 50,000 x 100 / 200 = 25,000; all give 500 x 76 x 9,900 /
        // 2,000,000 = 188 (188.1). Paid 100,000 - 376 = 99,624 pence: 996 coins. Dune -38,000, cedar +37,600, fee 380,
        // rounding 20.
        var figures = Recomputation.Of([Header, Row("dune", 50_000), Row("cedar", 100_000)]);
        Assert.Equal(new ExpectedFigures(500, 500, 0, 0, 0, 0, 0, 0, -38_000), figures.Brands["dune"]);
        Assert.Equal(new ExpectedFigures(996, 0, 188, 0, 0, 0, 0, 996, 37_600), figures.Brands["cedar"]);
        Assert.Equal(400, figures.AllianceFees);
    }

    [Fact]
    public void Of_RefundBeforeAnyPurchase_IsOwedAndPaidOff()
    {
        // 30 owed; 10 earned pay off 10; a refund of 5 finds nothing, so 25 are owed; 40 earned pay off 25, and 15
        // stay; 3 are taken.
        var figures = Recomputation.Of(
            [Header, Row("aster", -3_099), Row("aster", 1_000), Row("aster", -500), Row("aster", 4_000),
                Row("aster", -300), Row("aster", 0)]);
        Assert.Equal(new ExpectedFigures(50, 0, 0, 3, 0, 35, 0, 12, 0), figures.Brands["aster"]);
        Assert.Equal((6, 1, 2, 3, 1, 0L, 0), Counts(figures));
    }

    [Fact]
    public void Of_FirstBrandWithEnough_PaysInAlphabeticalOrder()
    {
        var figures = Recomputation.Of([Header, Row("dune", 60_000), Row("cedar", 49_900), Row("birch", 100)]);
        Assert.Equal(1, figures.Exchanges);
        Assert.Equal(0, figures.Brands["cedar"].SpentOut);
        Assert.True(figures.Brands["dune"].SpentOut > 0);
    }

    [Fact]
    public void Of_RealPurchases_IsWhatEveryReplayMustCome()
    {
        var figures = Recomputation.Of(RealPurchases);
        Print(figures);
        Assert.Equal((29_874, 2_187, 27_253, 2_615, 6, 2_618_953L, 3_022), Counts(figures));
        Assert.Equal(
            new ExpectedFigures(1_695_767, 1_216_588, 343_116, 21_340, 9_054, 18_390, 170_532, 268_917, -75_181_320),
            figures.Brands["aster"]);
        Assert.Equal(
            new ExpectedFigures(1_067_313, 533_861, 1_410_838, 254_116, 837, 4_576, 32_133, 242_627, 46_518_155),
            figures.Brands["birch"]);
        Assert.Equal(
            new ExpectedFigures(853_966, 492_180, 299_322, 7_379, 2_732, 5_990, 141_100, 207_317, -23_806_200),
            figures.Brands["cedar"]);
        Assert.Equal(
            new ExpectedFigures(833_177, 359_483, 964_639, 29_840, 4_985, 30_680, 172_054, 241_120, 49_850_412),
            figures.Brands["dune"]);
    }

    // 2010-12-01 and 180 days are 2011-05-30: on that day the coins are there for the last time.
    [Theory]
    [InlineData("2011-05-30", 0, 20, 30)]    // 50 earned, 20 taken back
    [InlineData("2011-05-31", 50, 0, 0)]     // nothing is there to take back: 20 are owed
    public void Of_CoinsOf180Days_AreThereOnTheLastDayAndGoneOnTheNext(
        string day, long expired, long clawedBack, long outstanding)
    {
        var figures = Recomputation.Of([Header, Row("aster", 5_000), Row("aster", -2_000, day)]).Brands["aster"];
        Assert.Equal(new ExpectedFigures(50, 0, 0, clawedBack, 20 - clawedBack, 0, expired, outstanding, 0), figures);
    }

    [Fact]
    public void Of_EarnSpendEarnThenExpiry_LeavesWhatIsStillGood()
    {
        // 100 of December, 60 of them taken back first; 50 of January; the last row stands where December's rest of 40
        // is gone.
        var figures = Recomputation.Of(
            [
                Header, Row("aster", 10_000), Row("aster", -6_000, "2011-01-01"), Row("aster", 5_000, "2011-01-02"),
                Row("birch", 0, "2011-06-01"),
            ]);
        Assert.Equal(new ExpectedFigures(150, 0, 0, 60, 0, 0, 40, 50, 0), figures.Brands["aster"]);
    }

    [Fact]
    public void Of_ExpiredCoins_DoNotPay()
    {
        // 499 of the 599 are still good on 2011-06-01, so nothing is paid with them.
        string[] earned = [Header, Row("aster", 10_000), Row("aster", 49_900, "2011-01-01")];
        Assert.Equal(1, Recomputation.Of([.. earned, Row("birch", 1_000, "2011-05-30")]).Exchanges);
        Assert.Equal(0, Recomputation.Of([.. earned, Row("birch", 1_000, "2011-06-01")]).Exchanges);
    }

    [Fact]
    public void Of_CoinsThatPayADebt_NeverExpire()
    {
        var figures =
            Recomputation.Of([Header, Row("aster", -3_000), Row("aster", 4_000), Row("aster", 0, "2011-12-09")]);
        Assert.Equal(new ExpectedFigures(40, 0, 0, 0, 0, 30, 10, 0, 0), figures.Brands["aster"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3_000)]
    [InlineData(int.MaxValue)]
    public void Of_AnyPrefix_Balances(int rows)
    {
        var figures = Recomputation.Of(RealPurchases, rows);
        // What an exchange makes of a brand's coin is redeemed at once, so it never reaches a wallet.
        foreach (var (brand, b) in figures.Brands)
            Assert.True(b.Outstanding == b.Earned - b.SpentOut - b.ClawedBack - b.ReceivablePaid - b.Expired, brand);
        Assert.Equal(0, figures.Brands.Values.Sum(b => b.Position) + figures.AllianceFees);
    }

    [Fact]
    public void DifferencesFrom_OtherFigures_NamesEach()
    {
        var figures = Recomputation.Of([Header, Row("aster", 1_000)]);
        var others = Recomputation.Of([Header, Row("aster", 2_000)]);
        Assert.Empty(figures.DifferencesFrom(Recomputation.Of([Header, Row("aster", 1_000)])));
        Assert.Equal(["aster.earned: 10, not 20", "aster.outstanding: 10, not 20"], figures.DifferencesFrom(others));
    }

    private static string Row(string brand, long pence, string day = "2010-12-01") =>
        $"x,{day} 08:26:00,17850,United Kingdom,{brand},{pence},1";

    private static (int, int, int, int, int, long, int) Counts(ReplayFigures f) =>
        (f.Rows, f.Members, f.Purchases, f.Refunds, f.Zero, f.AllianceFees, f.Exchanges);

    private static void Print(ReplayFigures figures)
    {
        var output = TestContext.Current.TestOutputHelper;
        foreach (var (brand, b) in figures.Brands)
            output?.WriteLine($"{brand}: {b}");
        output?.WriteLine($"fees {figures.AllianceFees}, exchanges {figures.Exchanges}, members {figures.Members}");
    }
}
