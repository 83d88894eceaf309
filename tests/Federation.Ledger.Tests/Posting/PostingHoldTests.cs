namespace Federation.Ledger.Tests;

/// <summary>Two-phase spending. See <see cref="Story"/>.</summary>
public sealed class PostingHoldTests
{
    [Theory]
    [InlineData("""
        // Held, then captured whole: spent once.
        earn    r1 ann 100   -> ok 100 0 available=100 held=0
        hold    r2 ann 60    -> ok 100 0 available=40 held=60 lots=100/60@never
        redeem  r3 ann 41    -> INSUFFICIENT_COINS 100 0
        capture r4 ann 0 r2  -> ok 40 0 available=40 held=0 lots=40@never
        capture r5 ann 0 r2  -> HOLD_CLOSED 40 0
        release r6 ann 0 r2  -> HOLD_CLOSED 40 0
        """)]
    [InlineData("""
        // Captured in part, the rest released.
        earn    r1 ann 100   -> ok 100 0
        hold    r2 ann 60    -> ok 100 0 held=60
        capture r3 ann 25 r2 -> ok 75 0 available=75 held=0
        capture r4 ann 1 r2  -> HOLD_CLOSED 75 0
        """)]
    [InlineData("""
        // Captured several times, the rest kept; never more than is held.
        earn    r1 ann 100        -> ok 100 0
        hold    r2 ann 60         -> ok 100 0 held=60
        capture r3 ann 25 r2 keep -> ok 75 0 available=40 held=35
        capture r4 ann 36 r2 keep -> CAPTURE_EXCEEDS_HOLD 75 0 held=35
        capture r5 ann 30 r2 keep -> ok 45 0 available=40 held=5
        capture r6 ann 0 r2 keep  -> ok 40 0 available=40 held=0
        capture r7 ann 0 r2 keep  -> HOLD_CLOSED 40 0
        """)]
    [InlineData("""
        // Released in parts; more than is held is refused.
        earn    r1 ann 100   -> ok 100 0
        hold    r2 ann 60    -> ok 100 0 available=40 held=60
        release r3 ann 20 r2 -> ok 100 0 available=60 held=40
        release r4 ann 41 r2 -> CAPTURE_EXCEEDS_HOLD 100 0 held=40
        release r5 ann 0 r2  -> ok 100 0 available=100 held=0
        """)]
    [InlineData("""
        // Six holds of 1000 on 5000: the sixth is refused, and stays so.
        earn r0 ann 5000 -> ok 5000 0
        hold r1 ann 1000 -> ok 5000 0 available=4000
        hold r2 ann 1000 -> ok 5000 0 available=3000
        hold r3 ann 1000 -> ok 5000 0 available=2000
        hold r4 ann 1000 -> ok 5000 0 available=1000
        hold r5 ann 1000 -> ok 5000 0 available=0 held=5000
        hold r6 ann 1000 -> INSUFFICIENT_COINS 5000 0 held=5000
        release r7 ann 0 r1 -> ok 5000 0 available=1000
        hold r6 ann 1000 -> INSUFFICIENT_COINS 5000 0
        hold r8 ann 1000 -> ok 5000 0 available=0
        """)]
    [InlineData("""
        // A hold's time passes: what it held is available again to whoever comes next, and it captures nothing any more.
        earn    r1 ann 100          -> ok 100 0
        hold    r2 ann 60 for=7d    -> ok 100 0 available=40 held=60
        time    2026-01-07T23:59:59
        redeem  r3 ann 41           -> INSUFFICIENT_COINS 100 0 held=60
        time    2026-01-08
        redeem  r4 ann 41           -> ok 59 0 available=59 held=0
        capture r5 ann 1 r2         -> HOLD_EXPIRED 59 0
        extendhold r6 ann 0 r2 for=1d -> HOLD_EXPIRED 59 0
        release r7 ann 0 r2         -> ok 59 0
        """)]
    [InlineData("""
        // A hold that was captured whole is closed, not expired, however late it is asked for.
        earn    r1 ann 100       -> ok 100 0
        hold    r2 ann 60 for=7d -> ok 100 0
        capture r3 ann 0 r2      -> ok 40 0
        time    +30d
        capture r4 ann 1 r2      -> HOLD_CLOSED 40 0
        release r5 ann 1 r2      -> HOLD_CLOSED 40 0
        """)]
    [InlineData("""
        // Extended, it holds from the moment of the extension on; shortened, it ends earlier.
        earn    r1 ann 100              -> ok 100 0
        hold    r2 ann 60 for=7d        -> ok 100 0
        time    +6d
        extendhold r3 ann 0 r2 for=7d   -> ok 100 0 held=60
        time    +6d
        capture r4 ann 10 r2 keep       -> ok 90 0 held=50
        extendhold r5 ann 0 r2 for=1h   -> ok 90 0 held=50
        time    +2h
        capture r6 ann 10 r2            -> HOLD_EXPIRED 90 0 available=90 held=0
        release r7 ann 0 r2             -> ok 90 0
        """)]
    [InlineData("""
        // What would be taken first is held and captured first, and given back last.
        coin    aster days=30
        earn    r1 ann 50 -> ok 50 0
        time    +1d
        earn    r2 ann 50 -> ok 100 0
        hold    r3 ann 70 -> ok 100 0 lots=50/50@2026-02-01,50/20@2026-02-02
        release r4 ann 30 r3      -> ok 100 0 available=60 lots=50/40@2026-02-01,50@2026-02-02
        capture r5 ann 10 r3      -> ok 90  0 available=90 lots=40@2026-02-01,50@2026-02-02
        """)]
    [InlineData("""
        // Two holds of one lot are two holds.
        earn    r1 ann 100  -> ok 100 0
        hold    r2 ann 30   -> ok 100 0 held=30
        hold    r3 ann 30   -> ok 100 0 held=60
        capture r4 ann 0 r2 -> ok 70 0 held=30
        release r5 ann 0 r3 -> ok 70 0 held=0
        """)]
    [InlineData("""
        // A capture is refunded like any spending: to its lots, and only what it took.
        coin    aster days=10
        earn    r1 ann 100         -> ok 100 0
        hold    r2 ann 60 for=30d  -> ok 100 0
        time    2026-01-12
        capture r3 ann 25 r2       -> ok 40 0 available=0 lots=40@2026-01-12
        expire  s1 ann             -> ok 0 0
        refund  r4 ann 0 r3        -> ok 0 0 lots=none
        refund  r5 ann 1 r3        -> REFUND_EXCEEDS_REST 0 0
        """)]
    [InlineData("""
        // Holding and capturing need a wallet that moves; giving back does not.
        earn    r1 ann 100  -> ok 100 0
        hold    r2 ann 60   -> ok 100 0
        freeze  r3 ann      -> ok 100 0
        hold    r4 ann 1    -> WALLET_FROZEN 100 0
        capture r5 ann 10 r2 keep -> ok 90 0 held=50
        state   ann Unlinked
        capture r6 ann 10 r2 keep -> NOT_LINKED 90 0 held=50
        release r7 ann 10 r2 -> ok 90 0 held=40
        """)]
    [InlineData("""
        // There is no hold that is none.
        earn    r1 ann 100  -> ok 100 0
        capture r2 ann 1 r1 -> HOLD_NOT_FOUND
        release r3 ann 1 r9 -> HOLD_NOT_FOUND
        """)]
    public void Posting_HoldStory_ComesTrue(string table) => Story.Tell(table);
}
