using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>What becomes of an order: paid, delivered, cancelled, returned in parts, through the gateway, on each
/// database.</summary>
public sealed class OrderLifeTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Cup = 3_000;
    private const int Pot = 12_000;
    private Timestamp now = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Order_PaidLaterAndDelivered_TakesAndGivesWhenItIsTime(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);

        // 2 cups and a pot: 180, 10 % off: 162; 400 coins pay 40; 122 coins.
        var placed = await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Placed, coins: 400, money: 12_200));
        Assert.Equal((1000, 600, 122), await CoinsAsync(aster, member));
        Assert.Equal(0, await CountedAsync(aster, member));
        await AssertRefusedAsync(
            ErrorReason.OrderNotPaid, aster.Checkout.ReturnOrderAsync(Returning(placed.OrderName, "r", (1, 1))));

        var paid = await aster.Checkout.AdvanceOrderAsync(new() { Name = placed.OrderName, State = OrderState.Paid });
        Assert.False(paid.Replayed);
        Assert.Equal((600, 600, 122), await CoinsAsync(aster, member));
        Assert.Equal(0, await CountedAsync(aster, member));

        var delivered = await aster.Checkout.AdvanceOrderAsync(
            new() { Name = placed.OrderName, State = OrderState.Delivered });
        Assert.Equal((722, 722, 0), await CoinsAsync(aster, member));
        Assert.Equal(16_200, await CountedAsync(aster, member));
        Assert.Equal(3, delivered.Order.Steps.Count);

        // Told again, and late: nothing changes.
        foreach (var state in new[] { OrderState.Delivered, OrderState.Paid, OrderState.Shipped })
        {
            var again = await aster.Checkout.AdvanceOrderAsync(new() { Name = placed.OrderName, State = state });
            Assert.True(again.Replayed);
            Assert.Equal(OrderState.Delivered, again.Order.State);
        }
        await AssertRefusedAsync(
            ErrorReason.OrderHandedOver, aster.Checkout.CancelOrderAsync(new() { Name = placed.OrderName }));
        Assert.Equal(
            delivered.Order, (await aster.Checkout.GetOrderAsync(new() { Name = placed.OrderName })).Order);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Whatever is returned in whatever order: in the end it is as if it had never been bought.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Order_ReturnedInParts_EndsAsIfNeverBought(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        var order = (await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Completed, coins: 400, money: 12_200))).OrderName;
        Assert.Equal((722, 722, 0), await CoinsAsync(aster, member));

        // A cup was paid at 27.00 of 162; 6.67 of these in coins: 66.
        var cup = await aster.Checkout.ReturnOrderAsync(Returning(order, "r1", (1, 1)));
        Assert.Equal(2_700, cup.Back.MinorUnits);
        Assert.Equal(2_700, cup.Back.Tenders.Sum(t => t.MinorUnits));
        Assert.Equal(66, cup.Back.Tenders.Single(t => t.Kind == TenderKind.Coins).CoinUnits);
        // A cup and a pot come to 150, 135 with the discount, of which money pays 101.67: 101 coins are kept.
        Assert.Equal(21, cup.Back.Awards.Single().Units);
        Assert.Equal((767, 767, 0), await CoinsAsync(aster, member));
        Assert.Equal(13_500, await CountedAsync(aster, member));

        var again = await aster.Checkout.ReturnOrderAsync(Returning(order, "r1", (1, 1)));
        Assert.True(again.Replayed);
        Assert.Equal(cup.Back, again.Back);
        await AssertRefusedAsync(
            ErrorReason.RequestIdReused, aster.Checkout.ReturnOrderAsync(Returning(order, "r1", (1, 2))));
        await AssertRefusedAsync(
            ErrorReason.ReturnExceedsOrder, aster.Checkout.ReturnOrderAsync(Returning(order, "r2", (1, 2))));
        await AssertRefusedAsync(
            ErrorReason.ReturnExceedsOrder, aster.Checkout.ReturnOrderAsync(Returning(order, "r2", (7, 1))));

        var pot = await aster.Checkout.ReturnOrderAsync(Returning(order, "r2", (2, 1)));
        var rest = await aster.Checkout.ReturnOrderAsync(
            new() { Name = order, ReturnId = "r3", All = true });
        Assert.Equal(16_200, cup.Back.MinorUnits + pot.Back.MinorUnits + rest.Back.MinorUnits);
        Assert.Equal((1000, 1000, 0), await CoinsAsync(aster, member));
        Assert.Equal(0, await CountedAsync(aster, member));
        await AssertRefusedAsync(ErrorReason.ReturnExceedsOrder, aster.Checkout.ReturnOrderAsync(
            new() { Name = order, ReturnId = "r4", All = true }));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Order_Cancelled_GivesEverythingBack(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        foreach (var state in new[] { OrderState.Placed, OrderState.Paid, OrderState.Shipped })
        {
            var order = (await aster.Checkout.PlaceOrderAsync(
                Placing(member, state.ToString(), state, coins: 400, money: 12_200))).OrderName;
            var cancelled = await aster.Checkout.CancelOrderAsync(new() { Name = order });
            Assert.Equal(state == OrderState.Placed ? 0 : 16_200, cancelled.Back.MinorUnits);
            Assert.Equal(400, cancelled.Back.Tenders.Single(t => t.Kind == TenderKind.Coins).CoinUnits);
            Assert.Equal((1000, 1000, 0), await CoinsAsync(aster, member));
            Assert.True((await aster.Checkout.CancelOrderAsync(new() { Name = order })).Replayed);
            await AssertRefusedAsync(ErrorReason.OrderCancelled, aster.Checkout.AdvanceOrderAsync(
                new() { Name = order, State = OrderState.Delivered }));
            await AssertRefusedAsync(
                ErrorReason.OrderCancelled, aster.Checkout.ReturnOrderAsync(Returning(order, "r", (1, 1))));
        }
        Assert.Equal(0, await CountedAsync(aster, member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>What belongs to an order is undone by the order alone.</summary>
    [Fact]
    public async Task PartOfOrder_UndoneByItself_IsRefused()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        var placed = await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Completed, coins: 400, money: 12_200));
        var (payment, earning) = (placed.Parts[0], placed.Parts[1]);

        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.RefundAsync(
            new() { RequestId = RequestIds.New(), Journal = payment, All = true }));
        foreach (var journal in placed.Parts)
            await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ReverseAsync(
                new() { RequestId = RequestIds.New(), Journal = journal }));
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ClawbackAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = new() { Coin = "coins/aster", Units = 1 },
            Journal = earning,
        }));

        var unpaid = await aster.Checkout.PlaceOrderAsync(
            Placing(member, "2", OrderState.Placed, coins: 400, money: 12_200));
        var hold = "holds/" + unpaid.Parts[0]["journals/".Length..];
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ReleaseAsync(
            new() { RequestId = RequestIds.New(), Hold = hold, All = true }));
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.CaptureAsync(
            new() { RequestId = RequestIds.New(), Hold = hold, All = true }));
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ConfirmAsync(
            new() { RequestId = RequestIds.New(), Journal = unpaid.Parts[1] }));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Two clerks at once: what is returned is returned once, and a cancellation and a payment do not both
    /// happen.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Steps_AtTheSameTime_FollowEachOther(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        var order = (await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Completed, coins: 400, money: 12_200))).OrderName;
        var returns = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => OutcomeAsync(
            async () => (await aster.Checkout.ReturnOrderAsync(Returning(order, $"r{i}", (1, 1)))).Back.MinorUnits)));
        Assert.Equal(2 * 2_700, returns.Sum());

        var unpaid = (await aster.Checkout.PlaceOrderAsync(
            Placing(member, "2", OrderState.Placed, coins: 400, money: 12_200))).OrderName;
        await Task.WhenAll(
            OutcomeAsync(async () => (await aster.Checkout.CancelOrderAsync(new() { Name = unpaid })).Back.MinorUnits),
            OutcomeAsync(async () =>
            {
                await aster.Checkout.AdvanceOrderAsync(new() { Name = unpaid, State = OrderState.Paid });
                return 0;
            }));
        var state = (await aster.Checkout.GetOrderAsync(new() { Name = unpaid })).Order;
        Assert.Equal(OrderState.Cancelled, state.State);
        await aster.Checkout.ReturnOrderAsync(new() { Name = order, ReturnId = "all", All = true });
        Assert.Equal((1000, 1000, 0), await CoinsAsync(aster, member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Order_NotPaidInTime_IsCancelled()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        var placed = await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Placed, coins: 400, money: 12_200));
        var order = (await aster.Checkout.GetOrderAsync(new() { Name = placed.OrderName })).Order;
        Assert.Equal(OrderState.Placed, order.State);
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = order.UnpaidExpireTime + Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });
        while (order.State == OrderState.Placed)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            order = (await aster.Checkout.GetOrderAsync(new() { Name = placed.OrderName })).Order;
        }
        Assert.Equal(OrderState.Cancelled, order.State);
        Assert.Equal((1000, 1000, 0), await CoinsAsync(aster, member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A member who left has no coins that could come back; the shop takes the goods back all the
    /// same.</summary>
    [Fact]
    public async Task Goods_OfMemberWhoLeft_ComeBackWithoutCoins()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, member) = await GivenMemberWithCoinsAsync(alliance);
        var order = (await aster.Checkout.PlaceOrderAsync(
            Placing(member, "1", OrderState.Completed, coins: 400, money: 12_200))).OrderName;
        await aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = member });

        var back = await aster.Checkout.ReturnOrderAsync(new() { Name = order, ReturnId = "r", All = true });
        Assert.Equal(16_200, back.Back.MinorUnits);
        Assert.True(back.Order.Steps[^1].CoinsLeft);
        Assert.Empty(back.Order.Steps[^1].Parts);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<long> OutcomeAsync(Func<Task<long>> call)
    {
        try
        {
            return await call();
        }
        catch (RefusedException e) when (e.Refusal.Reason is ErrorReason.ReturnExceedsOrder
            or ErrorReason.OrderCancelled)
        {
            return 0;
        }
    }

    private static async Task AssertRefusedAsync<T>(ErrorReason reason, Grpc.Core.AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => call.ResponseAsync);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    /// <summary>The balance without what is pending, what can be spent, and what is pending.</summary>
    private static async Task<(long Balance, long Available, long Pending)> CoinsAsync(
        FederationClient aster, string member)
    {
        var wallet = (await aster.Ledger.GetWalletAsync(
            new GetWalletRequest { Name = $"{member}/wallets/aster" })).Wallet;
        return (wallet.BalanceUnits - wallet.PendingUnits, wallet.AvailableUnits, wallet.PendingUnits);
    }

    /// <summary>What counts for the member's level.</summary>
    private async Task<long> CountedAsync(FederationClient aster, string member) =>
        (await aster.Checkout.EvaluateOrderAsync(
            new() { Program = Program, Order = Placing(member, "look", OrderState.Placed).Order }))
        .Evaluation.Tiers.Single().Counted;

    private static ReturnOrderRequest Returning(string order, string id, params (int Line, int Quantity)[] lines)
    {
        var request = new ReturnOrderRequest { Name = order, ReturnId = id };
        request.Lines.AddRange(lines.Select(l => new ReturnedLine { Number = l.Line, Quantity = l.Quantity }));
        return request;
    }

    private PlaceOrderRequest Placing(
        string member, string id, OrderState state, long coins = 0, long money = 0)
    {
        var order = new Order
        {
            Source = "shop",
            EventId = id,
            Member = member,
            Merchant = "partners/aster/merchants/till",
            OrderTime = now,
            Lines =
            {
                new OrderLine { Number = 1, Sku = "cup", Quantity = 2, ListMinorUnits = Cup },
                new OrderLine { Number = 2, Sku = "pot", Quantity = 1, ListMinorUnits = Pot },
            },
        };
        if (money > 0)
            order.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = money });
        if (coins > 0)
            order.Tenders.Add(new Tender { Kind = TenderKind.Coins, MinorUnits = coins * 10, CoinUnits = coins });
        return new PlaceOrderRequest { Program = Program, Order = order, State = state };
    }

    /// <summary>A coin a yuan at delivery, 100 coins pay 10 yuan, 10 % off from 100 yuan on; a member with 1,000
    /// coins.</summary>
    private async Task<(FederationClient Aster, string Member)> GivenMemberWithCoinsAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.EarnAt = EarnAt.Delivered;
        terms.CoinPayment = new CoinPayment { Units = 100, MinorUnits = 1000, MaximumShareBasisPoints = 5000 };
        terms.Rules.Add(new Rule
        {
            Id = "from-100",
            Title = new LocalizedText { En = "10 % off from 100 yuan on" },
            Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
            Effects = { new Effect { Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 1000 } } },
        });
        terms.TierSchemes.Add(new TierScheme
        {
            Id = "club",
            Title = new LocalizedText { En = "Club" },
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            Levels = { new TierLevel { Id = "basic", Title = new LocalizedText { En = "Basic" } } },
        });
        now = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        await aster.Ledger.EarnAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = new() { Coin = "coins/aster", Units = 1000 },
        });
        return (aster, member);
    }
}
