using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Refusal = Federation.Hosting.Refusal;

namespace Federation.Scenarios;

/// <summary>Members that call for themselves, through the gateway.</summary>
public sealed class MemberStoryTests
{
    private const string Me = SignedMember.Me;
    private const string Program = "partners/aster/programs/main";

    [Fact]
    public async Task Member_SeesAndChangesItsMemberships_ThroughProvenBrandsAlone()
    {
        await using var world = await World.StartAsync();
        var session = world.Session("aster");
        var listed = await session.Members.ListMembershipsAsync(new() { Member = Me });
        Assert.Equal("partners/aster", Assert.Single(listed.Memberships).Partner);
        var set = await session.Members.SetAlliedSpendingAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = Me,
            Partner = "partners/aster",
            AlliedSpending = new() { Enabled = true, DailyCapUnits = 7 },
        });
        Assert.Equal((Me, 7), (set.Member.Name, set.Member.AlliedSpending.DailyCapUnits));
        Assert.Equal(
            7, (await world.Aster.Members.GetMemberAsync(new() { Name = world.AtAster })).Member.AlliedSpending
                .DailyCapUnits);
        await RefusedAsync(ErrorReason.BrandNotProven, session.Members.UnlinkMemberAsync(
            new() { RequestId = RequestIds.New(), Name = Me, Partner = "partners/birch" }));
        await RefusedAsync(ErrorReason.RoleMissing, session.Members.GetMemberAsync(new() { Name = Me }));
        await RefusedAsync(ErrorReason.RoleMissing, session.Members.ListMembersAsync(new()));

        // The member leaves: the ledger hears of it, in the member's own name.
        await session.Members.UnlinkMemberAsync(
            new() { RequestId = RequestIds.New(), Name = Me, Partner = "partners/aster" });
        await RefusedAsync(ErrorReason.NotLinked, world.Aster.Ledger.RedeemAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = world.AtAster,
            Amount = Alliance.Coins("aster", 1),
        }));
        world.AssertNothingLeaked(listed, set);
    }

    [Fact]
    public async Task PayCode_OfTheMember_IsWatchedUntilItIsUsed()
    {
        await using var world = await World.StartAsync();
        var session = world.Session("aster", "birch");
        var code = (await session.Members.CreatePayCodeAsync(
            new() { RequestId = RequestIds.New(), Member = Me, Maximum = Alliance.Coins("aster", 50) })).PayCode;
        using var watching = session.Members.WatchPayCode(new() { PayCode = code });
        var told = watching.ResponseStream;
        Assert.True(await told.MoveNext(CancellationToken.None));
        Assert.Equal(PayCodeState.Open, told.Current.State);
        var paid = (await world.Birch.Exchanges.PayAsync(Paying(code, 10))).Exchange;
        Assert.True(await told.MoveNext(CancellationToken.None));
        Assert.Equal((PayCodeState.Used, paid.Name), (told.Current.State, told.Current.Exchange));
        world.AssertNothingLeaked(told.Current);
        Assert.False(await told.MoveNext(CancellationToken.None));
        await RefusedAsync(ErrorReason.PayCodeUsed, session.Members.RevokePayCodeAsync(
            new() { RequestId = RequestIds.New(), PayCode = code }));
        await RefusedAsync(ErrorReason.PayCodeUsed, world.Birch.Exchanges.PayAsync(Paying(code, 1)));

        var revoked = (await session.Members.CreatePayCodeAsync(
            new() { RequestId = RequestIds.New(), Member = Me, Maximum = Alliance.Coins("aster", 50) })).PayCode;
        await session.Members.RevokePayCodeAsync(new() { RequestId = RequestIds.New(), PayCode = revoked });
        await RefusedAsync(ErrorReason.PayCodeRevoked, world.Birch.Exchanges.PayAsync(Paying(revoked, 1)));

        // By a code for coins of one's choice no other is taken.
        var several = (await session.Members.CreatePayCodeAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = Me,
            Coins = { "coins/birch" },
            MaximumMoney = new() { Currency = "GBP", Units = 1_000_000 },
        })).PayCode;
        await RefusedAsync(ErrorReason.PayCodeMismatch, world.Birch.Exchanges.PayAsync(Paying(several, 1)));
        await world.Alliance.AssertBooksAsync();
        world.Alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Member_SeesItsOwnOrdersAndCoupons_AndClaimsOne()
    {
        await using var world = await World.StartAsync();
        var (session, order) = (world.Session("aster"), await world.GivenOrderAsync(world.AtAster));
        var status = await session.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = Me });
        Assert.Equal(Me, status.Status.Member);
        var id = RequestIds.New();
        var claimed = await session.Coupons.ClaimCouponAsync(Claiming(id));
        Assert.Equal((Me, CouponState.Active), (claimed.Coupon.Member, claimed.Coupon.State));
        var again = await session.Coupons.ClaimCouponAsync(Claiming(id));
        Assert.Equal((true, claimed.Coupon), (again.Replayed, again.Coupon));
        await RefusedAsync(
            ErrorReason.ClaimLimitReached, session.Coupons.ClaimCouponAsync(Claiming(RequestIds.New())));
        var coupons = await session.Coupons.ListCouponsAsync(new() { Program = Program, Member = Me });
        Assert.Equal(claimed.Coupon, Assert.Single(coupons.Coupons));
        Assert.Equal(
            claimed.Coupon, (await session.Coupons.GetCouponAsync(new() { Name = claimed.Coupon.Name })).Coupon);
        // The brand sees the same coupon under its own name of the member.
        Assert.Equal(world.AtAster,
            (await world.Aster.Coupons.GetCouponAsync(new() { Name = claimed.Coupon.Name })).Coupon.Member);

        var placed = await session.Checkout.GetOrderAsync(new() { Name = order.OrderName });
        var evaluation = await session.Checkout.GetEvaluationAsync(new() { Name = placed.Order.EvaluationName });
        Assert.Equal((Me, null, null), (evaluation.Record.Order.Member, evaluation.Record.Terms,
            evaluation.Record.Facts));
        Assert.NotEmpty(evaluation.Record.Result.Awards.Single().Words.En);
        Assert.Equal(placed.Order.Steps[0].Journal, evaluation.Journal);
        var batch = await session.Checkout.BatchGetEvaluationsAsync(
            new() { Program = Program, Names = { placed.Order.EvaluationName } });
        Assert.Equal(evaluation, Assert.Single(batch.Evaluations));
        world.AssertNothingLeaked(status, claimed, coupons, placed, evaluation, batch);
        await world.Alliance.AssertBooksAsync();
        world.Alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Member_FindsNothingOfOthers_NorOfBrandsThatItHasNotProven()
    {
        await using var world = await World.StartAsync();
        var other = await Alliance.GivenMemberAsync(world.Aster, "bob");
        var (mine, theirs) = (await world.GivenOrderAsync(world.AtAster), await world.GivenOrderAsync(other));
        var coupon = (await world.Aster.Coupons.GrantCouponsAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = Program,
            Member = other,
            Definition = "gift",
        })).Coupons[0].Name;
        var evaluation = (await world.Aster.Checkout.GetOrderAsync(new() { Name = theirs.OrderName })).Order
            .EvaluationName;
        var (session, birch) = (world.Session("aster"), world.Session("birch"));

        await RefusedAsync(
            ErrorReason.OrderNotFound, session.Checkout.GetOrderAsync(new() { Name = theirs.OrderName }));
        await RefusedAsync(
            ErrorReason.EvaluationNotFound, session.Checkout.GetEvaluationAsync(new() { Name = evaluation }));
        Assert.Empty((await session.Checkout.BatchGetEvaluationsAsync(
            new() { Program = Program, Names = { evaluation } })).Evaluations);
        await RefusedAsync(ErrorReason.CouponNotFound, session.Coupons.GetCouponAsync(new() { Name = coupon }));
        foreach (var name in new[] { other, world.AtAster, world.Id.ToString("D").Insert(0, "members/") })
        {
            await RefusedAsync(ErrorReason.MemberNotFound,
                session.Coupons.ListCouponsAsync(new() { Program = Program, Member = name }));
            await RefusedAsync(ErrorReason.MemberNotFound,
                session.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = name }));
            await RefusedAsync(ErrorReason.MemberNotFound,
                session.Coupons.ClaimCouponAsync(new(Claiming(RequestIds.New())) { Member = name }));
        }
        // A brand is not somebody by that name.
        await RefusedAsync(ErrorReason.MemberNotFound,
            world.Aster.Coupons.ListCouponsAsync(new() { Program = Program, Member = Me }));
        await RefusedAsync(
            ErrorReason.MemberNotFound, world.Aster.Coupons.ClaimCouponAsync(Claiming(RequestIds.New())));

        await RefusedAsync(ErrorReason.BrandNotProven, birch.Checkout.GetOrderAsync(new() { Name = mine.OrderName }));
        await RefusedAsync(ErrorReason.BrandNotProven, birch.Coupons.ClaimCouponAsync(Claiming(RequestIds.New())));
        await RefusedAsync(ErrorReason.BrandNotProven,
            birch.Coupons.ListCouponsAsync(new() { Program = Program, Member = Me }));
        await RefusedAsync(
            ErrorReason.BrandNotProven, birch.Programs.ListProgramsAsync(new() { Parent = "partners/aster" }));
        Assert.Single((await session.Programs.ListProgramsAsync(new() { Parent = "partners/aster" })).Programs);
        world.Alliance.Deployment.Errors.AssertNone();
    }

    private static PayRequest Paying(string code, long units) => new()
    {
        RequestId = RequestIds.New(),
        Merchant = "partners/birch/merchants/till",
        PayCode = code,
        Pay = Alliance.Coins("aster", units),
    };

    private static ClaimCouponRequest Claiming(string requestId) =>
        new() { RequestId = requestId, Program = Program, Member = Me, Definition = "free" };

    private static async Task RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(reason, Refusal.From(refused)?.Reason);
    }

    /// <summary>An alliance in which Ann is a member of aster, with coins, and of birch.</summary>
    private sealed class World : IAsyncDisposable
    {
        private SignedMembers sessions = null!;
        private Google.Protobuf.WellKnownTypes.Timestamp time = new();

        public required Alliance Alliance { get; init; }

        public required FederationClient Aster { get; init; }

        public required FederationClient Birch { get; init; }

        public required string AtAster { get; init; }

        public required string AtBirch { get; init; }

        public Guid Id => sessions.IdOf("aster", AtAster).Value;

        public static async Task<World> StartAsync()
        {
            var alliance = await Alliance.StartAsync();
            var (aster, birch) =
                (await alliance.GivenPartnerAsync("aster"), await alliance.GivenPartnerAsync("birch"));
            var ann = await Alliance.GivenMemberAsync(aster, "ann-at-aster");
            var world = new World
            {
                Alliance = alliance,
                Aster = aster,
                Birch = birch,
                AtAster = ann,
                AtBirch = await Alliance.GivenLinkAsync(aster, ann, birch, "ann-at-birch"),
            };
            await alliance.GivenBoardAsync(0, ("aster", 100, 100), ("birch", 100, 100));
            await Alliance.EarnAsync(aster, "aster", ann, 100);
            var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
            world.time = await ProgramsMade.InForceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
            world.sessions = await SignedMembers.OfAsync(
                alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
            return world;
        }

        public SignedMember Session(params string[] brands) =>
            sessions.Open(sessions.IdOf("aster", AtAster), "pat", brands);

        public async Task<PlaceOrderResponse> GivenOrderAsync(string member)
        {
            var order = ProgramsMade.Order("aster", time);
            order.Member = member;
            return await Aster.Checkout.PlaceOrderAsync(
                new() { Program = Program, Order = order, State = OrderState.Completed });
        }

        /// <summary>No answer to a member has an internal id, a brand's name of the member or a brand's
        /// number.</summary>
        public void AssertNothingLeaked(params object[] answers) => Assert.All(answers, a =>
        {
            foreach (var secret in new[] { Id.ToString("D"), AtAster, AtBirch, "ann-at" })
                Assert.DoesNotContain(secret, a.ToString()!, StringComparison.Ordinal);
        });

        public async ValueTask DisposeAsync()
        {
            sessions.Dispose();
            await Alliance.DisposeAsync();
        }
    }
}
