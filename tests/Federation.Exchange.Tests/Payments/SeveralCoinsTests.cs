using Federation.Errors.V1;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>Payments from several coins, and authorizations taken in parts, as tills ask for them.</summary>
public class SeveralCoinsTests
{
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Cedar = Call.Of("/exchange", "partners/cedar");
    private static readonly Call Dune = Call.Of("/exchange", "partners/dune");
    private static readonly Call Admin = Call.Of("/exchange", "admins/ada");

    // How often the member's coins changed meanwhile -> how often it is planned, and whether that is enough.
    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(4, 5, true)]
    [InlineData(5, 5, false)]
    [InlineData(9, 5, false)]
    public async Task Pay_CoinsChangedMeanwhile_IsPlannedAgainFiveTimesAtMost(int inVain, int plans, bool paid)
    {
        await using var module = await StartAsync();
        module.Books.PlansInVain = inVain;
        module.Ledger.Calls.Clear();
        var request = Given.PayAny(100, "birch");

        var reason = await Refusals.ReasonAsync(module.Exchanges.Pay(request, Birch));

        Assert.Equal(paid ? ErrorReason.Unspecified : ErrorReason.Contended, reason);
        Assert.Equal((plans, plans), (Count("GetMemberWallets"), Count("Post")));
        // It was not remembered: the same request is taken as soon as it can be.
        module.Books.PlansInVain = 0;
        Assert.Equal(paid, (await module.Exchanges.Pay(request, Birch)).Replayed);
        Assert.Single(module.Books.Journals);

        int Count(string method) => module.Ledger.Calls.Count(c => c == method);
    }

    [Fact]
    public async Task Pay_OfOneNamedCoin_LooksAtNoWalletsAndIsNotPlanned()
    {
        await using var module = await StartAsync();
        module.Books.PlansInVain = 1;
        module.Ledger.Calls.Clear();

        await module.Exchanges.Pay(Given.Pay("aster", 10, "birch"), Birch);

        Assert.Equal(["GetClock", "Post"], module.Ledger.Calls);
    }

    [Fact]
    public async Task Pay_WhatIsThere_AnswersLegsAndReceipt()
    {
        await using var module = await StartAsync();

        var exchange = (await module.Exchanges.Pay(Given.PayAny(229, "birch"), Birch)).Exchange;

        Assert.Null(exchange.Paid);
        Assert.Equal(Given.Amount("birch", 229), exchange.Redeemed);
        Assert.Equal(["coins/birch", "coins/aster", "coins/cedar"], exchange.Receipt.Legs.Select(l => l.Paid.Coin));
        Assert.Equal(exchange.Receipt.Reference.Units, exchange.Receipt.Shares.Sum(s => s.Amount.Units));
    }

    // units -> what the member gets back of aster's, cedar's and birch's own
    [Theory]
    [InlineData(100, 21, 13, 17)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 50, 30, 40)]
    public async Task Refund_OfSeveralCoins_TellsEachCoinThatCameBack(long units, long aster, long cedar, long birch)
    {
        await using var module = await StartAsync();
        var exchange = (await module.Exchanges.Pay(Given.PayAny(229, "birch"), Birch)).Exchange;

        var refund = await module.Exchanges.Refund(
            new V1.RefundRequest
            {
                RequestId = Module.NewId(),
                Exchange = exchange.Name,
                Units = units,
                All = units == 0,
            }, Birch);

        Assert.Null(refund.Returned);
        Assert.Equal(Given.Amount("birch", units == 0 ? 229 : units), refund.Unredeemed);
        Assert.Equal(
            new[] { ("aster", aster), ("cedar", cedar), ("birch", birch) }.Where(c => c.Item2 > 0)
            .Select(c => Given.Amount(c.Item1, c.Item2)),
            refund.AllReturned.Where(c => c.Units > 0));
    }

    [Fact]
    public async Task Refund_OfTheTillsOwnCoinAlone_ReturnsIt()
    {
        await using var module = await StartAsync();
        var exchange = (await module.Exchanges.Pay(Given.PayAny(30, "birch"), Birch)).Exchange;

        var refund = await module.Exchanges.Refund(
            new V1.RefundRequest { RequestId = Module.NewId(), Exchange = exchange.Name, Units = 11 }, Birch);

        Assert.Equal((Given.Amount("birch", 11), Given.Amount("birch", 11)), (refund.Returned, refund.Unredeemed));
        Assert.Equal([Given.Amount("birch", 11)], refund.AllReturned);
    }

    [Fact]
    public async Task Authorize_ThenCapturesToTheLast_AreTheWhole()
    {
        await using var module = await StartAsync();
        var request = Given.AuthorizationOf(Given.PayAny(229, "birch"));
        var authorization = (await module.Exchanges.Authorize(request, Birch)).Authorization;
        Assert.Equal((AuthorizationState.Open, 0, 229), StateOf(authorization));
        Assert.Equal(
            authorization.CreateTime.ToDateTimeOffset().AddDays(1), authorization.ExpireTime.ToDateTimeOffset());

        var first = await CaptureAsync(module, authorization, 100, keep: true);
        var second = await CaptureAsync(module, authorization, 128, keep: true);
        Assert.Equal((AuthorizationState.Open, 228, 1), StateOf(await GetAsync(module, authorization, Birch)));
        Assert.Equal(ErrorReason.CaptureExceedsHold,
            await Refusals.ReasonAsync(CaptureAsync(module, authorization, 2, keep: true)));
        var third = await CaptureAsync(module, authorization, 0, keep: true);

        Assert.Equal([100, 128, 1], new[] { first, second, third }.Select(e => e.Redeemed.Units));
        Assert.All(new[] { first, second, third }, e => Assert.Equal(authorization.Name, e.Authorization));
        Assert.All(new[] { first, second, third }, e => Assert.Equal(authorization.Member, e.Member));
        Assert.Equal(authorization.Detail.Gross.Units,
            first.Detail.Gross.Units + second.Detail.Gross.Units + third.Detail.Gross.Units);
        // All of it was taken, and the till kept the rest: of nothing.
        Assert.Equal((AuthorizationState.Closed, 229, 0), StateOf(await GetAsync(module, authorization, Birch)));
        Assert.Equal(
            ErrorReason.HoldClosed, await Refusals.ReasonAsync(CaptureAsync(module, authorization, 0, keep: true)));
        Assert.Equal(ErrorReason.HoldClosed,
            await Refusals.ReasonAsync(module.Exchanges.Release(ReleaseOf(authorization), Birch)));
        var replay = await module.Exchanges.Authorize(request, Birch);
        Assert.Equal((true, AuthorizationState.Closed), (replay.Replayed, replay.Authorization.State));
    }

    [Fact]
    public async Task Capture_WithoutTheRestOrReleased_EndsIt()
    {
        await using var module = await StartAsync();
        foreach (var released in new[] { false, true })
        {
            var authorization = (await module.Exchanges.Authorize(
                Given.AuthorizationOf(Given.PayAny(100, "birch")), Birch)).Authorization;
            if (released)
                await module.Exchanges.Release(ReleaseOf(authorization), Birch);
            else
                await CaptureAsync(module, authorization, 10, keep: false);

            Assert.Equal((AuthorizationState.Closed, released ? 0 : 10, 0),
                StateOf(await GetAsync(module, authorization, Birch)));
            Assert.Equal(ErrorReason.HoldClosed,
                await Refusals.ReasonAsync(CaptureAsync(module, authorization, 1, keep: false)));
        }
    }

    [Fact]
    public async Task Capture_AfterItsTime_IsRefused()
    {
        await using var module = await StartAsync();
        var request = Given.AuthorizationOf(Given.PayAny(100, "birch"));
        request.Lifetime = Duration.FromTimeSpan(TimeSpan.FromMinutes(1));
        var authorization = (await module.Exchanges.Authorize(request, Birch)).Authorization;

        module.Books.Now += TimeSpan.FromSeconds(60);

        Assert.Equal((AuthorizationState.Expired, 0, 0), StateOf(await GetAsync(module, authorization, Birch)));
        Assert.Equal(
            ErrorReason.HoldExpired, await Refusals.ReasonAsync(CaptureAsync(module, authorization, 1, keep: true)));
    }

    // How often another part is captured meanwhile -> whether this one is computed again in time.
    [Theory]
    [InlineData(1, ErrorReason.Unspecified)]
    [InlineData(4, ErrorReason.Unspecified)]
    [InlineData(5, ErrorReason.Contended)]
    public async Task Capture_AnotherPartMeanwhile_IsComputedAgain(int meanwhile, ErrorReason expected)
    {
        await using var module = await StartAsync();
        var authorization =
            (await module.Exchanges.Authorize(Given.AuthorizationOf(Given.PayAny(229, "birch")), Birch)).Authorization;
        await CaptureAsync(module, authorization, 100, keep: true);
        module.Books.HoldsSeenTooEarly = meanwhile;

        var reason = await Refusals.ReasonAsync(CaptureAsync(module, authorization, 50, keep: true));

        Assert.Equal(expected, reason);
        module.Books.HoldsSeenTooEarly = 0;
        Assert.Equal(
            reason == ErrorReason.Contended ? 100 : 150, (await GetAsync(module, authorization, Birch)).CapturedUnits);
    }

    [Fact]
    public async Task Authorization_IsSeenByTheBrandsOfItsCoinsAndAdmins_AndTakenByTheTillAlone()
    {
        await using var module = await StartAsync();
        var authorization =
            (await module.Exchanges.Authorize(Given.AuthorizationOf(Given.PayAny(229, "birch")), Birch)).Authorization;
        module.Consent.MerchantLinked = false;

        Assert.Equal(Given.Names.NameFor("aster", Given.Ann), (await GetAsync(module, authorization, Aster)).Member);
        Assert.Equal(Given.Names.NameFor("cedar", Given.Ann), (await GetAsync(module, authorization, Cedar)).Member);
        Assert.Equal(Given.Names.NameFor("alliance", Given.Ann), (await GetAsync(module, authorization, Admin)).Member);
        // The till's own coin is among them: it knows the member as well.
        Assert.Equal(Given.Names.NameFor("birch", Given.Ann), (await GetAsync(module, authorization, Birch)).Member);
        Assert.Equal(
            ErrorReason.AuthorizationNotFound, await Refusals.ReasonAsync(GetAsync(module, authorization, Dune)));
        // An issuer knows of it; to give it back takes its admin.
        foreach (var (
            other, release) in new[] { (Aster, ErrorReason.RoleMissing), (Dune, ErrorReason.AuthorizationNotFound) })
        {
            Assert.Equal(ErrorReason.AuthorizationNotFound,
                await Refusals.ReasonAsync(module.Exchanges.Capture(CaptureOf(authorization, 1, keep: false), other)));
            Assert.Equal(release,
                await Refusals.ReasonAsync(module.Exchanges.Release(ReleaseOf(authorization), other)));
        }
        Assert.Equal((AuthorizationState.Open, 0, 229), StateOf(await GetAsync(module, authorization, Birch)));
    }

    // seconds, nanoseconds, whether by a pay code -> refused
    [Theory]
    [InlineData(59, 0, false, ErrorReason.FieldInvalid)]
    [InlineData(60, 0, false, ErrorReason.Unspecified)]
    [InlineData(60, 1, false, ErrorReason.FieldInvalid)]
    [InlineData(7 * 86_400, 0, false, ErrorReason.Unspecified)]
    [InlineData((7 * 86_400) + 1, 0, false, ErrorReason.FieldInvalid)]
    [InlineData((7 * 86_400) + 1, 0, true, ErrorReason.Unspecified)]
    [InlineData(90 * 86_400, 0, true, ErrorReason.Unspecified)]
    [InlineData((90 * 86_400) + 1, 0, true, ErrorReason.FieldInvalid)]
    [InlineData(-1, 0, false, ErrorReason.FieldInvalid)]
    public async Task Authorize_Lifetime_IsAMinuteTo7DaysByOptInAndTo90ByPayCode(
        long seconds, int nanos, bool byCode, ErrorReason expected)
    {
        await using var module = await StartAsync();
        var request = Given.AuthorizationOf(Given.Pay("aster", 10, "birch"));
        if (byCode)
            (module.Consent, request.PayCode) = (Given.Code("aster", 10), "SHOWN");
        request.Lifetime = new Duration { Seconds = seconds, Nanos = nanos };

        Assert.Equal(expected, await Refusals.ReasonAsync(module.Exchanges.Authorize(request, Birch)));
    }

    /// <summary>3 of birch's for one of cedar's: the first capture takes the coin, the others none.</summary>
    [Fact]
    public async Task Capture_OfWhatTakesNoCoinsAnyMore_IsStillTheMembers()
    {
        await using var module = await StartAsync();
        var authorization = (await module.Exchanges.Authorize(
            Given.AuthorizationOf(Given.Pay("cedar", 1, "birch")), Birch)).Authorization;
        await CaptureAsync(module, authorization, 1, keep: true);

        var coinless = await CaptureAsync(module, authorization, 1, keep: true);
        await module.FollowAsync();

        Assert.Equal((authorization.Member, 0, 1), (coinless.Member, coinless.Paid.Units, coinless.Redeemed.Units));
        Assert.Equal(-coinless.Detail.Value.Units - coinless.Detail.Fee.Units, coinless.Detail.Rounding.Units);
        var list = (await module.Exchanges.ListExchanges(new ListExchangesRequest(), Cedar)).Exchanges;
        Assert.Equal([1, 1], list.Select(e => e.Redeemed.Units));
        Assert.All(list, e => Assert.Equal(Given.Names.NameFor("cedar", Given.Ann), e.Member));
        var one = (await module.Exchanges.GetExchange(new GetExchangeRequest { Name = coinless.Name }, Cedar)).Exchange;
        Assert.Equal((list[1].Member, authorization.Name), (one.Member, one.Authorization));
    }

    private static async Task<Module> StartAsync()
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Books.Wallets.Wallets.AddRange(Given.Wallets(("aster", 50), ("birch", 40), ("cedar", 1_000)).Wallets);
        return module;
    }

    private static V1.CaptureRequest CaptureOf(Authorization authorization, long units, bool keep) =>
        new()
        {
            RequestId = Module.NewId(),
            Authorization = authorization.Name,
            Units = units,
            All = units == 0,
            KeepRest = keep,
        };

    private static V1.ReleaseRequest ReleaseOf(Authorization authorization) =>
        new() { RequestId = Module.NewId(), Authorization = authorization.Name };

    private static async Task<V1.Exchange> CaptureAsync(
        Module module, Authorization authorization, long units, bool keep) =>
        (await module.Exchanges.Capture(CaptureOf(authorization, units, keep), Birch)).Exchange;

    private static async Task<Authorization> GetAsync(Module module, Authorization authorization, Call call) =>
        (await module.Exchanges.GetAuthorization(
            new GetAuthorizationRequest { Name = authorization.Name }, call)).Authorization;

    private static (AuthorizationState, long, long) StateOf(Authorization authorization) =>
        (authorization.State, authorization.CapturedUnits, authorization.RemainingUnits);
}
