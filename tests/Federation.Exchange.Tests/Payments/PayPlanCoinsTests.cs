using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>Payments at birch's till from whatever the member has: birch's own coin costs a member nothing, then
/// dune's, aster's and cedar's.</summary>
public class PayPlanCoinsTests
{
    // how much -> what is given, by coin: units and what they give
    [Theory]
    [InlineData("amount 40", "birch 40 40")]
    [InlineData("amount 41", "birch 40 40, dune 1 1")]
    [InlineData("amount 229", "birch 40 40, dune 30 45, aster 50 89, cedar 17 55")]
    // 2,001 units of money are the worth of 41 coins of 50, rounded up.
    [InlineData("money 2000", "birch 40 40")]
    [InlineData("money 2001", "birch 40 40, dune 1 1")]
    [InlineData("amount 229 without birch", "dune 30 45, aster 50 89, cedar 29 95")]
    [InlineData("amount 229 without birch dune aster", "cedar 69 229")]
    [InlineData("amount 60 in order cedar", "cedar 18 60")]
    [InlineData("amount 90 in order aster birch", "aster 50 89, birch 1 1")]
    [InlineData("amount 90 in order aster birch without aster", null)]
    [InlineData("amount 700", null)]
    public void For_WhateverThereIs_TakesWhatLosesLeast(string how, string? given)
    {
        var plan = PayPlan.For(RequestOf(how), Given.Directory(), Given.Consent(), Given.Board(), Rich());

        Assert.True(plan.LookedAtWallets);
        if (given is null)
        {
            Assert.Equal(ErrorReason.InsufficientCoins, plan.Refusal!.Reason);
            return;
        }
        Assert.Null(plan.Refusal);
        var detail = plan.Detail!;
        Assert.Equal(
            given, string.Join(", ", detail.Legs.Select(l => $"{l.Paid.Coin[6..]} {l.Paid.Units} {l.Gives.Units}")));
        Assert.Equal(detail.Legs.Count == 1 ? detail.Legs[0].Paid : null, detail.Paid);
        Assert.Equal(given.Contains("birch", StringComparison.Ordinal), detail.Legs.Any(Breakdown.IsOwn));
        AnyDetail.AssertAddsUp(detail);
        AnyDetail.AssertBalanced(plan.Legs);
    }

    [Fact]
    public void For_SeveralCoins_BooksEachAndTheOwnOneWithoutExchangingIt()
    {
        var plan = PayPlan.For(
            Given.PayAny(229, "birch"), Given.Directory(), Given.Consent(cap: 60), Given.Board(), Given.Wallets(
            ("aster", 50), ("birch", 40), ("cedar", 1_000)));

        Assert.Equal(
            [
                "Wallet birch -40 cap 0", "Wallet aster -50 cap 60", "ExchangedOut aster 50 cap 0",
                "Wallet cedar -30 cap 60",
                "ExchangedOut cedar 30 cap 0", "ExchangedIn birch -189 cap 0", "Redeemed birch 229 cap 0",
                "Position GBP -4500 cap 0",
                "Position GBP -5100 cap 0", "Position GBP 9450 cap 0", "Fees GBP 96 cap 0", "Rounding GBP 54 cap 0",
            ],
            plan.Legs.Select(l => $"{l.Kind} {l.Asset} {l.Units} cap {l.DailyCapUnits}"));
        Assert.Equal(
            ["aster", "cedar", "birch"], plan.Legs.Where(l => l.Kind == AccountKind.Position).Select(l => l.PartnerId));
    }

    [Fact]
    public void ToHold_SeveralCoins_SetsAsideWhatTheMemberGives()
    {
        var request = Given.PayAny(229, "birch");
        var plan = PayPlan.For(request, Given.Directory(), Given.Consent(cap: 60), Given.Board(), Rich());

        var post = plan.ToHold(request, new byte[32], Duration.FromTimeSpan(TimeSpan.FromHours(1)));

        Assert.Equal((JournalKind.Hold, true, 3_600), (post.Kind, post.Planned, post.Lifetime.Seconds));
        Assert.Equal(["birch -40 0", "dune -30 60", "aster -50 60", "cedar -17 60"],
            post.Legs.Select(l => $"{l.Asset} {l.Units} {l.DailyCapUnits}"));
        Assert.All(post.Legs, l => Assert.Equal(AccountKind.Wallet, l.Kind));
        Assert.Equal(plan.Detail, post.Detail.Unpack<ExchangeDetail>());
    }

    [Fact]
    public void For_CapTakenInPart_TakesTheRestFromOthers()
    {
        var wallets = Rich();
        wallets.CappedTodayUnits["coins/dune"] = 10;
        wallets.CappedTodayUnits["coins/aster"] = 25;

        var plan =
            PayPlan.For(Given.PayAny(229, "birch"), Given.Directory(), Given.Consent(cap: 25), Given.Board(), wallets);
        var enough =
            PayPlan.For(Given.PayAny(100, "birch"), Given.Directory(), Given.Consent(cap: 25), Given.Board(), wallets);

        // 15 of dune's, none of aster's, 25 of cedar's give 22 and 84 besides the till's own 40.
        Assert.Equal((ErrorReason.InsufficientCoins, "83"), (plan.Refusal!.Reason, plan.Refusal!.Metadata["missing"]));
        Assert.Equal(
            ["birch 40", "dune 15", "cedar 12"], enough.Detail!.Legs.Select(l => $"{l.Paid.Coin[6..]} {l.Paid.Units}"));
    }

    [Fact]
    public void For_CoinOfASuspendedBrand_IsPassedOver_AndTheTillsRefuses()
    {
        var plan =
            PayPlan.For(Given.PayAny(100, "birch"), Given.Directory("dune"), Given.Consent(), Given.Board(), Rich());

        Assert.Equal(["coins/birch", "coins/aster"], plan.Detail!.Legs.Select(l => l.Paid.Coin));
        Assert.Equal(ErrorReason.PartnerSuspended, PayPlan.For(
            Given.PayAny(100, "birch"), Given.Directory("birch"), Given.Consent(), Given.Board(),
            Rich()).Refusal!.Reason);
    }

    [Fact]
    public void For_MoreCoinsThanTakePart_IsRefused()
    {
        var response = Given.DirectoryResponse();
        var wallets = new GetMemberWalletsResponse { Now = Given.Now.ToTimestamp() };
        var values = new List<KeyValuePair<string, CoinRates>> { KeyValuePair.Create("birch", new CoinRates(50, 50)) };
        var consent = Given.Consent();
        for (var i = 0; i <= ExchangeRecord.MaxSources; i++)
        {
            response.Coins.Add(new Partners.Internal.V1.DirectoryCoin { Id = $"coin{i}", PartnerId = "aster" });
            values.Add(KeyValuePair.Create($"coin{i}", new CoinRates(50, 50)));
            wallets.Wallets.Add(Given.Wallet($"coin{i}", Given.Lot(1)));
        }
        ExchangePlan Plan(long units) =>
            PayPlan.For(Given.PayAny(units, "birch"), new DirectorySnapshot(response), consent,
            new RateBoard(7, Given.Currency, default, values), wallets);

        var most = Plan(ExchangeRecord.MaxSources);
        var above = Plan(ExchangeRecord.MaxSources + 1);

        Assert.Equal(ExchangeRecord.MaxSources, most.Detail!.Legs.Count);
        // One brand's positions are one leg.
        Assert.Equal([-3_200, 3_200], most.Legs.Where(l => l.Kind == AccountKind.Position).Select(l => l.Units));
        Assert.Equal(ErrorReason.InsufficientCoins, above.Refusal!.Reason);
    }

    // What is wrong -> refused
    [Theory]
    [InlineData("no wallets", ErrorReason.InsufficientCoins)]
    [InlineData("not linked", ErrorReason.InsufficientCoins)]
    [InlineData("member closed", ErrorReason.MemberClosed)]
    [InlineData("no member", ErrorReason.MemberNotFound)]
    [InlineData("no board", ErrorReason.NoBoardInForce)]
    [InlineData("till not on board", ErrorReason.CoinNotOnBoard)]
    public void For_NothingToPlanWith_IsRefused(string wrong, ErrorReason reason)
    {
        var consent = wrong switch
        {
            "no member" => new ResolveSpendingResponse(),
            "member closed" => new ResolveSpendingResponse { MemberId = Given.Ann.ToString(), MemberClosed = true },
            "not linked" => new ResolveSpendingResponse { MemberId = Given.Ann.ToString() },
            _ => Given.Consent(),
        };
        var board =
            wrong switch { "no board" => null, "till not on board" => Given.Board("birch"), _ => Given.Board() };

        var plan = PayPlan.For(
            Given.PayAny(1, "birch"), Given.Directory(), consent, board, wrong == "no wallets" ? null : Rich());

        Assert.Equal(reason, plan.Refusal!.Reason);
    }

    private static GetMemberWalletsResponse Rich() =>
        Given.Wallets(("aster", 50), ("birch", 40), ("cedar", 100), ("dune", 30));

    /// <summary><c>amount n</c> or <c>money n</c>, then <c>in order</c> of coins, and <c>without</c> coins.</summary>
    private static PayRequest RequestOf(string how)
    {
        var words = how.Split(' ');
        var request = Given.PayAny(
            long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), "birch", new CoinWishes());
        if (words[0] == "money")
            request.Money = new Money { Currency = Given.Currency, Units = request.Amount.Units };
        foreach (var coin in After("without"))
            request.Wishes.ExcludedCoins.Add("coins/" + coin);
        foreach (var coin in After("order"))
            request.Wishes.Order.Add("coins/" + coin);
        return request;

        IEnumerable<string> After(string word) =>
            words.SkipWhile(w => w != word).Skip(1).TakeWhile(w => w is not ("without" or "in"));
    }
}
