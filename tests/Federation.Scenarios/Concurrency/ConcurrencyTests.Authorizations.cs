using Federation.Client;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using CaptureRequest = Federation.Exchange.V1.CaptureRequest;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using RefundRequest = Federation.Exchange.V1.RefundRequest;
using RefundResponse = Federation.Exchange.V1.RefundResponse;
using ReleaseRequest = Federation.Exchange.V1.ReleaseRequest;

namespace Federation.Scenarios;

/// <content>Payments from several coins, authorizations and conversions, which several callers take or undo at
/// once.</content>
public sealed partial class ConcurrencyTests
{
    private const int Callers = 24;
    private const int Rounds = 12;

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Payment_RefundedInPartsAtOnce_GivesBackExactlyWhatItTook(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var (atAster, atBirch) = await GivenOwnerAsync(nodes, "refunded");
        var paid = (await nodes.Birch[0].Exchanges.PayAsync(PaymentOf(atBirch, 300))).Exchange;
        Assert.Equal((143, 0), await BalancesAsync(nodes, atAster, atBirch));

        var random = Seeded();
        var parts = Enumerable.Range(0, Callers).Select(_ => (Units: random.Next(1, 30), Id: RequestIds.New()))
            .ToList();
        var answers =
            await Task.WhenAll(parts.Select((part, n) => TryAsync(() => RefundAsync(n, part.Units, part.Id))));

        var refunds = answers.Select(a => a.Answer).OfType<RefundResponse>().ToList();
        Assert.All(answers,
            a => Assert.True(a.Answer is not null || a.Reason == ErrorReason.RefundExceedsRest, $"{a.Reason}"));
        var given = refunds.Sum(r => r.Unredeemed.Units);
        // Whoever was refused asked for more than was left.
        var smallest = answers.Zip(parts).Where(p => p.First.Answer is null).Select(p => p.Second.Units)
            .DefaultIfEmpty(int.MaxValue).Min();
        Assert.InRange(given, 301 - smallest, 300);
        if (given < 300)
            refunds.Add(await RefundAsync(0, 0, RequestIds.New()));
        Assert.Equal(300, refunds.Sum(r => r.Unredeemed.Units));
        foreach (var leg in paid.Detail.Legs)
            Assert.Equal(leg.Paid.Units, refunds.SelectMany(r => r.AllReturned).Where(r => r.Coin == leg.Paid.Coin)
                .Sum(r => r.Units));
        Assert.Equal((200, 200), await BalancesAsync(nodes, atAster, atBirch));
        await nodes.AssertWellAsync();

        Task<RefundResponse> RefundAsync(int n, int units, string id) =>
            nodes.Birch[n % ThreeNodes.Count].Exchanges.RefundAsync(
            new RefundRequest { RequestId = id, Exchange = paid.Name, Units = units, All = units == 0 }).ResponseAsync;
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Authorization_CapturedInPartsAtOnce_IsTakenExactly(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var (atAster, atBirch) = await GivenOwnerAsync(nodes, "captured");
        var made = await AuthorizeAsync(nodes, atBirch, 300);

        var random = Seeded();
        var parts = Enumerable.Range(0, Callers).Select(_ => (Units: random.Next(1, 30), Id: RequestIds.New()))
            .ToList();
        var answers = await Task.WhenAll(
            parts.Select((part, n) => TryAsync(() => CaptureAsync(nodes, n, made, part.Units, part.Id))));

        // When nothing is left the authorization is over; before, whoever is refused asked for more than was left.
        Assert.All(answers, a => Assert.True(
            a.Answer is not null
            || a.Reason is ErrorReason.CaptureExceedsHold or ErrorReason.HoldClosed, $"{a.Reason}"));
        var captured = answers.Select(a => a.Answer).OfType<Exchange.V1.Exchange>().ToList();
        var taken = captured.Sum(c => c.Redeemed.Units);
        Assert.InRange(taken, 1, 300);
        Assert.Equal(captured.Count, captured.Select(c => c.Detail.CapturedBeforeUnits).Distinct().Count());
        if (taken < 300)
            captured.Add(await CaptureAsync(nodes, 0, made, 0, RequestIds.New()));
        Assert.Equal(300, captured.Sum(c => c.Redeemed.Units));
        foreach (var leg in made.Detail.Legs)
            Assert.Equal(leg.Paid.Units, captured.SelectMany(c => c.Detail.Legs)
                .Where(l => l.Paid.Coin == leg.Paid.Coin).Sum(l => l.Paid.Units));
        Assert.Equal(made.Detail.Fee.Units, captured.Sum(c => c.Detail.Fee.Units));
        Assert.Equal(made.Detail.Rounding.Units, captured.Sum(c => c.Detail.Rounding.Units));
        Assert.Equal((143, 0), await BalancesAsync(nodes, atAster, atBirch));
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task CaptureAndRelease_AtOnce_OneWinsOrTheSecondTakesTheRest(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var (atAster, atBirch) = await GivenOwnerAsync(nodes, "disputed");
        var (aster, birch) = (200L, 200L);
        var (captures, releases) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var made = await AuthorizeAsync(nodes, atBirch, 20);
            // In every other round a part alone is captured, and the rest is kept.
            var part = round % 2 == 0 ? 0 : 7;
            var capturing =
                TryAsync(() => CaptureAsync(nodes, round, made, part, RequestIds.New(), keepRest: part > 0));
            var releasing = TryAsync(() => nodes.Birch[(round + 1) % ThreeNodes.Count].Exchanges.ReleaseAsync(
                new ReleaseRequest { RequestId = RequestIds.New(), Authorization = made.Name }).ResponseAsync);
            var (captured, released) = (await capturing, await releasing);

            Assert.True(captured.Answer is not null || captured.Reason == ErrorReason.HoldClosed, $"{captured.Reason}");
            Assert.True(released.Answer is not null || released.Reason == ErrorReason.HoldClosed, $"{released.Reason}");
            Assert.True(captured.Answer is not null || released.Answer is not null, "both were refused");
            Assert.True(part > 0 ? released.Answer is not null : captured.Answer is null || released.Answer is null,
                "what was captured whole was released, or what was left was not");
            foreach (var leg in captured.Answer?.Detail.Legs ?? [])
                (aster, birch) = leg.Paid.Coin == "coins/aster" ? (aster - leg.Paid.Units, birch)
                : (aster, birch - leg.Paid.Units);
            captures += captured.Answer is null ? 0 : 1;
            releases += released.Answer is null ? 0 : 1;
            Assert.Equal((aster, birch), await BalancesAsync(nodes, atAster, atBirch));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{captures} captured, {releases} released");
        await nodes.AssertWellAsync();
    }

    /// <summary>Each is planned from a look at the same coins; who comes second plans anew, with what is
    /// left.</summary>
    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task PaymentsFromSeveralCoins_AtOnce_NeverOverdraw(DatabaseKind kind)
    {
        const int Payments = 6;
        var nodes = await shared.OnAsync(kind);
        for (var round = 0; round < 4; round++)
        {
            var (atAster, atBirch) = await GivenOwnerAsync(nodes, $"squeezed{round}");
            // 200 of birch's own, and 200 of aster's, which are worth 356 of birch's: five payments of 100, not six.
            var answers = await Task.WhenAll(Enumerable.Range(0, Payments).Select(n =>
            {
                var request = PaymentOf(atBirch, 100);
                return TryAsync(
                    async () => (await nodes.Birch[n % ThreeNodes.Count].Exchanges.PayAsync(request)).Exchange);
            }));

            var paid = answers.Select(a => a.Answer).OfType<Exchange.V1.Exchange>().ToList();
            Assert.Equal(Payments - 1, paid.Count);
            Assert.Equal(ErrorReason.InsufficientCoins, answers.Single(a => a.Answer is null).Reason);
            long Spent(string coin) =>
                paid.SelectMany(p => p.Detail.Legs).Where(l => l.Paid.Coin == "coins/" + coin).Sum(l => l.Paid.Units);
            Assert.Equal((200 - Spent("aster"), 200 - Spent("birch")), await BalancesAsync(nodes, atAster, atBirch));
            Assert.Equal((Payments - 1) * 100, paid.Sum(p => p.Redeemed.Units));
        }
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Conversion_UndoneTwiceAtOnce_IsUndoneOnce(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var (atAster, atBirch) = await GivenOwnerAsync(nodes, "regrets");
        for (var round = 0; round < Rounds; round++)
        {
            var converted = await ConvertAsync(nodes, atBirch);
            // In every third round it is one request, which its caller sends twice.
            var ids = round % 3 == 0 ? Enumerable.Repeat(RequestIds.New(), 2) : [RequestIds.New(), RequestIds.New()];
            var answers =
                await Task.WhenAll(ids.Select((id, n) => TryAsync(() => UndoAsync(nodes, round + n, converted, id))));

            var undone = answers.Select(a => a.Answer).OfType<UndoConvertResponse>().ToList();
            if (round % 3 == 0)
                Assert.Equal((2, 1, 1),
                    (undone.Count, undone.Select(u => u.Journal).Distinct().Count(), undone.Count(u => u.Replayed)));
            else
                Assert.Equal(
                    (1, ErrorReason.AlreadyUndone), (undone.Count, answers.Single(a => a.Answer is null).Reason));
            Assert.Equal((200, 200), await BalancesAsync(nodes, atAster, atBirch));
        }
        await nodes.AssertWellAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task UndoingAndSpending_AtOnce_OneWins(DatabaseKind kind)
    {
        var nodes = await shared.OnAsync(kind);
        var undoings = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (atAster, atBirch) = await GivenOwnerAsync(nodes, $"wavers{round}", birch: 0);
            var converted = await ConvertAsync(nodes, atBirch);
            var undoing = TryAsync(() => UndoAsync(nodes, round, converted, RequestIds.New()));
            var spending =
                TryAsync(() => nodes.Birch[(round + 1) % ThreeNodes.Count].Ledger.RedeemAsync(new RedeemRequest
                {
                    RequestId = RequestIds.New(),
                    Member = atBirch,
                    Amount = Alliance.Coins("birch", 1),
                    Merchant = BirchTill
                }).ResponseAsync);
            var (undone, spent) = (await undoing, await spending);

            if (undone.Answer is not null)
                Assert.Equal((null, ErrorReason.InsufficientCoins), (spent.Answer, spent.Reason));
            else
                Assert.Equal((ErrorReason.AlreadySpent, true), (undone.Reason, spent.Answer is not null));
            undoings += undone.Answer is null ? 0 : 1;
            Assert.Equal(undone.Answer is null ? (150, 88) : (200, 0), await BalancesAsync(nodes, atAster, atBirch));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{undoings} undone, {Rounds - undoings} spent");
        await nodes.AssertWellAsync();
    }

    /// <summary>A member with 200 of aster's coins and, unless it is said otherwise, 200 of birch's.</summary>
    private static async Task<(string AtAster, string AtBirch)> GivenOwnerAsync(
        ThreeNodes nodes, string number, long birch = 200)
    {
        var member = await GivenPayerAsync(nodes, number);
        if (birch > 0)
            await Alliance.EarnAsync(nodes.Birch[0], "birch", member.AtBirch, birch);
        return member;
    }

    private static async Task<(long Aster, long Birch)> BalancesAsync(ThreeNodes nodes, string atAster, string atBirch)
    {
        var wallets =
            (await nodes.Birch[1].Ledger.ListWalletsAsync(new ListWalletsRequest { Parent = atBirch })).Wallets;
        Assert.All(wallets, w => Assert.Equal((w.BalanceUnits, 0), (w.Lots.Sum(l => l.Units), w.HeldUnits)));
        return (await Alliance.BalanceOfAsync(nodes.Aster[2], "aster", atAster),
            wallets.Single(w => w.Coin == "coins/birch").BalanceUnits);
    }

    private static PayRequest PaymentOf(string atBirch, long units) =>
        new()
        {
            RequestId = RequestIds.New(),
            Merchant = BirchTill,
            Member = atBirch,
            Amount = Alliance.Coins("birch", units)
        };

    private static async Task<Authorization> AuthorizeAsync(ThreeNodes nodes, string atBirch, long units) =>
        (await nodes.Birch[0].Exchanges.AuthorizeAsync(new AuthorizeRequest
        {
            RequestId = RequestIds.New(),
            Merchant = BirchTill,
            Member = atBirch,
            Amount = Alliance.Coins("birch", units)
        })).Authorization;

    private static async Task<Exchange.V1.Exchange> CaptureAsync(
        ThreeNodes nodes, int node, Authorization authorization, long units, string id, bool keepRest = true) =>
        (await nodes.Birch[node % ThreeNodes.Count].Exchanges.CaptureAsync(new CaptureRequest
        {
            RequestId = id,
            Authorization = authorization.Name,
            Units = units,
            All = units == 0,
            KeepRest = keepRest
        })).Exchange;

    private static async Task<Exchange.V1.Exchange> ConvertAsync(ThreeNodes nodes, string atBirch) =>
        (await nodes.Birch[0].Exchanges.ConvertAsync(new ConvertRequest
        {
            RequestId = RequestIds.New(),
            Member = atBirch,
            Pay = Alliance.Coins("aster", 50),
            OtherCoin = "coins/birch"
        })).Exchange;

    private static Task<UndoConvertResponse> UndoAsync(
        ThreeNodes nodes, int node, Exchange.V1.Exchange converted, string id) =>
        nodes.Birch[node % ThreeNodes.Count].Exchanges.UndoConvertAsync(
            new() { RequestId = id, Exchange = converted.Name }).ResponseAsync;

    private static Random Seeded()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    /// <summary>The answer, or the reason of the refusal. Who is told that others were in the way sends the same
    /// again.</summary>
    private static async Task<(T? Answer, ErrorReason Reason)> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await call(), ErrorReason.Unspecified);
            }
            catch (RefusedException e) when (e.Refusal.Reason != ErrorReason.Contended || attempt == 100)
            {
                return (null, e.Refusal.Reason);
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.Contended)
            {
                // Once more.
            }
        }
    }
}
