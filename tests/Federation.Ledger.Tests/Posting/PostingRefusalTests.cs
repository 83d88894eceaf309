namespace Federation.Ledger.Tests;

/// <summary>What refusals tell: the facts that a program needs to go on, and a sentence that a developer can
/// read.</summary>
public sealed class PostingRefusalTests
{
    [Theory]
    [InlineData("redeem r1 ann 1 -> WALLET_NOT_FOUND", "coin=coins/aster", "no wallet of coins/aster")]
    [InlineData("earn r1 ann 10 -> ok | redeem r2 ann 11 -> INSUFFICIENT_COINS", "available=10 coin=coins/aster",
        "10 of coins/aster")]
    [InlineData("earn r1 ann 10 -> ok | expire s1 ann -> INSUFFICIENT_COINS", "", "Nothing has expired")]
    [InlineData("earn r1 ann 10 -> ok | redeem r2 ann 1 version=7 -> VERSION_MISMATCH", "version=1", "version 1")]
    [InlineData(
        "earn r1 ann 10 -> ok | redeem r2 ann 6 min=5 -> MIN_AVAILABLE_NOT_MET", "available=4", "4 of coins/aster")]
    [InlineData("earn r1 ann 10 max=9 -> MAX_BALANCE_EXCEEDED", "balance=10", "10 of coins/aster")]
    [InlineData("earn r1 ann 10 -> ok | hold r2 ann 6 -> ok | capture r3 ann 7 r2 -> CAPTURE_EXCEEDS_HOLD",
        "remaining=6", "has 6")]
    [InlineData(
        "earn r1 ann 10 -> ok | hold r2 ann 6 -> ok | capture r3 ann 0 r2 -> ok | capture r4 ann 0 r2 -> HOLD_CLOSED",
        "", "captured or released")]
    [InlineData("earn r1 ann 10 -> ok | hold r2 ann 6 for=1h -> ok | time +2h | capture r3 ann 0 r2 -> HOLD_EXPIRED",
        "", "available again")]
    [InlineData("earn r1 ann 10 -> ok | redeem r2 ann 8 -> ok | refund r3 ann 9 r2 -> REFUND_EXCEEDS_REST",
        "remaining=8", "8 of 8")]
    [InlineData("earn r1 ann 10 -> ok | clawback r2 ann 3 r1 -> ok | clawback r3 ann 8 r1 -> REFUND_EXCEEDS_REST",
        "remaining=7", "7 of 10")]
    [InlineData("earn r1 ann 10 -> ok | refund r2 ann 0 r1 -> NOT_REFUNDABLE", "", "kind Earn")]
    [InlineData("earn r1 ann 10 -> ok | hold r2 ann 1 -> ok | reverse r3 ann 0 r2 -> NOT_REVERSIBLE", "", "kind Hold")]
    [InlineData("earn r1 ann 10 -> ok | clawback r2 ann 3 r1 -> ok | reverse r3 ann 0 r2 -> NOT_REVERSIBLE", "",
        "clawback of an earning")]
    [InlineData("earn r1 ann 10 pending -> ok | confirm r2 ann 0 r1 -> ok | reverse r3 ann 0 r1 -> NOT_REVERSIBLE", "",
        "was confirmed")]
    [InlineData("earn r1 ann 10 -> ok | redeem r2 ann 4 -> ok | reverse r3 ann 0 r1 -> ALREADY_SPENT", "available=6",
        "6 of the 10")]
    [InlineData(
        "earn r1 ann 10 -> ok | reverse r2 ann 0 r1 -> ok | reverse r3 ann 0 r1 -> ALREADY_UNDONE", "", "reversed")]
    [InlineData("earn r1 ann 10 -> ok | confirm r2 ann 0 r1 -> NOT_PENDING", "", "confirmation")]
    [InlineData("earn r1 ann 2 -> ok | clawback r2 ann 5 -> ok | closewallet r3 ann -> WALLET_NOT_EMPTY",
        "balance=0 receivable=3", "0 coins, and 3")]
    [InlineData("earn r1 ann 2 -> ok | state ann Unlinked | earn r2 ann 1 -> NOT_LINKED", "", "coins/aster")]
    [InlineData("earn r1 ann 2 -> ok | state ann Closed | earn r2 ann 1 -> WALLET_CLOSED", "", "coins/aster")]
    [InlineData("earn r1 ann 2 -> ok | freeze r2 ann -> ok | redeem r3 ann 1 -> WALLET_FROZEN", "", "coins/aster")]
    [InlineData(
        "earn r1 ann 9 -> ok | exchange r2 ann 6 made=1 by=birch cap=8 -> ok | exchange r3 ann 3 made=1 by=birch cap=8 "
        + "-> DAILY_CAP_EXCEEDED",
        "remaining=2", "leaves 2 today")]
    [InlineData("coin aster days=1 | earn r1 ann 9 at=2025-12-01 -> ALREADY_EXPIRED", "",
        "2025-12-01T00:00:00.0000000+00:00 expired at 2025-12-03")]
    [InlineData(
        "earn r1 ann 9 at=+1d -> FIELD_INVALID", "field effective_time", "effective_time: must be within the 90 days")]
    [InlineData(
        "earn r1 ann 9 from=+800d -> FIELD_INVALID", "field available_time", "available_time: must be within 732 days")]
    [InlineData("earn r1 ann 9 notafter=2025-12-31 -> NOT_AFTER_PASSED", "", "2025-12-31")]
    [InlineData("earn r1 ann 4611686018427387904 -> ok | earn r2 bob 1 -> AMOUNT_OVERFLOW", "", "Issued in aster")]
    [InlineData(
        "earn r1 ann 4611686018427387904 -> ok | earn r2 ann 4611686018427387904 -> AMOUNT_OVERFLOW", "", "64 bits")]
    [InlineData(
        "earn r1 ann 4 -> ok | atomic redeem r2 ann 5 ; earn r3 ann 1 -> INSUFFICIENT_COINS BATCH_ABORTED", "item=0",
        "Item 0 of the batch was refused: The wallet has 4")]
    [InlineData(
        "earn r1 ann 4 -> ok | redeem r2 ann 5 -> INSUFFICIENT_COINS | atomic earn r3 ann 1 ; redeem r2 ann 5 ; earn "
        + "r4 ann 1 "
        + "-> BATCH_ABORTED INSUFFICIENT_COINS BATCH_ABORTED", "item=1", "Item 1 of the batch was refused before.")]
    public void Refusal_TellsWhatTheCallerNeeds(string lines, string facts, string says)
    {
        var story = Story.Tell(lines.Replace('|', '\n'));
        var refusal = story.Refusal!;
        var told = refusal.Fields.Select(f => $"field {f.Field}")
            .Concat(refusal.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}"));
        Assert.Equal(facts, string.Join(' ', told));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.All(refusal.Fields, f => Assert.Contains(f.Problem, refusal.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(refusal.Fields, f => f.Problem.Length == 0);
    }

    [Fact]
    public void Refund_OfAPurchaseThatWasEarnedOnMeanwhile_SaysToSendItAgain()
    {
        var story = Story.Tell("""
            earn   r1 ann 10 -> ok
            redeem r2 ann 10 -> ok
            """);
        var late = story.Parse("refund r3 ann 0 r2");
        story.Line("earn r4 ann 1 r2 -> ok 1 0");
        Assert.Equal("CONTENDED", story.Decide(late));
        Assert.Contains("send the same command again", story.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("ok", story.Decide(story.Parse("refund r3 ann 0 r2")));
    }
}
