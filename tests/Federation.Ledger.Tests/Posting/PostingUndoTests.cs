namespace Federation.Ledger.Tests;

/// <summary>Refunds and reversals: exact. See <see cref="Story"/>.</summary>
public sealed class PostingUndoTests
{
    [Theory]
    [InlineData("""
        // A clawback by hand before: a refund takes its share of what is still there of the earning, and in the end all of it.
        earn     r1 ann 100      -> ok 100 0
        redeem   r2 ann 50       -> ok 50 0
        earn     r3 ann 10 r2    -> ok 60 0
        clawback r4 ann 5 r3     -> ok 55 0
        refund   r5 ann 25 r2    -> ok 78 0
        refund   r6 ann 0 r2     -> ok 100 0
        """)]
    [InlineData("""
        // Refunds in parts add up to the whole, and never exceed it.
        earn   r1 ann 100   -> ok 100 0
        redeem r2 ann 90    -> ok 10  0
        refund r3 ann 30 r2 -> ok 40  0
        refund r4 ann 61 r2 -> REFUND_EXCEEDS_REST 40 0
        refund r5 ann 0 r2  -> ok 100 0
        refund r6 ann 0 r2  -> REFUND_EXCEEDS_REST 100 0
        refund r7 ann 1 r1  -> NOT_REFUNDABLE 100 0
        """)]
    [InlineData("""
        // Parts go back to the lots that they came from, what was taken last first.
        coin   aster days=30
        earn   r1 ann 50 -> ok 50 0
        time   +1d
        earn   r2 ann 50 provenance=promotional -> ok 100 0
        redeem r3 ann 80    -> ok 20 0  lots=20@2026-02-02:promotional
        refund r4 ann 20 r3 -> ok 40 0  lots=40@2026-02-02:promotional
        refund r5 ann 20 r3 -> ok 60 0  lots=10@2026-02-01,50@2026-02-02:promotional
        refund r6 ann 0 r3  -> ok 100 0 lots=50@2026-02-01,50@2026-02-02:promotional
        """)]
    [InlineData("""
        // What comes back too late is gone at once where the coin has no grace.
        coin   aster days=30
        earn   r1 ann 50 -> ok 50 0
        redeem r2 ann 40 -> ok 10 0
        time   2026-02-01
        refund r3 ann 15 r2 -> ok 10 0 available=0 lots=10@2026-02-01
        expire s1 ann       -> ok 0 0
        refund r4 ann 26 r2 -> REFUND_EXCEEDS_REST 0 0
        """)]
    [InlineData("""
        // With days of grace it lives on for so many days after its end, and keeps its provenance.
        coin   aster days=30 grace=7
        earn   r1 ann 50 provenance=promotional -> ok 50 0
        redeem r2 ann 50    -> ok 0 0
        time   2026-02-01T10:00
        refund r3 ann 15 r2 -> ok 15 0 available=15 lots=15@2026-02-08:promotional~grace
        time   +1d
        refund r4 ann 0 r2  -> ok 50 0 lots=50@2026-02-08:promotional~grace
        """)]
    [InlineData("""
        // Earn on a purchase, refund the purchase: 0.
        earn   r0 ann 100    -> ok 100 0
        redeem r1 ann 100    -> ok 0 0
        earn   r2 ann 10 r1  -> ok 10 0
        refund r3 ann 0 r1   -> ok 100 0
        reverse r4 ann 0 r0  -> ok 0 0
        """)]
    [InlineData("""
        // In proportion: a part of the purchase takes its part of the earnings, rounded down, the last one what is left.
        earn   r0 ann 90     -> ok 90 0
        redeem r1 ann 90     -> ok 0 0
        earn   r2 ann 10 r1  -> ok 10 0
        refund r3 ann 30 r1  -> ok 37 0
        refund r4 ann 30 r1  -> ok 64 0
        refund r5 ann 0 r1   -> ok 90 0
        """)]
    [InlineData("""
        // What was earned on the purchase and spent is owed when the purchase is refunded.
        earn   r0 ann 100         -> ok 100 0
        redeem r1 ann 100         -> ok 0 0
        earn   r2 ann.birch 10 r1 -> ok 10 0
        redeem r3 ann.birch 7     -> ok 3 0
        refund r4 ann 0 r1        -> ok 100 0
        look   ann.birch          -> 0 7
        """)]
    [InlineData("""
        // What was clawed back by hand is not clawed back again.
        earn     r0 ann 100        -> ok 100 0
        redeem   r1 ann 100        -> ok 0 0
        earn     r2 ann.birch 10 r1 -> ok 10 0
        clawback r3 ann.birch 8 r2 -> ok 2 0
        refund   r4 ann 0 r1       -> ok 100 0
        look     ann.birch         -> 0 0
        clawback r5 ann.birch 1 r2 -> REFUND_EXCEEDS_REST 0 0
        """)]
    [InlineData("""
        // Nothing is earned on a purchase that was refunded or reversed.
        earn    r0 ann 100    -> ok 100 0
        redeem  r1 ann 50     -> ok 50 0
        refund  r2 ann 1 r1   -> ok 51 0
        earn    r3 ann 10 r1  -> ALREADY_UNDONE 51 0
        redeem  r4 ann 50     -> ok 1 0
        reverse r5 ann 0 r4   -> ok 51 0
        earn    r6 ann 10 r4  -> ALREADY_UNDONE 51 0
        """)]
    [InlineData("""
        // An earning is reversed once, and not when its coins are gone.
        earn    r1 ann 100   -> ok 100 0
        redeem  r2 ann 70    -> ok 30  0
        reverse r3 ann 0 r1  -> ALREADY_SPENT 30 0
        reverse r4 ann 0 r2  -> ok 100 0
        reverse r5 ann 0 r2  -> ALREADY_UNDONE 100 0
        refund  r6 ann 1 r2  -> ALREADY_UNDONE 100 0
        reverse r7 ann 0 r1  -> ok 0 0
        reverse r8 ann 0 r7  -> NOT_REVERSIBLE 0 0
        """)]
    [InlineData("""
        // Coins of the same lot are as good as each other; coins of another are not its coins.
        coin    aster days=30
        earn    r1 ann 100 -> ok 100 0
        time    +1d
        earn    r2 ann 100 -> ok 200 0
        redeem  r3 ann 50  -> ok 150 0
        reverse r4 ann 0 r1 -> ALREADY_SPENT 150 0
        reverse r5 ann 0 r2 -> ok 50 0 lots=50@2026-02-01
        """)]
    [InlineData("""
        // What is held is not there to be reversed.
        earn    r1 ann 100  -> ok 100 0
        hold    r2 ann 1    -> ok 100 0
        reverse r3 ann 0 r1 -> ALREADY_SPENT 100 0
        """)]
    [InlineData("""
        // Reversing an earning that paid a debt makes it owed again.
        clawback r1 ann 8    -> ok 0 8
        earn     r2 ann 20   -> ok 12 0
        reverse  r3 ann 0 r2 -> ok 0 8
        """)]
    [InlineData("""
        // Reversing a clawback gives back what it took, and what earnings paid of the debt since.
        earn     r1 ann 4    -> ok 4 0
        clawback r2 ann 10   -> ok 0 6
        earn     r3 ann 5    -> ok 0 1
        reverse  r4 ann 0 r2 -> ok 9 0
        """)]
    [InlineData("""
        // The clawback of an earning counts with the earning: it is not reversed.
        earn     r1 ann 10   -> ok 10 0
        clawback r2 ann 4 r1 -> ok 6 0
        reverse  r3 ann 0 r2 -> NOT_REVERSIBLE 6 0
        reverse  r4 ann 0 r1 -> ALREADY_UNDONE 6 0
        """)]
    [InlineData("""
        // Adjustments, given and taken.
        earn    r0 ann 10   -> ok 10 0
        adjust  r1 ann 5    -> ok 15 0
        adjust  r2 ann -12  -> ok 3 0
        reverse r3 ann 0 r1 -> ALREADY_SPENT 3 0
        reverse r4 ann 0 r2 -> ok 15 0
        reverse r5 ann 0 r1 -> ok 10 0
        """)]
    [InlineData("""
        // A gift goes back to the giver's lots, if the receiver still has it.
        coin    aster days=30
        earn    r0 bob 1    -> ok 1 0
        earn    r1 ann 10   -> ok 10 0
        gift    r2 ann 6 to=bob -> ok 4 0
        hold    r3 bob 2    -> ok 7 0
        reverse r4 ann 0 r2 -> ALREADY_SPENT 4 0
        release r5 bob 0 r3 -> ok 7 0
        reverse r6 ann 0 r2 -> ok 10 0 lots=10@2026-02-01
        look    bob         -> 1 0
        """)]
    [InlineData("""
        // A capture is reversed whole, its released rest stays where it is.
        earn    r1 ann 100   -> ok 100 0
        hold    r2 ann 60    -> ok 100 0
        capture r3 ann 25 r2 -> ok 75 0
        reverse r4 ann 0 r3  -> ok 100 0 available=100
        refund  r5 ann 1 r3  -> ALREADY_UNDONE 100 0
        """)]
    [InlineData("""
        // A payment across brands: refunded in part it is not reversed any more, reversed it is not refunded.
        earn     r0 ann 100                    -> ok 100 0
        exchange r1 ann 60 made=6 by=birch     -> ok 40 0
        refund   r2 ann 2 birch:r1             -> ok 60 0
        reverse  r3 ann 0 birch:r1             -> ALREADY_UNDONE 60 0
        exchange r4 ann 60 made=6 by=birch     -> ok 0 0
        reverse  r5 ann 0 birch:r4             -> ok 60 0
        refund   r6 ann 1 birch:r4             -> ALREADY_UNDONE 60 0
        """)]
    [InlineData("""
        // What cannot be reversed.
        earn    r1 ann 100 pending -> ok 100 0
        confirm r2 ann 0 r1  -> ok 100 0
        reverse r3 ann 0 r2  -> NOT_REVERSIBLE 100 0
        reverse r4 ann 0 r1  -> NOT_REVERSIBLE 100 0
        hold    r5 ann 10    -> ok 100 0
        reverse r6 ann 0 r5  -> NOT_REVERSIBLE 100 0
        release r7 ann 0 r5  -> ok 100 0
        reverse r8 ann 0 r7  -> NOT_REVERSIBLE 100 0
        redeem  r9 ann 10    -> ok 90 0
        refund  r10 ann 1 r9 -> ok 91 0
        reverse r11 ann 0 r10 -> NOT_REVERSIBLE 91 0
        freeze  r12 ann       -> ok 91 0
        reverse r13 ann 0 r12 -> NOT_REVERSIBLE 91 0
        reverse r14 ann 0 r99 -> JOURNAL_NOT_FOUND
        """)]
    [InlineData("""
        // Reversing a purchase claws back what was earned on it.
        earn    r0 ann 100   -> ok 100 0
        redeem  r1 ann 100   -> ok 0 0
        earn    r2 ann 10 r1 -> ok 10 0
        reverse r3 ann 0 r1  -> ok 100 0
        """)]
    [InlineData("""
        // An earning that was reversed is not clawed back with its purchase.
        earn    r0 ann 100   -> ok 100 0
        redeem  r1 ann 100   -> ok 0 0
        earn    r2 ann 10 r1 -> ok 10 0
        reverse r3 ann 0 r2  -> ok 0 0
        refund  r4 ann 0 r1  -> ok 100 0
        """)]
    [InlineData("""
        // A payment that went into a wallet redeemed nothing: reversing it claws back nothing of what was earned on it.
        earn     r0 ann 100                              -> ok 100 0
        earn     r1 bob.birch 1                          -> ok 1 0
        exchange r2 ann 60 made=6 by=birch to=bob.birch  -> ok 40 0
        look     bob.birch                               -> 7 0
        earn     r3 ann 5 birch:r2                       -> ok 45 0
        reverse  r4 ann 0 birch:r2                       -> ok 105 0
        look     bob.birch                               -> 1 0
        """)]
    public void Posting_UndoStory_ComesTrue(string table) => Story.Tell(table);
}
