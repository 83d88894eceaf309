using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>Each row is a story: op, request, wallet, units (and the journal undone) -> outcome, balance,
/// owed.</summary>
public sealed class PostingTests
{
    [Theory]
    [InlineData("""
        // Earn and spend; what cannot be had is refused and stays refused.
        earn    r1 ann 100 -> ok                 100 0
        redeem  r2 ann 60  -> ok                 40  0
        redeem  r3 ann 50  -> INSUFFICIENT_COINS 40  0
        earn    r4 ann 50  -> ok                 90  0
        redeem  r3 ann 50  -> INSUFFICIENT_COINS 90  0
        redeem  r5 ann 90  -> ok                 0   0
        """)]
    [InlineData("""
        // The same command again is the first answer again; other content is refused.
        earn    r1 ann 100 -> ok                100 0
        earn    r1 ann 100 -> replayed          100 0
        earn    r1 ann 101 -> REQUEST_ID_REUSED 100 0
        """)]
    [InlineData("""
        // Only Earn and Clawback create a wallet.
        redeem   r1 ann 1 -> WALLET_NOT_FOUND
        adjust   r2 ann 1 -> WALLET_NOT_FOUND
        clawback r3 ann 7 -> ok 0 7
        """)]
    [InlineData("""
        // A clawback takes what is there, the rest is owed; only earnings pay it, and first.
        earn     r1 ann 30  -> ok 30 0
        clawback r2 ann 100 -> ok 0  70
        adjust   r3 ann 5   -> ok 5  70
        earn     r4 ann 50  -> ok 5  20
        earn     r5 ann 50  -> ok 35 0
        """)]
    [InlineData("""
        // A wallet that is unlinked or closed moves nothing.
        earn   r1 ann 100 -> ok 100 0
        redeem r2 ann 10  -> ok 90 0
        state  ann Unlinked ->
        earn   r3 ann 1   -> NOT_LINKED 90 0
        refund r4 ann 1 r2 -> NOT_LINKED 90 0
        state  ann Closed ->
        redeem r5 ann 1   -> WALLET_CLOSED 90 0
        clawback r6 ann 1 -> WALLET_CLOSED 90 0
        """)]
    [InlineData("""
        // By hand: given and taken, never below nothing.
        earn   r1 ann 10  -> ok 10 0
        adjust r2 ann 5   -> ok 15 0
        adjust r3 ann -15 -> ok 0 0
        adjust r4 ann -1  -> INSUFFICIENT_COINS 0 0
        """)]
    [InlineData("""
        // Sums that would leave the range are refused and change nothing.
        earn r1 ann 4611686018427387904 -> ok 4611686018427387904 0
        earn r2 ann 1                   -> AMOUNT_OVERFLOW 4611686018427387904 0
        earn r3 bob 1                   -> AMOUNT_OVERFLOW 0 0
        """)]
    [InlineData("""
        // A balance that would not fit into 64 bits is refused in the same words.
        earn r1 ann 4611686018427387904 -> ok 4611686018427387904 0
        earn r2 ann 4611686018427387904 -> AMOUNT_OVERFLOW 4611686018427387904 0
        """)]
    [InlineData("""
        // The range of a total counts what the group booked before; the guards that a command carries come first.
        atomic earn r1 ann 4611686018427387904 ; earn r2 bob 1 -> BATCH_ABORTED AMOUNT_OVERFLOW
        earn r3 ann 4611686018427387904 -> ok 4611686018427387904 0
        earn r4 bob 1 max=0             -> MAX_BALANCE_EXCEEDED 0 0
        """)]
    public void Posting_Story_ComesTrue(string table) => Story.Tell(table);

    [Fact]
    public void Totals_AfterClawbacksAndDebts_TellTakenFromOwed()
    {
        var story = Story.Tell("""
            earn     r1 ann 4   -> ok 4 0
            clawback r2 ann 10  -> ok 0 6
            earn     r3 ann 5   -> ok 0 1
            """);
        Assert.Equal(-9, story.Totals[new TotalKey("aster", TotalKind.Issued, "")]);
        Assert.Equal(10, story.Totals[new TotalKey("aster", TotalKind.ClawedBack, "")]);
        Assert.Equal(6, story.Totals[new TotalKey("aster", TotalKind.ReceivableOwed, "")]);
        Assert.Equal(5, story.Totals[new TotalKey("aster", TotalKind.ReceivablePaid, "")]);
        Assert.Equal(0, story.Totals[new TotalKey("aster", TotalKind.Wallets, "")]);
        story.Line("reverse r4 ann 0 r2 -> ok 9 0");
        Assert.Equal(0, story.Totals[new TotalKey("aster", TotalKind.ReceivableOwed, "")]);
        Assert.Equal(0, story.Totals[new TotalKey("aster", TotalKind.ReceivablePaid, "")]);
        Assert.Equal(9, story.Totals[new TotalKey("aster", TotalKind.Wallets, "")]);
    }

    [Fact]
    public void AtomicBatch_OneRefusal_RefusesAllAndRemembers()
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        Assert.Equal(["BATCH_ABORTED", "INSUFFICIENT_COINS", "BATCH_ABORTED"],
            story.Atomic("earn r1 ann 5", "redeem r2 ann 100", "earn r3 bob 7"));
        Assert.Equal((10, 0), (story.Wallet("ann").Balance, story.Wallet("bob").Balance));
        Assert.Equal(["BATCH_ABORTED", "INSUFFICIENT_COINS", "BATCH_ABORTED"],
            story.Atomic("earn r1 ann 5", "redeem r2 ann 100", "earn r3 bob 7"));
        Assert.Equal(["ok", "ok"], story.Atomic("earn r4 ann 5", "redeem r5 ann 15"));
        Assert.Equal(0, story.Wallet("ann").Balance);
    }

    [Fact]
    public void AtomicBatch_ReusedRequestId_LeavesOthersUndecided()
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        Assert.Equal(["BATCH_ABORTED", "REQUEST_ID_REUSED"], story.Atomic("earn r1 ann 5", "earn r0 ann 11"));
        Assert.Equal(["ok"], story.Atomic("earn r1 ann 5"));
    }

    [Fact]
    public void Time_NeverGoesBackOnAWallet()
    {
        var story = Story.Tell("earn r1 ann 10 -> ok 10 0");
        var first = story.Wallet("ann").LastTime;
        story.Now -= TimeSpan.FromHours(1);
        story.Line("earn r2 ann 10 -> ok 20 0");
        Assert.Equal(first, story.Wallet("ann").LastTime);
    }

    [Fact]
    public void NotAfter_Passed_IsTheOutcome()
    {
        var story = new Story();
        var command = story.Parse("earn r1 ann 10");
        Assert.Equal(
            "NOT_AFTER_PASSED", story.Decide(command.Carrying(e => e with { NotAfter = story.Now.AddSeconds(-1) })));
        Assert.Equal(
            "NOT_AFTER_PASSED", story.Decide(command.Carrying(e => e with { NotAfter = story.Now.AddSeconds(1) })));
    }

    [Fact]
    public void Exchange_PaidThenRefundedInParts_AddsUpExactly()
    {
        var random = new Random(20260101);
        for (var run = 0; run < 300; run++)
        {
            var story = Story.Tell("earn e ann 100000 -> ok 100000 0");
            var rate = new Rate(random.Next(1, 500), random.Next(1, 500), random.Next(0, 3000));
            var units = random.NextInt64(1, 100_000);
            var made = rate.ExactIn(units);
            if (made == 0)
                continue;
            Assert.Equal("ok", story.Decide(Payment("pay", units, made, rate.Settle(units, made))));
            for (var part = 0; made > 0; part++)
            {
                var back = random.NextInt64(1, made + 1);
                Assert.Equal("ok", story.Decide(story.Parse($"refund part{part} ann {back} birch:pay")));
                made -= back;
            }
            Assert.Equal(100_000, story.Wallet("ann").Balance);
            Assert.All(story.Totals.Where(t => t.Key.Kind is not (TotalKind.Issued or TotalKind.Wallets)),
                t => Assert.Equal(0, t.Value));
        }
    }

    [Fact]
    public void Exchange_WithCapAndPayCode_IsUsedOnceAndWithinTheDay()
    {
        var story = Story.Tell("earn e ann 1000 -> ok 1000 0");
        var split = new SettlementSplit(10, 9, 1, 0);
        Assert.Equal("ok", story.Decide(Payment("p1", 60, 6, split, cap: 100)));
        Assert.Equal("DAILY_CAP_EXCEEDED", story.Decide(Payment("p2", 41, 4, split, cap: 100)));
        Assert.Equal("ok", story.Decide(Payment("p3", 40, 4, split, cap: 100)));
        story.Now += TimeSpan.FromDays(1);
        Assert.Equal("ok", story.Decide(Payment("p4", 100, 9, split, cap: 100)));
        var used = new Consumption("paycode:1", new Refusal(Errors.V1.ErrorReason.PayCodeUsed, "used"));
        Assert.Equal("ok", story.Decide(Payment("p5", 1, 1, split) with { Consumptions = [used] }));
        Assert.Equal("PAY_CODE_USED", story.Decide(Payment("p6", 1, 1, split) with { Consumptions = [used] }));
    }

    private static Command.Exchange Payment(string request, long units, long made, SettlementSplit split, long cap = 0)
    {
        var envelope = new Envelope
        {
            Principal = Principal.Parse("partners/birch"),
            RequestId = Story.RequestId(request),
            Fingerprint = System.Text.Encoding.UTF8.GetBytes("pay " + request),
        };
        Leg[] legs =
        [
            new(AccountKind.Wallet, "aster", -units, Story.Key("ann"), DailyCap: cap),
            new(AccountKind.ExchangedOut, "aster", units),
            new(AccountKind.ExchangedIn, "birch", -made),
            new(AccountKind.Redeemed, "birch", made),
            new(AccountKind.Position, "GBP", -split.Gross, Party: "aster"),
            new(AccountKind.Position, "GBP", split.Value, Party: "birch"),
            new(AccountKind.Fees, "GBP", split.Fee),
            new(AccountKind.Rounding, "GBP", split.Rounding),
        ];
        return new Command.Exchange(envelope, [.. legs.Where(l => l.Units != 0)]);
    }
}
