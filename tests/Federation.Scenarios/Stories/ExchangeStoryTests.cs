using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Testing;
using Federation.Types.V1;
using CaptureRequest = Federation.Exchange.V1.CaptureRequest;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using RefundRequest = Federation.Exchange.V1.RefundRequest;
using ReleaseRequest = Federation.Exchange.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <summary>
/// What a till does with the coins of a member of three brands, through the gateway, on each database: payments from
/// several coins and their refunds, authorizations, conversions, receipts, and the list of it all. A fresh member in
/// each, the same alliance in all.
/// </summary>
public sealed class ExchangeStoryTests(SharedBrands shared) : IClassFixture<SharedBrands>
{
    private const string Till = "partners/birch/merchants/till";
    private static readonly string[] Coins = ["aster", "birch", "cedar"];
    private static readonly TimeSpan FollowLimit = TimeSpan.FromMinutes(3);

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PaymentFromThreeCoins_RefundedInParts_GivesEachLotBack(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync();
        var before = await brands.WalletsAsync(member);

        var pay = Paying(member, 550);
        var paid = (await brands.Birch.Exchanges.PayAsync(pay)).Exchange;

        Assert.Equal(550, paid.Detail.Legs.Sum(l => l.Gives.Units));
        Assert.Equal(
            Coins.Select(c => "coins/" + c), paid.Detail.Legs.Select(l => l.Paid.Coin).Order(StringComparer.Ordinal));
        // Its own coin first, whole: nothing is lost on it. The coins that were bought with money stay.
        var own = paid.Detail.Legs.Single(l => l.Paid.Coin == "coins/birch");
        Assert.Equal((40, 40, null), (own.Paid.Units, own.Gives.Units, own.Gross));
        Assert.True(paid.Detail.Legs.Single(l => l.Paid.Coin == "coins/aster").Paid.Units <= 100);
        AssertReceipt(paid);
        foreach (var (coin, wallet) in await brands.WalletsAsync(member))
            Assert.Equal(before[coin].BalanceUnits - PaidOf([paid], coin), wallet.BalanceUnits);
        Assert.True((await brands.Birch.Exchanges.PayAsync(pay)).Replayed);

        var returned = new List<CoinAmount>();
        foreach (var (units, given) in new[] { (1, 1), (99, 99), (57, 57), (0, 393) })
        {
            var refund = await brands.Birch.Exchanges.RefundAsync(new RefundRequest
            { RequestId = RequestIds.New(), Exchange = paid.Name, Units = units, All = units == 0 });
            Assert.Equal((given, null), (refund.Unredeemed.Units, refund.Returned));
            returned.AddRange(refund.AllReturned);
        }
        foreach (var coin in Coins)
            Assert.Equal(PaidOf([paid], coin), returned.Where(r => r.Coin == "coins/" + coin).Sum(r => r.Units));
        foreach (var (coin, wallet) in await brands.WalletsAsync(member))
            Assert.Equal(before[coin].Lots, wallet.Lots);
        await AssertRefusedAsync(ErrorReason.RefundExceedsRest, () => brands.Birch.Exchanges.RefundAsync(
            new RefundRequest { RequestId = RequestIds.New(), Exchange = paid.Name, Units = 1 }).ResponseAsync);
        await AssertListedAsync(brands, paid.Name, refunded: 550);
        await brands.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Payments_TakeWhatTheMemberWishes(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync();

        // 29 of cedar's coins are worth 100 of birch's, 10 of aster's 17; each as far as it goes before the next.
        var ordered = await PayAsync(new CoinWishes { Order = { "coins/cedar", "coins/aster" } }, 100);
        Assert.Equal([("coins/cedar", 29, 100)], ordered);
        var without = await PayAsync(new CoinWishes { ExcludedCoins = { "coins/birch", "coins/cedar" } }, 17);
        Assert.Equal([("coins/aster", 10, 17)], without);
        var own = await PayAsync(null, 40);
        Assert.Equal([("coins/birch", 40, 40)], own);
        var rest = await PayAsync(new CoinWishes { Order = { "coins/aster", "coins/cedar" } }, 180);
        Assert.Equal(["coins/aster", "coins/cedar"], rest.Select(l => l.Coin));
        Assert.Equal((180, 90), (rest.Sum(l => l.Gives), rest[0].Paid));
        var money = (await brands.Birch.Exchanges.PayAsync(new PayRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = member.AtBirch,
            Money = new Money { Currency = "GBP", Units = 451 },
            SourceCoin = "coins/cedar",
        })).Exchange;
        // Ten of birch's coins are worth 500 at what birch asks; nine would be too few.
        Assert.Equal(10, money.Redeemed.Units);
        await brands.AssertWellAsync();

        async Task<List<(string Coin, long Paid, long Gives)>> PayAsync(CoinWishes? wishes, long units)
        {
            var paid = (await brands.Birch.Exchanges.PayAsync(
                new PayRequest(Paying(member, units)) { Wishes = wishes })).Exchange;
            AssertReceipt(paid);
            return [.. paid.Detail.Legs.Select(l => (l.Paid.Coin, l.Paid.Units, l.Gives.Units))];
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Authorization_CapturedInParts_AddsUpExactly_AndWhatIsReleasedComesBack(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync();
        var before = await brands.WalletsAsync(member);

        var (whole, parts) = await CaptureAsync(150, 251, 149);
        Assert.Equal((550, 0, AuthorizationState.Closed), (whole.CapturedUnits, whole.RemainingUnits, whole.State));
        foreach (var coin in Coins)
            Assert.Equal(PaidOf(whole.Detail, coin), PaidOf(parts, coin));
        Assert.Equal(
            (whole.Detail.Gross, whole.Detail.Value, whole.Detail.Fee, whole.Detail.Rounding),
            (Sum(d => d.Gross), Sum(d => d.Value), Sum(d => d.Fee), Sum(d => d.Rounding)));
        foreach (var part in parts)
        {
            Assert.Equal(whole.Name, part.Authorization);
            await brands.Birch.Exchanges.RefundAsync(
                new RefundRequest { RequestId = RequestIds.New(), Exchange = part.Name, All = true });
        }
        foreach (var (coin, wallet) in await brands.WalletsAsync(member))
            Assert.Equal(before[coin].Lots, wallet.Lots);

        var (open, taken) = await CaptureAsync(50, 60, 70);
        Assert.Equal((180, 370, AuthorizationState.Open), (open.CapturedUnits, open.RemainingUnits, open.State));
        var release = new ReleaseRequest { RequestId = RequestIds.New(), Authorization = open.Name };
        var released = await brands.Birch.Exchanges.ReleaseAsync(release);
        Assert.Equal((released.Journal, true), (
            (await brands.Birch.Exchanges.ReleaseAsync(release)).Journal,
            (await brands.Birch.Exchanges.ReleaseAsync(release)).Replayed));
        open = (await brands.Birch.Exchanges.GetAuthorizationAsync(new() { Name = open.Name })).Authorization;
        Assert.Equal((180, 0, AuthorizationState.Closed), (open.CapturedUnits, open.RemainingUnits, open.State));
        foreach (var (coin, wallet) in await brands.WalletsAsync(member))
            Assert.Equal((before[coin].BalanceUnits - PaidOf(taken, coin), 0), (wallet.BalanceUnits, wallet.HeldUnits));
        foreach (var part in taken)
            await AssertListedAsync(brands, part.Name, refunded: 0);
        await brands.AssertWellAsync();

        Money Sum(Func<ExchangeDetail, Money> of) =>
            new() { Currency = "GBP", Units = parts.Sum(p => of(p.Detail).Units) };

        async Task<(Authorization, List<Exchange.V1.Exchange>)> CaptureAsync(params int[] units)
        {
            var made = (await brands.Birch.Exchanges.AuthorizeAsync(new AuthorizeRequest
            {
                RequestId = RequestIds.New(),
                Merchant = Till,
                Member = member.AtBirch,
                Amount = Alliance.Coins("birch", 550),
            })).Authorization;
            foreach (var (coin, wallet) in await brands.WalletsAsync(member))
                Assert.Equal(
                    (before[coin].BalanceUnits, PaidOf(made.Detail, coin)), (wallet.BalanceUnits, wallet.HeldUnits));
            var captured = new List<Exchange.V1.Exchange>();
            foreach (var part in units)
            {
                var request = new CaptureRequest
                {
                    RequestId = RequestIds.New(),
                    Authorization = made.Name,
                    Units = part,
                    KeepRest = true
                };
                captured.Add((await brands.Birch.Exchanges.CaptureAsync(request)).Exchange);
                Assert.Equal((part, (await brands.Birch.Exchanges.CaptureAsync(request)).Exchange),
                    (captured[^1].Redeemed.Units, captured[^1]));
            }
            return ((await brands.Birch.Exchanges.GetAuthorizationAsync(new() { Name = made.Name })).Authorization,
                captured);
        }
    }

    /// <summary>Parts round up what the member gives, so that the coins may be gone before the last part is
    /// captured.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Authorization_WhoseCoinsAreTakenBeforeTheLastPart_IsCapturedWhole(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync();
        var made = await AuthorizeAsync();

        // 10 of aster's coins give 17 of birch's: 16 of them take all ten.
        var (first, second) =
            (await CaptureAsync(made, 16, keepRest: true), await CaptureAsync(made, 0, keepRest: false));

        Assert.Equal(
            (10, 16, 0, 1), (first.Paid.Units, first.Redeemed.Units, PaidOf([second], "aster"), second.Redeemed.Units));
        Assert.Equal(made.Detail.Rounding.Units, first.Detail.Rounding.Units + second.Detail.Rounding.Units);
        Assert.Equal(member.AtBirch, second.Member);
        await AssertRefusedAsync(ErrorReason.HoldClosed, () => CaptureAsync(made, 1, keepRest: false));
        await AssertListedAsync(brands, second.Name, refunded: 0);
        foreach (var part in new[] { second, first })
            await brands.Birch.Exchanges.RefundAsync(
                new RefundRequest { RequestId = RequestIds.New(), Exchange = part.Name, All = true });
        Assert.Equal(600, (await brands.WalletsAsync(member))["aster"].BalanceUnits);

        // What was captured without keeping the rest, and what was released, is over.
        var closed = await AuthorizeAsync();
        await CaptureAsync(closed, 16, keepRest: false);
        await AssertRefusedAsync(ErrorReason.HoldClosed, () => CaptureAsync(closed, 1, keepRest: true));
        var given = await AuthorizeAsync();
        await CaptureAsync(given, 16, keepRest: true);
        await brands.Birch.Exchanges.ReleaseAsync(
            new ReleaseRequest { RequestId = RequestIds.New(), Authorization = given.Name });
        Assert.Equal(AuthorizationState.Closed,
            (await brands.Birch.Exchanges.GetAuthorizationAsync(new() { Name = given.Name })).Authorization.State);
        await AssertRefusedAsync(ErrorReason.HoldClosed, () => CaptureAsync(given, 1, keepRest: true));
        await AssertRefusedAsync(ErrorReason.HoldClosed, () => brands.Birch.Exchanges.ReleaseAsync(
            new ReleaseRequest { RequestId = RequestIds.New(), Authorization = given.Name }).ResponseAsync);
        var late = await AuthorizeAsync();
        await CaptureAsync(late, 16, keepRest: true);
        await brands.AdvanceAsync(TimeSpan.FromDays(8));
        await AssertRefusedAsync(ErrorReason.HoldExpired, () => CaptureAsync(late, 1, keepRest: true));
        await brands.AssertWellAsync();

        async Task<Authorization> AuthorizeAsync() => (await brands.Birch.Exchanges.AuthorizeAsync(new AuthorizeRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = member.AtBirch,
            Pay = Alliance.Coins("aster", 10),
        })).Authorization;

        async Task<Exchange.V1.Exchange> CaptureAsync(Authorization authorization, long units, bool keepRest) =>
            (await brands.Birch.Exchanges.CaptureAsync(new CaptureRequest
            {
                RequestId = RequestIds.New(),
                Authorization = authorization.Name,
                Units = units,
                All = units == 0,
                KeepRest = keepRest,
            })).Exchange;
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Conversion_IsUndoneWhileUnspentAndInTime(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync(birch: 0);
        var before = await brands.WalletsAsync(member);

        // 50 of aster's coins are worth 89 of birch's.
        var convert = Converting(member);
        var converted = await brands.Birch.Exchanges.ConvertAsync(convert);
        Assert.Equal((50, 89, null, ""), (
            converted.Exchange.Paid.Units, converted.Exchange.Received.Units, converted.Exchange.Redeemed,
            converted.Exchange.Merchant));
        Assert.Equal(
            TimeSpan.FromHours(24), converted.UndoUntilTime.ToDateTime() - converted.Exchange.CreateTime.ToDateTime());
        AssertReceipt(converted.Exchange);
        var again = await brands.Birch.Exchanges.ConvertAsync(convert);
        Assert.Equal((true, converted.Exchange), (again.Replayed, again.Exchange));
        Assert.Equal(89, (await brands.WalletsAsync(member))["birch"].BalanceUnits);

        var undo = Undoing(converted.Exchange);
        var undone = await brands.Birch.Exchanges.UndoConvertAsync(undo);
        Assert.Equal((Alliance.Coins("aster", 50), Alliance.Coins("birch", 89)), (undone.Returned, undone.Taken));
        var undoneAgain = await brands.Birch.Exchanges.UndoConvertAsync(undo);
        Assert.Equal((true, undone.Journal), (undoneAgain.Replayed, undoneAgain.Journal));
        Assert.Equal(before["aster"].Lots, (await brands.WalletsAsync(member))["aster"].Lots);
        Assert.Equal(0, (await brands.WalletsAsync(member))["birch"].BalanceUnits);
        await AssertRefusedAsync(ErrorReason.AlreadyUndone, () => UndoAsync(converted.Exchange));
        await AssertListedAsync(brands, converted.Exchange.Name, refunded: 89);

        var spent = (await brands.Birch.Exchanges.ConvertAsync(Converting(member))).Exchange;
        await brands.Birch.Ledger.RedeemAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = member.AtBirch,
            Amount = Alliance.Coins("birch", 1),
            Merchant = Till
        });
        await AssertRefusedAsync(ErrorReason.AlreadySpent, () => UndoAsync(spent));

        var late = (await brands.Birch.Exchanges.ConvertAsync(Converting(member))).Exchange;
        await brands.AdvanceAsync(TimeSpan.FromHours(24));
        await AssertRefusedAsync(ErrorReason.CoolingOffPassed, () => UndoAsync(late));
        await brands.AssertWellAsync();

        Task UndoAsync(Exchange.V1.Exchange exchange) =>
            brands.Birch.Exchanges.UndoConvertAsync(Undoing(exchange)).ResponseAsync;
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Receipts_AreForPeopleOfTwoLanguages(DatabaseKind kind)
    {
        var brands = await shared.OnAsync(kind);
        var member = await brands.GivenMemberAsync();
        var converted = (await brands.Birch.Exchanges.ConvertAsync(Converting(member))).Exchange;
        var paid = (await brands.Birch.Exchanges.PayAsync(Paying(member, 500))).Exchange;
        foreach (var (exchange, language, title, total) in new[]
        {
            (paid, "en", "Payment: ", "  together: "), (paid, "zh-CN", "支付: ", "  合计: "),
            (converted, "", "Conversion: ", "  together: "), (converted, "zh-CN", "兑换: ", "  合计: "),
        })
        {
            var receipt = await brands.Birch.Exchanges.GetReceiptAsync(
                new() { Exchange = exchange.Name, LanguageCode = language });
            Assert.Equal((language.Length == 0 ? "en" : language, exchange.Receipt),
                (receipt.LanguageCode, receipt.Exchange.Receipt));
            var lines = receipt.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(title + exchange.Name["exchanges/".Length..], lines[0]);
            Assert.Equal(total + new SettlementMoney("GBP", 4).Text(exchange.Receipt.Reference.Units), lines[^1]);
            Assert.Equal(exchange.Receipt.Legs.Count, lines.Count(l => l.Contains('→', StringComparison.Ordinal)));
        }
        // A brand whose coins took part may read it, under its own name of the member, and so may the alliance.
        Assert.Equal(member.AtAster,
            (await brands.Aster.Exchanges.GetReceiptAsync(new() { Exchange = paid.Name })).Exchange.Member);
        Assert.Equal(paid.Receipt,
            (await brands.Alliance.Admin.Exchanges.GetReceiptAsync(new() { Exchange = paid.Name })).Exchange.Receipt);
        await brands.AssertWellAsync();
    }

    private static PayRequest Paying(MemberOfThree member, long units) =>
        new()
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = member.AtBirch,
            Amount = Alliance.Coins("birch", units)
        };

    private static ConvertRequest Converting(MemberOfThree member) =>
        new()
        {
            RequestId = RequestIds.New(),
            Member = member.AtBirch,
            Pay = Alliance.Coins("aster", 50),
            OtherCoin = "coins/birch"
        };

    private static UndoConvertRequest Undoing(Exchange.V1.Exchange exchange) =>
        new() { RequestId = RequestIds.New(), Exchange = exchange.Name };

    private static long PaidOf(ExchangeDetail detail, string coin) =>
        detail.Legs.Where(l => l.Paid.Coin == "coins/" + coin).Sum(l => l.Paid.Units);

    private static long PaidOf(IEnumerable<Exchange.V1.Exchange> exchanges, string coin) =>
        exchanges.Sum(e => PaidOf(e.Detail, coin));

    /// <summary>Who kept what adds up to what the coins are worth.</summary>
    private static void AssertReceipt(Exchange.V1.Exchange exchange)
    {
        var receipt = exchange.Receipt;
        Assert.Equal(exchange.Detail.Legs, receipt.Legs);
        Assert.Equal(receipt.Reference.Units, receipt.Shares.Sum(s => s.Amount.Units));
        var foreign = receipt.Legs.Where(l => l.Paid.Coin != l.Gives.Coin).ToList();
        Assert.Equal(foreign.Sum(l => l.Gross.Units), receipt.Value.Units + receipt.Fee.Units + receipt.Rounding.Units);
        Assert.All(foreign, l => Assert.True(l.Rounding.Units >= 0, l.ToString()));
    }

    /// <summary>The list follows the books within seconds, for each brand that took part.</summary>
    private static async Task AssertListedAsync(StoryBrands brands, string name, long refunded)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            var listed = await brands.ListAsync(name);
            if (listed?.RefundedUnits == refunded)
                break;
            Assert.True(Stopwatch.GetElapsedTime(started) < FollowLimit,
                $"{name}, {refunded} refunded, is not listed; there is {listed}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        Assert.Equal(
            refunded, (await brands.Birch.Exchanges.GetExchangeAsync(new() { Name = name })).Exchange.RefundedUnits);
    }

    private static async Task AssertRefusedAsync(ErrorReason reason, Func<Task> call) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(call)).Refusal.Reason);
}
