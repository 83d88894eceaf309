using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Coupons: given by orders and by hand, claimed, generated, used once, given back and taken back.</summary>
public sealed class CouponTests
{
    private const string Program = "partners/aster/programs/main";
    private Timestamp now = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>An order of 100 gives 10 off the next; what is returned takes it away.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_GivenByOrder_GoesWithWhatEarnedIt(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");

        var first = await aster.Checkout.PlaceOrderAsync(Placing(member, "1", OrderState.Placed, 4_000, 6_000));
        Assert.Empty(await ActiveAsync(aster, member));
        await aster.Checkout.AdvanceOrderAsync(new() { Name = first.OrderName, State = OrderState.Completed });
        var next = (await ActiveAsync(aster, member)).Single();
        Assert.Equal(("next", first.OrderName), (next.Definition, next.Order));

        // What no longer reaches 100 no longer gives it.
        var back = await aster.Checkout.ReturnOrderAsync(Returning(first.OrderName, "r1", 1));
        Assert.Equal(next.Name, back.Back.CouponsVoided.Single());
        Assert.Empty(back.Back.CouponsOwed);
        Assert.Empty(await ActiveAsync(aster, member));
        await AssertRefusedAsync(ErrorReason.CouponUsed, aster, Placing(member, "2", default, 5_000), next.Name);

        // Used in between, what it gave is owed.
        var second = await aster.Checkout.PlaceOrderAsync(Placing(member, "3", default, 4_000, 6_000));
        var coupon = (await ActiveAsync(aster, member)).Single();
        var used = await aster.Checkout.PlaceOrderAsync(Showing(Placing(member, "4", default, 5_000), coupon.Name));
        Assert.Equal(4_000, used.Evaluation.TotalMinorUnits);
        var owed = await aster.Checkout.ReturnOrderAsync(Returning(second.OrderName, "r1", 2));
        Assert.Equal(coupon.Name, owed.Back.CouponsOwed.Single());

        // The coupon that is given back to a returned order stays void.
        var all = await aster.Checkout.ReturnOrderAsync(Returning(used.OrderName, "r1", 1));
        Assert.Empty(all.Back.CouponsGivenBack);
        Assert.Equal(
            CouponState.Void, (await aster.Coupons.GetCouponAsync(new() { Name = coupon.Name })).Coupon.State);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One code, ten tills at once: one of them takes it.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_ShownAtTenTills_IsUsedOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var generated = await aster.Coupons.GenerateCouponsAsync(
            new() { RequestId = RequestIds.New(), Program = Program, Definition = "flyer", Quantity = 1 });
        var code = generated.Coupons.Single().Code;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async till =>
        {
            try
            {
                var placed = await aster.Checkout.PlaceOrderAsync(
                    Showing(Placing("", $"till{till}", default, 5_000), code.ToLowerInvariant()));
                return placed.Evaluation.TotalMinorUnits;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.CouponUsed)
            {
                return 0;
            }
        }));
        Assert.Equal([2_000], outcomes.Where(o => o > 0));
        var coupon = (await aster.Coupons.FindCouponAsync(new() { Program = Program, Code = code })).Coupon;
        Assert.Equal((CouponState.Used, 0), (coupon.State, coupon.UsesLeft));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Three in all, one each: ten members at once, and one who tries again.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_Claimed_IsGivenAsOftenAsThereAre(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var requests = new List<ClaimCouponRequest>();
        for (var i = 0; i < 10; i++)
            requests.Add(new ClaimCouponRequest
            {
                RequestId = RequestIds.New(),
                Program = Program,
                Member = await Alliance.GivenMemberAsync(aster, $"member{i}"),
                Definition = "claim",
            });
        var claimed = await Task.WhenAll(requests.Select(r => ClaimAsync(aster, r)));
        Assert.Equal(3, claimed.Count(c => c is not null));

        var lucky = requests[Array.FindIndex(claimed, c => c is not null)];
        var again = await aster.Coupons.ClaimCouponAsync(lucky);
        Assert.True(again.Replayed);
        var more = lucky.Clone();
        more.RequestId = RequestIds.New();
        Assert.Null(await ClaimAsync(aster, more));
        Assert.Equal("A claim", Assert.Single(await ActiveAsync(aster, lucky.Member)).Title.En);
        var offered = await aster.Programs.GetProgramAsync(new() { Name = Program });
        Assert.Equal(["free", "claim"], offered.ClaimableCoupons.Select(c => c.Id));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A cancelled order gives its coupon back, and one that expired meanwhile lives for its days of
    /// grace.</summary>
    [Fact]
    public async Task Coupon_OfCancelledOrder_CanBeUsedAgain()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var granted = await aster.Coupons.GrantCouponsAsync(
            new() { RequestId = RequestIds.New(), Program = Program, Member = member, Definition = "next" });
        var coupon = granted.Coupons.Single();
        var order = await aster.Checkout.PlaceOrderAsync(
            Showing(Placing(member, "1", OrderState.Paid, 5_000), coupon.Name));
        Assert.Equal(4_000, order.Evaluation.TotalMinorUnits);
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = coupon.ExpireTime + Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });

        var cancelled = await aster.Checkout.CancelOrderAsync(new() { Name = order.OrderName });
        Assert.Equal(coupon.Name, cancelled.Back.CouponsGivenBack.Single());
        now = (await aster.Clock.GetClockAsync(new())).Clock.Now;
        var again = await aster.Checkout.PlaceOrderAsync(
            Showing(Placing(member, "2", OrderState.Completed, 5_000), coupon.Name));
        Assert.Equal(4_000, again.Evaluation.TotalMinorUnits);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Coupons_OfMember_AreTriedForTheBestPrice()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        foreach (var definition in new[] { "next", "flyer" })
            await aster.Coupons.GrantCouponsAsync(
                new() { RequestId = RequestIds.New(), Program = Program, Member = member, Definition = definition });
        var request = Placing(member, "1", default, 5_000);
        request.Order.AutoCoupons = true;
        var placed = await aster.Checkout.PlaceOrderAsync(request);
        Assert.Equal(1_000, placed.Evaluation.TotalMinorUnits);
        Assert.Empty(await ActiveAsync(aster, member));

        // Another member's coupon, and another programme's, are none.
        var other = await Alliance.GivenMemberAsync(aster, "bob");
        var mine = (await aster.Coupons.GrantCouponsAsync(
            new() { RequestId = RequestIds.New(), Program = Program, Member = other, Definition = "next" })).Coupons[0];
        await AssertRefusedAsync(
            ErrorReason.CouponNotFound, aster, Placing(member, "2", default, 5_000), mine.Name);
        await aster.Coupons.VoidCouponAsync(new() { RequestId = RequestIds.New(), Name = mine.Name });
        await AssertRefusedAsync(ErrorReason.CouponUsed, aster, Placing(other, "3", default, 5_000), mine.Name);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<Coupon?> ClaimAsync(FederationClient aster, ClaimCouponRequest request)
    {
        try
        {
            return (await aster.Coupons.ClaimCouponAsync(request)).Coupon;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.ClaimLimitReached)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<Coupon>> ActiveAsync(FederationClient aster, string member) =>
        (await aster.Coupons.ListCouponsAsync(new() { Program = Program, Member = member, ActiveOnly = true }))
        .Coupons;

    private static async Task AssertRefusedAsync(
        ErrorReason reason, FederationClient aster, PlaceOrderRequest request, string code)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => aster.Checkout.PlaceOrderAsync(Showing(request, code)).ResponseAsync);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    private static PlaceOrderRequest Showing(PlaceOrderRequest request, string code)
    {
        request.Order.Codes.Add(code);
        return request;
    }

    private static ReturnOrderRequest Returning(string order, string id, int line) =>
        new() { Name = order, ReturnId = id, Lines = { new ReturnedLine { Number = line, Quantity = 1 } } };

    private PlaceOrderRequest Placing(string member, string id, OrderState state, params long[] prices)
    {
        var order = new Order
        {
            Source = "shop",
            EventId = id,
            Member = member,
            Merchant = "partners/aster/merchants/till",
            OrderTime = now,
        };
        order.Lines.AddRange(prices.Select((price, i) => new OrderLine
        {
            Number = i + 1,
            Sku = "tea",
            Quantity = 1,
            ListMinorUnits = price,
        }));
        return new PlaceOrderRequest { Program = Program, Order = order, State = state };
    }

    private async Task<FederationClient> GivenProgramAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.EarnAt = EarnAt.Completed;
        terms.Coupons.AddRange(
        [
            Definition("next", c => (c.Days, c.RestoreGraceDays) = (30, 7)),
            Definition("flyer", c => c.Days = 30),
            Definition("claim", c => (c.Days, c.Claimable, c.ClaimsInAll) = (30, true, 3)),
        ]);
        terms.Rules.AddRange(
        [
            Rule("reward", new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
                new Effect { Coupon = new GrantCoupon { Definition = "next", Quantity = 1 } }),
            Rule("use-next", new Condition { Coupon = "next" }, Off(1_000)),
            Rule("use-flyer", new Condition { Coupon = "flyer" }, Off(3_000)),
        ]);
        now = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }

    private static Effect Off(long minorUnits) =>
        new() { Discount = new Discount { Scope = DiscountScope.Order, MinorUnits = minorUnits } };

    private static Rule Rule(string id, Condition condition, Effect effect) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Condition = condition,
        Effects = { effect },
    };

    private static CouponDefinition Definition(string id, Action<CouponDefinition> complete)
    {
        var definition = new CouponDefinition { Id = id, Title = new LocalizedText { En = "A " + id } };
        complete(definition);
        return definition;
    }
}
