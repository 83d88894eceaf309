namespace Federation.Ledger.Tests;

/// <summary>Coins that expire: the four rules, the order of taking, and what a hold keeps alive. See
/// <see cref="Story"/>.</summary>
public sealed class PostingExpiryTests
{
    [Theory]
    [InlineData("""
        // What is available is what has not expired, swept or not: earn 100, spend 60, earn 50, let the first lot expire: 50.
        coin   aster days=30
        earn   r1 ann 100 -> ok 100 0 available=100 lots=100@2026-02-01
        redeem r2 ann 60  -> ok 40  0 available=40  lots=40@2026-02-01
        time   2026-01-20
        earn   r3 ann 50  -> ok 90  0 available=90  lots=40@2026-02-01,50@2026-02-20
        time   2026-01-31T23:59:59
        look   ann        -> 90 0 available=90
        time   2026-02-01
        look   ann        -> 90 0 available=50
        redeem r4 ann 51  -> INSUFFICIENT_COINS 90 0
        redeem r5 ann 20  -> ok 70 0 available=30 lots=40@2026-02-01,30@2026-02-20
        expire s1 ann     -> ok 30 0 available=30 lots=30@2026-02-20
        expire s2 ann     -> INSUFFICIENT_COINS 30 0
        """)]
    [InlineData("""
        // A coin without a rule never expires.
        earn   r1 ann 100 -> ok 100 0 lots=100@never
        time   +36500d
        expire s1 ann     -> INSUFFICIENT_COINS 100 0 available=100
        """)]
    [InlineData("""
        // Days begin in the coin's time zone: in Shanghai it is eight in the morning when it is midnight UTC.
        coin aster days=1 zone=Asia/Shanghai
        earn r1 ann 10 -> ok 10 0 lots=10@2026-01-02T16:00
        time 2026-01-01T16:00
        earn r2 ann 10 -> ok 20 0 lots=10@2026-01-02T16:00,10@2026-01-03T16:00
        time 2026-01-02T15:59:59
        look ann -> 20 0 available=20
        time 2026-01-02T16:00
        look ann -> 20 0 available=10
        """)]
    [InlineData("""
        // Months: the same day of a later month, or its last.
        coin aster months=1
        time 2026-01-31
        earn r1 ann 10 -> ok 10 0 lots=10@2026-03-01
        time 2026-02-28
        earn r2 ann 10 -> ok 20 0 lots=10@2026-03-01,10@2026-03-29
        """)]
    [InlineData("""
        // Fixed dates: the next one after the day of earning.
        coin aster dates=6-30,12-31
        earn r1 ann 10 -> ok 10 0 lots=10@2026-07-01
        time 2026-06-30
        earn r2 ann 10 -> ok 20 0 lots=10@2026-07-01,10@2027-01-01
        """)]
    [InlineData("""
        // With activity: all coins live until some days after the last thing that the member did.
        coin   aster activity=30
        earn   r1 ann 100 -> ok 100 0 lots=100@activity
        time   2026-01-21
        redeem r2 ann 1   -> ok 99  0 available=99
        time   2026-02-20T23:59:59
        look   ann        -> 99 0 available=99
        time   2026-02-21
        look   ann        -> 99 0 available=0
        redeem r3 ann 1   -> INSUFFICIENT_COINS 0 0
        """)]
    [InlineData("""
        // Activity that comes too late brings nothing back: what was gone goes first.
        coin  aster activity=30
        earn  r1 ann 100 -> ok 100 0 lots=100@activity
        time  +31d
        earn  r2 ann 10  -> ok 10 0 available=10 lots=10@activity
        """)]
    [InlineData("""
        // A clawback is the issuer's doing: it is no activity of the member.
        coin     aster activity=30
        earn     r1 ann 100 -> ok 100 0
        time     +20d
        clawback r2 ann 1   -> ok 99 0
        time     +11d
        look     ann        -> 99 0 available=0
        """)]
    [InlineData("""
        // A held lot does not expire under its hold; what is captured of it is spent, what is released is gone.
        coin    aster days=10
        earn    r1 ann 100              -> ok 100 0 lots=100@2026-01-12
        hold    r2 ann 60 for=30d       -> ok 100 0 available=40 held=60 lots=100/60@2026-01-12
        time    2026-01-12
        expire  s1 ann                  -> ok 60 0 available=0 held=60 lots=60/60@2026-01-12
        capture r3 ann 25 r2 keep       -> ok 35 0 available=0 held=35 lots=35/35@2026-01-12
        release r4 ann 0 r2             -> ok 0 0 held=0 lots=none
        """)]
    [InlineData("""
        // With days of grace what comes back lives on for so many days after its end.
        coin    aster days=10 grace=3
        earn    r1 ann 100 -> ok 100 0 lots=100@2026-01-12
        hold    r2 ann 60 for=30d -> ok 100 0
        time    2026-01-12T08:00
        release r3 ann 20 r2 -> ok 100 0 available=20 held=40 lots=80/40@2026-01-12,20@2026-01-15~grace
        expire  s1 ann       -> ok 60  0 available=20 held=40 lots=40/40@2026-01-12,20@2026-01-15~grace
        """)]
    [InlineData("""
        // Grace is counted once, from the first end: holding coins over an end again brings them nothing, and neither does a late release.
        coin    aster days=10 grace=3
        earn    r1 ann 100 -> ok 100 0 lots=100@2026-01-12
        hold    r2 ann 60 for=30d -> ok 100 0
        hold    r3 ann 40 for=30d -> ok 100 0
        time    2026-01-13
        release r4 ann 0 r2 -> ok 100 0 lots=40/40@2026-01-12,60@2026-01-15~grace
        hold    r5 ann 60 for=30d -> ok 100 0
        time    2026-01-15
        release r6 ann 0 r5 -> ok 40 0 lots=40/40@2026-01-12
        release r7 ann 0 r3 -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // Taken first is what expires first, then promotional before earned before purchased coins.
        coin   aster days=30
        earn   r1 ann 10 provenance=purchased   -> ok 10 0
        earn   r2 ann 10                        -> ok 20 0
        earn   r3 ann 10 provenance=promotional -> ok 30 0 lots=10@2026-02-01:promotional,10@2026-02-01,10@2026-02-01:purchased
        time   +1d
        earn   r4 ann 10 provenance=promotional -> ok 40 0
        redeem r5 ann 15 -> ok 25 0 lots=5@2026-02-01,10@2026-02-01:purchased,10@2026-02-02:promotional
        redeem r6 ann 16 -> ok 9  0 lots=9@2026-02-02:promotional
        """)]
    [InlineData("""
        // Never comes after every day, and activity just before never.
        coin   birch activity=5 grace=1
        earn   r1 ann 5 -> ok 5 0 lots=5@never
        earn   r2 ann.birch 5 -> ok 5 0
        redeem r3 ann.birch 5 -> ok 0 0
        time   +6d
        refund r4 ann.birch 2 r3 -> ok 2 0 lots=2@2026-01-08~grace
        earn   r5 ann.birch 4    -> ok 6 0 lots=2@2026-01-08~grace,4@activity
        redeem r6 ann.birch 3    -> ok 3 0 lots=3@activity
        """)]
    [InlineData("""
        // A clock that was set back brings no coins back: a wallet's time does not go back.
        coin   aster days=1
        earn   r1 ann 10 -> ok 10 0 lots=10@2026-01-03
        time   2026-01-03T00:30
        earn   r2 ann 5  -> ok 15 0 available=5
        time   -1h
        look   ann       -> 15 0 available=5
        redeem r3 ann 6  -> INSUFFICIENT_COINS 15 0
        earn   r4 ann 1  -> ok 16 0 lots=10@2026-01-03,6@2026-01-05
        """)]
    [InlineData("""
        // A wallet that was touched while the clock was a year ahead is decided on by the right time again: nothing is
        // gone that a sweep has not taken, and what is earned lives as long as it should.
        coin   aster days=1
        earn   r1 ann 10 -> ok 10 0 lots=10@2026-01-03
        time   +400d
        freeze f1 ann 0  -> ok 10 0 available=0
        time   -400d
        look   ann       -> 10 0 available=10
        unfreeze f2 ann 0 -> ok 10 0 available=10
        earn   r2 ann 5  -> ok 15 0 lots=15@2026-01-03
        redeem r3 ann 12 -> ok 3 0
        hold   h1 ann 3 for=1h -> ok 3 0 held=3
        time   +1h
        look   ann       -> 3 0 held=3
        release r4 ann 0 h1 -> ok 3 0 held=0
        """)]
    [InlineData("""
        // What left while the clock was a year ahead does not count against a cap of the right day.
        earn     r1 ann 100 -> ok 100 0
        time     +400d
        exchange x1 ann 60 made=1 by=birch cap=60 -> ok 40 0
        time     -400d
        exchange x2 ann 10 made=1 by=birch cap=10 -> ok 30 0
        exchange x3 ann 1 made=1 by=birch cap=10 -> DAILY_CAP_EXCEEDED 30 0
        """)]
    [InlineData("""
        // Unlinked and closed wallets expire as well.
        coin   aster days=1
        earn   r1 ann 10 -> ok 10 0
        state  ann Unlinked
        time   +2d
        expire s1 ann    -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // Where all coins are held when the activity has run out, there is nothing to expire until the hold ends.
        coin    aster activity=5
        earn    r1 ann 10         -> ok 10 0
        hold    r2 ann 10 for=30d -> ok 10 0 held=10
        time    +20d
        freeze  r3 ann            -> ok 10 0 held=10 lots=10/10@activity
        release r4 ann 0 r2       -> ok 0 0 lots=none
        """)]
    public void Posting_ExpiryStory_ComesTrue(string table) => Story.Tell(table);
}
