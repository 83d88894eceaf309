using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>What a till does with orders, through the gateway, on each database.</summary>
public sealed class OrderStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private const string Till = "partners/aster/merchants/till";
    private const int Budget = 1000;
    private const int Gift = 70;
    private Timestamp now = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Order_PlacedAndPlacedAgain_IsDecidedOnceAndCanBeRecomputed(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");

        var request = Placing(member, "1", 20_000);
        var seen = await aster.Checkout.EvaluateOrderAsync(
            new() { Program = Program, Order = request.Order, WithMisses = true });
        var placed = await aster.Checkout.PlaceOrderAsync(request);

        // 10 % off; a coin a yuan of the 180 yuan, and the gift.
        Assert.Equal((18_000, 180 + Gift), (placed.Evaluation.TotalMinorUnits, CoinsOf(placed)));
        Assert.Equal(seen.Evaluation.Awards, placed.Evaluation.Awards);
        Assert.All(placed.Evaluation.Awards, a => Assert.NotEqual("", a.Words.En));
        Assert.Equal(2, placed.Parts.Count);
        Assert.Equal(180 + Gift, await Alliance.BalanceOfAsync(aster, "aster", member));

        var again = await aster.Checkout.PlaceOrderAsync(request);
        Assert.True(again.Replayed);
        Assert.Equal((placed.Evaluation, placed.Journal), (again.Evaluation, again.Journal));
        Assert.Equal(180 + Gift, await Alliance.BalanceOfAsync(aster, "aster", member));
        await AssertRefusedAsync(ErrorReason.RequestIdReused, aster, Placing(member, "1", 20_001));

        var found = await aster.Checkout.GetEvaluationAsync(new() { Name = placed.EvaluationName });
        Assert.Equal(placed.Journal, found.Journal);
        Assert.Equal(Verification.Same, Records.Verify(found.Record, found.Digest.Span));
        found.Record.Order.Lines[0].Quantity++;
        Assert.Equal(Verification.Changed, Records.Verify(found.Record, found.Digest.Span));
        var journal = (await aster.Ledger.GetJournalAsync(new() { Name = placed.Journal })).Journal;
        Assert.Equal(JournalKind.Program, journal.Kind);
        Assert.Equal(found.Digest, journal.Detail.Unpack<OrderDetail>().Digest);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>At most 5 yuan of coins a day, at what the board asks: at 4 fen a coin, 125 coins.</summary>
    [Fact]
    public async Task LimitInMoney_IsByTheBoardInForce()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var plain = await aster.Checkout.PlaceOrderAsync(Placing(member, "1", 20_000));
        await alliance.GivenBoardAsync(100, ("aster", 400, 300));
        var terms = ProgramsMade.Terms("aster");
        terms.Rules[0].Limits.Add(new Limit
        {
            Per = Per.Member,
            Period = Period.Day,
            Of = LimitedBy.Money,
            AtMost = 500,
        });
        await ProgramsMade.ReplaceAsync("aster", aster, second, terms);
        now = (await aster.Clock.GetClockAsync(new())).Clock.Now;

        var placed = await aster.Checkout.PlaceOrderAsync(Placing(member, "2", 20_000));
        Assert.Equal(125, CoinsOf(placed));

        // Only what a rule asks for is kept with the decision.
        Assert.Empty((await RecordOf(plain)).Facts.Coins);
        var worth = Assert.Single((await RecordOf(placed)).Facts.Coins);
        Assert.Equal(("coins/aster", 400), (worth.Coin, worth.OnValueUnits));
        alliance.Deployment.Errors.AssertNone();

        async Task<EvaluationRecord> RecordOf(PlaceOrderResponse of) =>
            (await aster.Checkout.GetEvaluationAsync(new() { Name = of.EvaluationName })).Record;
    }

    /// <summary>At a till that its brand closed nothing is ordered, but what was ordered there goes on.</summary>
    [Fact]
    public async Task Order_AtAClosedTill_IsRefused_UntilItOpens()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var before = await aster.Checkout.PlaceOrderAsync(Placing(member, "1", 20_000));
        await SetClosedAsync(true);
        var since = System.Diagnostics.Stopwatch.StartNew();
        for (var number = 2; await ReasonAsync(number) != ErrorReason.MerchantClosed; number++)
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), "The till still takes orders.");
        var coins = await Alliance.BalanceOfAsync(aster, "aster", member);
        await AssertRefusedAsync(ErrorReason.MerchantClosed, aster, Placing(member, "closed", 20_000));
        Assert.Equal(coins, await Alliance.BalanceOfAsync(aster, "aster", member));
        await aster.Checkout.ReturnOrderAsync(
            new()
            {
                Name = before.OrderName,
                ReturnId = "r1",
                Lines = { new ReturnedLine { Number = 1, Quantity = 1 } },
            });

        await SetClosedAsync(false);
        // At once: before anybody is refused, the directory is asked again.
        await aster.Checkout.PlaceOrderAsync(Placing(member, "open", 20_000));
        await alliance.AssertBooksAsync();

        async Task SetClosedAsync(bool closed) => await aster.Merchants.UpdateMerchantAsync(
            new() { RequestId = RequestIds.New(), Name = Till, Closed = closed });

        async Task<ErrorReason> ReasonAsync(int number)
        {
            try
            {
                await aster.Checkout.PlaceOrderAsync(Placing(member, $"{number}", 20_000));
                return ErrorReason.Unspecified;
            }
            catch (RefusedException e)
            {
                return e.Refusal.Reason;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Order_PaidWithCoins_TakesThemAndCountsForTheLevel(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        await aster.Checkout.PlaceOrderAsync(Placing(member, "1", 20_000));

        var wrong = Placing(member, "2", 5000, money: 5000, coins: 100);
        await AssertRefusedAsync(ErrorReason.TendersNotTotal, aster, wrong);
        await AssertRefusedAsync(
            ErrorReason.CoinShareExceeded, aster, Placing(member, "2", 1500, money: 500, coins: 100));
        await AssertRefusedAsync(
            ErrorReason.InsufficientCoins, aster, Placing(member, "2", 50_000, money: 40_000, coins: 500));
        Assert.Equal(250, await Alliance.BalanceOfAsync(aster, "aster", member));

        // What is refused was not placed: its number is free. Coins earn nothing.
        var paid = await aster.Checkout.PlaceOrderAsync(Placing(member, "2", 5000, money: 4000, coins: 100));
        Assert.Equal(40 + Gift, CoinsOf(paid));
        Assert.Equal(250 - 100 + 40 + Gift, await Alliance.BalanceOfAsync(aster, "aster", member));
        var tier = paid.Evaluation.Tiers.Single();
        Assert.Equal(("basic", 18_000), (tier.Level, tier.Counted));
        var next = await aster.Checkout.EvaluateOrderAsync(
            new() { Program = Program, Order = Placing(member, "3", 5000).Order });
        Assert.Equal(("gold", 23_000), (next.Evaluation.Tiers[0].Level, next.Evaluation.Tiers[0].Counted));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A shop reports what it sold: each order is answered by itself, and is the same as if it came
    /// alone.</summary>
    [Fact]
    public async Task Orders_PlacedTogether_AreEachAnsweredByThemselves()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var batch = new BatchPlaceOrdersRequest();
        for (var i = 0; i < 10; i++)
            batch.Orders.Add(Placing(member, $"{i}", 1_000));
        batch.Orders.Add(Placing(member, "wrong", 1_000, money: 1));

        var results = (await aster.Checkout.BatchPlaceOrdersAsync(batch)).Results;
        Assert.All(results.Take(10), r => Assert.False(r.Placed.Replayed));
        Assert.StartsWith("The tenders pay 1 ", results[10].Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(10 * (10 + Gift), await Alliance.BalanceOfAsync(aster, "aster", member));
        Assert.True((await aster.Checkout.PlaceOrderAsync(batch.Orders[3])).Replayed);

        var request = new BatchGetEvaluationsRequest { Program = Program };
        request.Names.AddRange(results.Take(10).Select(r => r.Placed.EvaluationName));
        request.Names.Add($"{Program}/evaluations/{new string('0', 64)}");
        var found = (await aster.Checkout.BatchGetEvaluationsAsync(request)).Evaluations;
        Assert.Equal(results.Take(10).Select(r => r.Placed.Journal), found.Select(f => f.Journal));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One budget, twenty tills at once.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Budget_UsedByManyAtOnce_IsNeverExceeded(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var members = new List<string>();
        for (var i = 0; i < 20; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));

        var placed = await Task.WhenAll(members.Select(
            async (m, i) => await aster.Checkout.PlaceOrderAsync(Placing(m, $"order{i}", 1000))));

        var given = placed.Sum(p => CoinsOf(p)) - (20 * 10);
        Assert.InRange(given, Budget - Gift + 1, Budget);
        var balances = 0L;
        foreach (var member in members)
            balances += await Alliance.BalanceOfAsync(aster, "aster", member);
        Assert.Equal(given + (20 * 10), balances);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static long CoinsOf(PlaceOrderResponse placed) => placed.Evaluation.Coins.Sum(c => c.Units);

    private static async Task AssertRefusedAsync(ErrorReason reason, FederationClient till, PlaceOrderRequest request)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => till.Checkout.PlaceOrderAsync(request).ResponseAsync);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    private PlaceOrderRequest Placing(string member, string id, long price, long money = 0, long coins = 0)
    {
        var order = new Order
        {
            Source = "till-7",
            EventId = id,
            Member = member,
            Merchant = Till,
            OrderTime = now,
            Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = price } },
        };
        if (money > 0)
            order.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = money });
        if (coins > 0)
            order.Tenders.Add(new Tender { Kind = TenderKind.Coins, MinorUnits = coins * 10, CoinUnits = coins });
        return new PlaceOrderRequest { Program = Program, Order = order };
    }

    private async Task<FederationClient> GivenProgramAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        now = await ProgramsMade.InForceAsync("aster", aster, second, Terms());
        return aster;
    }

    /// <summary>A coin a yuan, 100 coins pay 10 yuan, 10 % off from 100 yuan on, and a gift as long as there are
    /// any.</summary>
    private static RuleSetTerms Terms()
    {
        var terms = ProgramsMade.Terms("aster");
        terms.CoinPayment = new CoinPayment { Units = 100, MinorUnits = 1000, MaximumShareBasisPoints = 5000 };
        terms.Rules.Add(new Rule
        {
            Id = "from-100",
            Title = new LocalizedText { En = "10 % off from 100 yuan on" },
            Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
            Effects = { new Effect { Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 1000 } } },
        });
        terms.Rules.Add(new Rule
        {
            Id = "gift",
            Title = new LocalizedText { En = "70 coins" },
            Effects = { new Effect { Earn = new Earn { Units = Gift, Promotional = true } } },
            Limits =
            {
                new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = Budget },
            },
        });
        terms.TierSchemes.Add(new TierScheme
        {
            Id = "club",
            Title = new LocalizedText { En = "Club" },
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                new TierLevel { Id = "basic", Title = new LocalizedText { En = "Basic" } },
                new TierLevel { Id = "gold", Title = new LocalizedText { En = "Gold" }, Threshold = 20_000 },
            },
        });
        return terms;
    }
}
