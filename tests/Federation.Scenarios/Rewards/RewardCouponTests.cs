using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>100 coins for a coupon of 10 yuan off: the coupon is there if the coins are gone, and gone if they are
/// back.</summary>
public sealed class RewardCouponTests
{
    private const string Program = "partners/aster/programs/main";
    private Timestamp now = new();
    private int orders;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_RedeemedUsedAndCancelled_FollowsItsCoins(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        await Alliance.EarnAsync(aster, "aster", ann, 250);
        var ten = await RewardsMade.ActiveAsync(aster, "ten", Terms("ten"));

        var request = RewardsMade.Redeeming(ten, ann);
        var first = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal(RedemptionState.Fulfilled, first.State);
        var again = await aster.Rewards.RedeemRewardAsync(request);
        Assert.Equal((true, first), (again.Replayed, again.Redemption));
        var coupon = (await ActiveAsync(aster, ann)).Single();
        Assert.Equal((first.Coupon, "ten", 1), (coupon.Name, coupon.Definition, coupon.UsesLeft));
        Assert.Equal(150, await Alliance.BalanceOfAsync(aster, "aster", ann));
        // It is hers alone.
        await AssertRefusedAsync(
            ErrorReason.CouponNotFound, aster.Checkout.PlaceOrderAsync(Placing(bob, first.Coupon)));

        // Used: it cannot be taken back, until what it was used for is.
        var used = await aster.Checkout.PlaceOrderAsync(Placing(ann, first.Coupon));
        Assert.Equal(4_000, used.Evaluation.TotalMinorUnits);
        await AssertRefusedAsync(
            ErrorReason.CouponUsed, aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(first.Name)));
        Assert.Equal(150, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await aster.Checkout.ReturnOrderAsync(new()
        {
            Name = used.OrderName,
            ReturnId = "r1",
            All = true,
        });
        Assert.Single(await ActiveAsync(aster, ann));
        var cancelling = RewardsMade.Cancelling(first.Name);
        await aster.Rewards.CancelRedemptionAsync(cancelling);
        Assert.True((await aster.Rewards.CancelRedemptionAsync(cancelling)).Replayed);
        Assert.Equal(250, await Alliance.BalanceOfAsync(aster, "aster", ann));
        Assert.Equal(CouponState.Void, await StateAsync(aster, first.Coupon));
        await AssertRefusedAsync(
            ErrorReason.CouponUsed, aster.Checkout.PlaceOrderAsync(Placing(ann, first.Coupon)));

        // Taken back by the brand first: the coins come back all the same.
        var second = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(ten, ann))).Redemption;
        Assert.NotEqual(first.Coupon, second.Coupon);
        await aster.Coupons.VoidCouponAsync(new() { RequestId = RequestIds.New(), Name = second.Coupon });
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(second.Name));
        Assert.Equal(250, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await AssertBooksAsync(alliance);
    }

    /// <summary>A refused redemption leaves no coupon, and no coins are taken for one that there is not.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Refusal_LeavesNeitherCouponNorPayment(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 150);
        var ten = await RewardsMade.ActiveAsync(aster, "ten", Terms("ten"));
        var unknown = await RewardsMade.ActiveAsync(aster, "unknown", Terms("twelve"));

        var request = RewardsMade.Redeeming(unknown, ann);
        await AssertRefusedAsync(
            ErrorReason.CouponDefinitionNotFound, aster.Rewards.RedeemRewardAsync(request));
        // The refusal is the answer to the request for good.
        await AssertRefusedAsync(
            ErrorReason.CouponDefinitionNotFound, aster.Rewards.RedeemRewardAsync(request));
        await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(ten, ann));
        await AssertRefusedAsync(
            ErrorReason.InsufficientCoins, aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(ten, ann)));
        Assert.Single(await ActiveAsync(aster, ann));
        Assert.Equal(50, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await AssertBooksAsync(alliance);
    }

    /// <summary>A till uses the coupon while the brand cancels its redemption: one of them wins, never both.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coupon_UsedWhileItIsTakenBack_IsOneOfBoth(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1_000);
        var ten = await RewardsMade.ActiveAsync(aster, "ten", Terms("ten"));
        var kept = 0;
        for (var i = 0; i < 8; i++)
        {
            var made = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(ten, ann))).Redemption;
            var outcomes = await Task.WhenAll(
                TryAsync(aster.Checkout.PlaceOrderAsync(Placing(ann, made.Coupon)).ResponseAsync),
                TryAsync(aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(made.Name)).ResponseAsync));
            Assert.Single(outcomes, done => done);
            kept += outcomes[0] ? 1 : 0;
        }
        Assert.Equal(1_000 - (100 * kept), await Alliance.BalanceOfAsync(aster, "aster", ann));
        await AssertBooksAsync(alliance);
    }

    private static async Task<bool> TryAsync<T>(Task<T> call)
    {
        try
        {
            await call;
            return true;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.CouponUsed)
        {
            return false;
        }
    }

    private static async Task AssertRefusedAsync<T>(ErrorReason reason, Grpc.Core.AsyncUnaryCall<T> call) =>
        Assert.Equal(
            reason, (await Assert.ThrowsAsync<RefusedException>(() => call.ResponseAsync)).Refusal.Reason);

    private static async Task<IReadOnlyList<Coupon>> ActiveAsync(FederationClient aster, string member) =>
        (await aster.Coupons.ListCouponsAsync(new() { Program = Program, Member = member })).Coupons
        .Where(c => c.State == CouponState.Active).ToList();

    private static async Task<CouponState> StateAsync(FederationClient aster, string coupon) =>
        (await aster.Coupons.GetCouponAsync(new() { Name = coupon })).Coupon.State;

    private static async Task AssertBooksAsync(Alliance alliance)
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static RewardTerms Terms(string definition)
    {
        var terms = RewardsMade.Terms("aster", RewardKind.Coupon, 100);
        terms.CancellableAfterFulfilment = true;
        terms.Coupon = new RewardCoupon { Program = Program, Definition = definition };
        return terms;
    }

    /// <summary>A sale of 50 yuan that shows a coupon.</summary>
    private PlaceOrderRequest Placing(string member, string coupon)
    {
        var order = new Order
        {
            Source = "shop",
            EventId = $"{++orders}",
            Member = member,
            Merchant = "partners/aster/merchants/till",
            OrderTime = now,
            Codes = { coupon },
            Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = 5_000 } },
        };
        return new PlaceOrderRequest { Program = Program, Order = order };
    }

    private async Task<FederationClient> GivenProgramAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        // A programme without coins to earn: what the figures are of is the coupon.
        var terms = ProgramsMade.Terms("aster");
        terms.Coupons.Add(
            new CouponDefinition { Id = "ten", Title = new LocalizedText { En = "Ten off" }, Days = 30 });
        terms.Rules.Clear();
        terms.Rules.Add(new Rule
        {
            Id = "ten",
            Title = new LocalizedText { En = "Ten off" },
            Condition = new Condition { Coupon = "ten" },
            Effects = { new Effect { Discount = new() { Scope = DiscountScope.Order, MinorUnits = 1_000 } } },
        });
        now = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }
}
