namespace Federation.Ledger.Tests;

/// <summary>Earnings that cannot be spent yet. See <see cref="Story"/>.</summary>
public sealed class PostingPendingTests
{
    [Theory]
    [InlineData("""
        // Available at a time: until then it is there, and nobody spends it. The day of earning is the day on which it can be spent.
        coin   aster days=30
        earn   r1 ann 100 from=2026-01-15 -> ok 100 0 available=0 pending=100 lots=100@2026-02-15~2026-01-15
        redeem r2 ann 1      -> INSUFFICIENT_COINS 100 0
        hold   r3 ann 1      -> INSUFFICIENT_COINS 100 0
        time   2026-01-14T23:59:59
        look   ann           -> 100 0 available=0
        time   2026-01-15
        look   ann           -> 100 0 available=100 pending=0
        redeem r4 ann 100    -> ok 0 0
        """)]
    [InlineData("""
        // A time within a day counts from the start of the next day on, in the coin's zone: all times of a day are one
        // lot.
        coin birch days=30 zone=Asia/Shanghai
        earn r1 ann 100 from=2026-01-15T10:00:01 -> ok 100 0 lots=100@never~2026-01-16
        earn r2 ann 20 from=2026-01-15T00:00:01 -> ok 120 0 lots=120@never~2026-01-16
        earn r3 ann 3 from=2026-01-15 -> ok 123 0 lots=3@never~2026-01-15,120@never~2026-01-16
        earn r4 ann.birch 10 from=2026-01-15T10:00:01 -> ok 10 0 lots=10@2026-02-15T16:00~2026-01-15T16:00
        """)]
    [InlineData("""
        // A time that has passed is at once.
        coin aster days=30
        time 2026-01-15
        earn r1 ann 100 from=2026-01-10 -> ok 100 0 available=100 lots=100@2026-02-15
        """)]
    [InlineData("""
        // On an event: from its confirmation on, which is then the day of earning.
        coin    aster days=30
        earn    r1 ann 100 pending -> ok 100 0 available=0 pending=100 lots=100@never~confirm
        time    2026-03-01
        redeem  r2 ann 1    -> INSUFFICIENT_COINS 100 0
        confirm r3 ann 0 r1 -> ok 100 0 available=100 lots=100@2026-04-01
        confirm r4 ann 0 r1 -> NOT_PENDING 100 0
        confirm r5 ann 0 r3 -> NOT_PENDING 100 0
        """)]
    [InlineData("""
        // Cancelled by Reverse until then.
        earn    r1 ann 100 pending -> ok 100 0
        reverse r2 ann 0 r1 -> ok 0 0
        confirm r3 ann 0 r1 -> ALREADY_UNDONE 0 0
        """)]
    [InlineData("""
        // In part by Clawback; what is left is confirmed.
        earn     r1 ann 100 pending -> ok 100 0
        clawback r2 ann 30 r1 -> ok 70 0 pending=70
        reverse  r3 ann 0 r1  -> ALREADY_UNDONE 70 0
        confirm  r4 ann 0 r1  -> ok 70 0 available=70
        clawback r5 ann 71 r1 -> REFUND_EXCEEDS_REST 70 0
        clawback r6 ann 70 r1 -> ok 0 0
        """)]
    [InlineData("""
        // Clawed back whole there is nothing left to confirm.
        earn     r1 ann 100 pending -> ok 100 0
        clawback r2 ann 100 r1 -> ok 0 0
        confirm  r3 ann 0 r1   -> ALREADY_UNDONE 0 0
        """)]
    [InlineData("""
        // Coins that wait belong to their own earning: clawing one back leaves the other's to be confirmed.
        clawback r0 ann 80         -> ok 0 80
        earn     r1 ann 100 pending -> ok 20 0
        earn     r2 ann 100 pending -> ok 120 0 lots=120@never~confirm
        clawback r3 ann 50 r1      -> ok 100 30 lots=100@never~confirm
        confirm  r4 ann 0 r1       -> ALREADY_UNDONE 100 30
        confirm  r5 ann 0 r2       -> ok 100 30 available=100
        """)]
    [InlineData("""
        // Once confirmed, an earning has no coins that wait: what waits is another's.
        earn     r1 ann 100 pending -> ok 100 0
        earn     r2 ann 100 pending -> ok 200 0
        confirm  r3 ann 0 r1   -> ok 200 0 available=100 pending=100
        clawback r4 ann 60 r1  -> ok 140 0 available=40 pending=100
        confirm  r5 ann 0 r2   -> ok 140 0 available=140
        """)]
    [InlineData("""
        // A plain clawback takes what can be spent, not what waits.
        earn     r1 ann 100 pending -> ok 100 0
        clawback r2 ann 30    -> ok 100 30 pending=100
        confirm  r3 ann 0 r1  -> ok 100 30 available=100
        """)]
    [InlineData("""
        // Debts are paid at once, pending or not.
        clawback r1 ann 30           -> ok 0 30
        earn     r2 ann 100 from=+5d -> ok 70 0 available=0 pending=70
        """)]
    [InlineData("""
        // Pending coins do not block what expires, and no gift takes them.
        coin   aster days=2
        earn   r0 bob 1             -> ok 1 0
        earn   r1 ann 10            -> ok 10 0
        earn   r2 ann 10 from=+30d  -> ok 20 0 available=10
        gift   r3 ann 11 to=bob     -> INSUFFICIENT_COINS 20 0
        time   +5d
        expire s1 ann               -> ok 10 0 available=0 pending=10
        """)]
    [InlineData("""
        // Only an earning that waits is confirmed.
        earn    r1 ann 100  -> ok 100 0
        confirm r2 ann 0 r1 -> NOT_PENDING 100 0
        confirm r3 ann 0 r9 -> JOURNAL_NOT_FOUND
        """)]
    [InlineData("""
        // What can be spent from now on does not wait. The bounds of both times are within them.
        earn   r1 ann 5 from=+0s            -> ok 5 0 lots=5@never
        earn   r2 ann 5 at=+0s              -> ok 10 0 lots=10@never
        earn   r3 ann 5 at=-90d             -> ok 15 0 lots=15@never
        earn   r4 ann 5 at=-90d1s           -> FIELD_INVALID 15 0
        earn   r5 ann 5 from=+732d          -> ok 20 0 pending=5
        earn   r6 ann 5 from=+732d1s        -> FIELD_INVALID 20 0
        """)]
    public void Posting_PendingStory_ComesTrue(string table) => Story.Tell(table);
}
