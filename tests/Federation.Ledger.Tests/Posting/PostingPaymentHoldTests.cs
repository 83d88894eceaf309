namespace Federation.Ledger.Tests;

/// <summary>Payments across brands that are settled later: what the exchange sets aside of several wallets, takes in
/// parts and gives back; payments from several coins; conversions. <c>hold … pays also=w:n made=n</c> sets aside,
/// <c>exchange … about</c> captures so many of what the exchange makes and of the merchant's own, birch's. See
/// <see cref="Story"/>.</summary>
public sealed class PostingPaymentHoldTests
{
    [Theory]
    [InlineData("""
        // Set aside of two wallets, and captured whole: both at once.
        earn     r1 ann 100       -> ok 100 0
        earn     r2 ann.birch 50  -> ok 50 0
        hold     r3 ann 60 pays by=birch also=ann.birch:20 made=80 -> ok 100 0 available=40 held=60
        look     ann.birch        -> 50 0 available=30 held=20
        redeem   r4 ann 41        -> INSUFFICIENT_COINS 100 0
        exchange r5 ann 100 birch:r3 by=birch -> ok 40 0 held=0
        look     ann.birch        -> 30 0 available=30 held=0
        exchange r6 ann 1 birch:r3 by=birch -> HOLD_CLOSED 40 0
        release  r7 ann 0 birch:r3 by=birch -> HOLD_CLOSED 40 0
        """)]
    [InlineData("""
        // In parts that keep the rest: wallet by wallet, and never more than was authorized.
        earn     r1 ann 100       -> ok 100 0
        earn     r2 ann.birch 50  -> ok 50 0
        hold     r3 ann 60 pays by=birch also=ann.birch:20 made=80 -> ok 100 0
        // 22.5 coins for 30 of 80: rounded up.
        exchange r4 ann 30 birch:r3 by=birch keep -> ok 77 0 available=40 held=37
        exchange r5 ann 71 birch:r3 by=birch keep -> CAPTURE_EXCEEDS_HOLD 77 0 held=37
        exchange r6 ann 65 birch:r3 by=birch keep -> ok 40 0 held=0
        look     ann.birch        -> 35 0 available=30 held=5
        exchange r7 ann 5 birch:r3 by=birch -> ok 40 0
        look     ann.birch        -> 30 0 available=30 held=0
        """)]
    [InlineData("""
        // A part without keeping the rest gives back the others' as well.
        earn     r1 ann 100       -> ok 100 0
        earn     r2 ann.birch 50  -> ok 50 0
        hold     r3 ann 60 pays by=birch also=ann.birch:20 made=80 -> ok 100 0
        exchange r4 ann 30 birch:r3 by=birch -> ok 77 0 available=77 held=0
        look     ann.birch        -> 50 0 available=50 held=0
        exchange r5 ann 1 birch:r3 by=birch keep -> HOLD_CLOSED 77 0
        """)]
    [InlineData("""
        // Another part, or a refund, came first: nothing happened, nothing is remembered, and the same request is taken when it is right.
        earn     r1 ann 100 -> ok 100 0
        hold     r3 ann 60 pays by=birch made=60 -> ok 100 0
        exchange r4 ann 30 birch:r3 by=birch before=0 keep -> ok 70 0
        exchange r5 ann 10 birch:r3 by=birch before=0 keep -> CONTENDED 70 0 held=30
        exchange r5 ann 10 birch:r3 by=birch before=31 keep -> CONTENDED 70 0 held=30
        refund   r6 ann 10 birch:r4 by=birch -> ok 80 0 available=50 held=30
        exchange r5 ann 10 birch:r3 by=birch before=30 back=0 keep -> CONTENDED 80 0 held=30
        exchange r5 ann 10 birch:r3 by=birch before=30 back=10 keep -> ok 70 0 held=20
        exchange r4 ann 30 birch:r3 by=birch before=0 keep -> replayed 70 0
        """)]
    [InlineData("""
        // The last coin goes with a part that rounds up: the parts after it take none, and the hold ends only with its rest.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 1 pays by=birch made=10 -> ok 100 0 held=1
        exchange r3 ann 1 birch:r2 by=birch keep -> ok 99 0 held=0
        exchange r4 ann 8 birch:r2 by=birch keep -> ok 99 0
        exchange r5 ann 2 birch:r2 by=birch keep -> CAPTURE_EXCEEDS_HOLD 99 0
        exchange r6 ann 1 birch:r2 by=birch -> ok 99 0
        exchange r7 ann 1 birch:r2 by=birch keep -> HOLD_CLOSED 99 0
        release  r8 ann 0 birch:r2 by=birch -> HOLD_CLOSED 99 0
        """)]
    [InlineData("""
        // Of a hold whose coins are all taken the rest can be given up, and its time passes like any other's.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 1 pays by=birch made=10 -> ok 100 0
        exchange r3 ann 1 birch:r2 by=birch keep -> ok 99 0
        release  r4 ann 0 birch:r2 by=birch -> ok 99 0
        exchange r5 ann 1 birch:r2 by=birch keep -> HOLD_CLOSED 99 0
        hold     r6 ann 1 pays by=birch made=10 for=7d -> ok 99 0
        exchange r7 ann 1 birch:r6 by=birch keep -> ok 98 0
        time     +7d
        exchange r8 ann 1 birch:r6 by=birch keep -> HOLD_EXPIRED 98 0
        release  r9 ann 0 birch:r6 by=birch -> ok 98 0
        """)]
    [InlineData("""
        // Released: back to the lots, of each wallet.
        coin     aster days=30
        earn     r1 ann 50        -> ok 50 0
        time     +1d
        earn     r2 ann 50        -> ok 100 0
        earn     r3 ann.birch 50  -> ok 50 0
        hold     r4 ann 70 pays by=birch also=ann.birch:20 made=35 -> ok 100 0 lots=50/50@2026-02-01,50/20@2026-02-02
        exchange r5 ann 5 birch:r4 by=birch keep -> ok 90 0 lots=40/40@2026-02-01,50/20@2026-02-02
        release  r6 ann 0 birch:r4 by=birch -> ok 90 0 available=90 lots=40@2026-02-01,50@2026-02-02
        look     ann.birch        -> 50 0 available=50 lots=50@never
        exchange r7 ann 5 birch:r4 by=birch keep -> HOLD_CLOSED 90 0
        """)]
    [InlineData("""
        // Held coins do not expire under their hold; given back, they do.
        coin     aster days=10
        earn     r1 ann 100  -> ok 100 0
        hold     r2 ann 60 pays by=birch made=15 for=30d -> ok 100 0 held=60
        time     2026-01-12
        expire   s1 ann      -> ok 60 0 available=0 held=60
        exchange r3 ann 5 birch:r2 by=birch keep -> ok 40 0 held=40
        release  r4 ann 0 birch:r2 by=birch -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // Its time passes: the next command on a wallet finds the coins available; what was captured stays known.
        earn     r1 ann 100       -> ok 100 0
        earn     r2 ann.birch 50  -> ok 50 0
        hold     r3 ann 60 pays by=birch also=ann.birch:20 made=54 for=7d -> ok 100 0
        exchange r4 ann 9 birch:r3 by=birch keep -> ok 90 0 held=50
        time     +7d
        redeem   r5 ann 90        -> ok 0 0 held=0
        look     ann.birch        -> 50 0 held=20
        redeem   r6 ann.birch 50  -> ok 0 0 held=0
        exchange r7 ann 1 birch:r3 by=birch before=0 keep -> CONTENDED 0 0
        exchange r7 ann 1 birch:r3 by=birch before=9 keep -> HOLD_EXPIRED 0 0
        release  r8 ann 0 birch:r3 by=birch -> ok 0 0
        """)]
    [InlineData("""
        // A part of a capture is refunded exactly: to its lots, what was taken last first.
        coin     aster days=30
        earn     r1 ann 50        -> ok 50 0
        time     +1d
        earn     r2 ann 50        -> ok 100 0
        earn     r3 ann.birch 50  -> ok 50 0
        hold     r4 ann 70 pays by=birch also=ann.birch:20 made=70 -> ok 100 0
        exchange r5 ann 80 birch:r4 by=birch -> ok 30 0 lots=30@2026-02-02
        look     ann.birch        -> 40 0
        refund   r6 ann 15 birch:r5 by=birch -> ok 35 0 lots=35@2026-02-02
        look     ann.birch        -> 50 0
        refund   r7 ann 66 birch:r5 by=birch -> REFUND_EXCEEDS_REST 35 0
        refund   r8 ann 0 birch:r5 by=birch -> ok 100 0 lots=50@2026-02-01,50@2026-02-02
        look     ann.birch        -> 50 0
        refund   r9 ann 1 birch:r4 by=birch -> NOT_REFUNDABLE 100 0
        """)]
    [InlineData("""
        // One coin for three: as long as one of them stays captured, the coin is paid for it. Refunds of each part in any order.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 1 pays by=birch made=3 off=300 on=100 -> ok 100 0 held=1
        exchange r3 ann 1 birch:r2 by=birch keep -> ok 99 0 held=0
        exchange r4 ann 2 birch:r2 by=birch -> ok 99 0
        refund   r5 ann 0 birch:r3 by=birch -> ok 99 0
        refund   r6 ann 1 birch:r4 by=birch -> ok 99 0
        refund   r7 ann 0 birch:r4 by=birch -> ok 100 0
        """)]
    [InlineData("""
        // Refunded while the rest is open: what the rest needs stays held, all else is free, and the rest can still be captured.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 10 pays by=birch made=30 -> ok 100 0 available=90 held=10
        exchange r3 ann 15 birch:r2 by=birch keep -> ok 95 0 held=5
        // 5 of 30 captured take 2 coins, and 20 of 30 need 7.
        refund   r4 ann 10 birch:r3 by=birch -> ok 98 0 available=93 held=5
        redeem   r5 ann 93 -> ok 5 0 available=0
        exchange r6 ann 15 birch:r2 by=birch keep -> ok 0 0 held=0
        exchange r7 ann 1 birch:r2 by=birch keep -> HOLD_CLOSED 0 0
        refund   r8 ann 0 birch:r6 by=birch -> ok 5 0 available=5
        refund   r9 ann 5 birch:r3 by=birch -> ok 7 0 available=7
        """)]
    [InlineData("""
        // The coin of a refunded part is held again for the rest, in its lot, and comes back with the release.
        coin     aster days=30
        earn     r1 ann 1   -> ok 1 0
        time     +1d
        earn     r2 ann 1   -> ok 2 0
        hold     r3 ann 2 pays by=birch made=6 -> ok 2 0 lots=1/1@2026-02-01,1/1@2026-02-02
        exchange r4 ann 4 birch:r3 by=birch keep -> ok 0 0 lots=none
        refund   r5 ann 2 birch:r4 by=birch -> ok 1 0 lots=1/1@2026-02-02
        refund   r6 ann 1 birch:r4 by=birch -> ok 1 0 lots=1@2026-02-02
        refund   r7 ann 1 birch:r4 by=birch -> ok 2 0 lots=1/1@2026-02-01,1@2026-02-02
        release  r8 ann 0 birch:r3 by=birch -> ok 2 0 lots=1@2026-02-01,1@2026-02-02
        """)]
    [InlineData("""
        // Several coins and the merchant's own, refunded one by one of three: floors, and all of it in the end.
        earn     r1 ann 100       -> ok 100 0
        earn     r2 ann.birch 50  -> ok 50 0
        exchange r3 ann 10 by=birch also=ann.birch:1 made=2 -> ok 90 0
        look     ann.birch        -> 49 0
        refund   r4 ann 1 birch:r3 by=birch -> ok 93 0
        look     ann.birch        -> 49 0
        refund   r5 ann 1 birch:r3 by=birch -> ok 96 0
        look     ann.birch        -> 49 0
        refund   r6 ann 1 birch:r3 by=birch -> ok 100 0
        look     ann.birch        -> 50 0
        refund   r7 ann 0 birch:r3 by=birch -> REFUND_EXCEEDS_REST 100 0
        """)]
    [InlineData("""
        // A capture that took no coins may give one back: that of the parts before it, once no unit needs it any more.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 1 pays by=birch made=10 -> ok 100 0
        exchange r3 ann 1 birch:r2 by=birch keep -> ok 99 0
        exchange r4 ann 8 birch:r2 by=birch keep -> ok 99 0
        refund   r5 ann 3 birch:r4 by=birch -> ok 99 0
        refund   r6 ann 6 birch:r4 by=birch -> REFUND_EXCEEDS_REST 99 0
        reverse  r7 ann 0 birch:r3 by=birch -> ok 99 0 held=0
        refund   r8 ann 0 birch:r4 by=birch -> ok 100 0 available=99 held=1
        release  r9 ann 0 birch:r2 by=birch -> ok 100 0 available=100
        """)]
    [InlineData("""
        // Reversed by an admin, a capture gives back what it took, whatever became of the rest that it released.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 60 pays by=birch made=54 -> ok 100 0
        exchange r3 ann 9 birch:r2 by=birch -> ok 90 0 available=90
        redeem   r4 ann 90  -> ok 0 0
        reverse  r5 ann 0 birch:r3 by=birch -> ok 10 0
        reverse  r6 ann 0 birch:r3 by=birch -> ALREADY_UNDONE 10 0
        """)]
    [InlineData("""
        // Converted coins are kept; undone, they are taken back and the others return to their lots.
        coin     aster days=30
        earn     r1 ann 50        -> ok 50 0
        earn     r2 ann.birch 1   -> ok 1 0
        exchange r3 ann 20 made=40 by=birch to=ann.birch -> ok 30 0
        look     ann.birch        -> 41 0 lots=41@never
        reverse  r4 ann 0 birch:r3 by=birch -> ok 50 0 lots=50@2026-02-01
        look     ann.birch        -> 1 0
        reverse  r5 ann 0 birch:r3 by=birch -> ALREADY_UNDONE 50 0
        """)]
    [InlineData("""
        // Once spent, a conversion is not undone, and that is remembered; held coins are not there either.
        earn     r1 ann 50        -> ok 50 0
        earn     r2 ann.birch 1   -> ok 1 0
        exchange r3 ann 20 made=40 by=birch to=ann.birch -> ok 30 0
        redeem   r4 ann.birch 2   -> ok 39 0
        reverse  r5 ann 0 birch:r3 by=birch -> ALREADY_SPENT 30 0
        refund   r6 ann.birch 0 r4 -> ok 41 0
        reverse  r5 ann 0 birch:r3 by=birch -> ALREADY_SPENT 30 0
        hold     r7 ann.birch 2   -> ok 41 0
        reverse  r8 ann 0 birch:r3 by=birch -> ALREADY_SPENT 30 0
        refund   r9 ann 0 birch:r3 by=birch -> REFUND_EXCEEDS_REST 30 0
        """)]
    [InlineData("""
        // Planned from wallets that have changed: said for now, and not remembered. Unplanned, it is.
        earn     r1 ann 50 -> ok 50 0
        exchange r2 ann 60 made=1 by=birch planned -> CONTENDED 50 0
        hold     r3 ann 60 pays by=birch made=60 planned -> CONTENDED 50 0
        exchange r4 ann 10 made=1 by=birch cap=9 planned -> CONTENDED 50 0
        exchange r5 ann 60 made=1 by=birch -> INSUFFICIENT_COINS 50 0
        earn     r6 ann 50 -> ok 100 0
        exchange r2 ann 60 made=1 by=birch planned -> ok 40 0
        exchange r5 ann 60 made=1 by=birch -> INSUFFICIENT_COINS 40 0
        exchange r7 ann 10 made=1 by=birch also=bob.birch:1 planned -> WALLET_NOT_FOUND
        """)]
    [InlineData("""
        // The cap counts when coins are set aside: captures do not count again, and what is released on the same day is given back to it.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 30 pays by=birch made=30 cap=40 for=3d -> ok 100 0
        exchange r3 ann 20 birch:r2 by=birch keep -> ok 80 0
        hold     r4 ann 11 pays by=birch made=11 cap=40 -> DAILY_CAP_EXCEEDED 80 0
        release  r5 ann 0 birch:r2 by=birch -> ok 80 0 held=0
        exchange r6 ann 21 made=1 by=birch cap=40 -> DAILY_CAP_EXCEEDED 80 0
        exchange r7 ann 20 made=1 by=birch cap=40 -> ok 60 0
        refund   r8 ann 0 birch:r7 by=birch -> ok 80 0
        refund   r9 ann 15 birch:r3 by=birch -> ok 95 0
        hold     r10 ann 36 pays by=birch made=36 cap=40 for=3d -> DAILY_CAP_EXCEEDED 95 0
        hold     r11 ann 35 pays by=birch made=35 cap=40 for=3d -> ok 95 0
        // Of another day, or without a cap, nothing is given back.
        time     +1d
        hold     r12 ann 40 pays by=birch made=40 cap=40 -> ok 95 0
        release  r13 ann 0 birch:r11 by=birch -> ok 95 0
        exchange r14 ann 5 made=1 by=birch -> ok 90 0
        refund   r15 ann 0 birch:r14 by=birch -> ok 95 0
        exchange r16 ann 1 made=1 by=birch cap=40 -> DAILY_CAP_EXCEEDED 95 0
        """)]
    [InlineData("""
        // Bought coins are never set aside for another brand, however many there are.
        earn     r1 ann 100 provenance=purchased -> ok 100 0
        earn     r2 ann 10  -> ok 110 0
        hold     r3 ann 11 pays by=birch made=11 -> INSUFFICIENT_COINS 110 0
        hold     r4 ann 10 pays by=birch made=10 -> ok 110 0 lots=10/10@never,100@never:purchased
        exchange r5 ann 1 made=1 by=birch -> INSUFFICIENT_COINS 110 0
        """)]
    [InlineData("""
        // All wallets or none: a wallet that is missing, frozen, unlinked or too poor refuses the whole.
        earn     r1 ann 100       -> ok 100 0
        hold     r2 ann 10 pays by=birch made=10 also=ann.birch:1 -> WALLET_NOT_FOUND
        earn     r3 ann.birch 5   -> ok 5 0
        hold     r4 ann 10 pays by=birch made=10 also=ann.birch:6 -> INSUFFICIENT_COINS 100 0 held=0
        freeze   r5 ann.birch     -> ok 5 0
        hold     r6 ann 10 pays by=birch made=10 also=ann.birch:1 -> WALLET_FROZEN 100 0 held=0
        unfreeze r7 ann.birch     -> ok 5 0
        hold     r8 ann 10 pays by=birch made=10 also=ann.birch:5 uses=code1 -> ok 100 0 held=10
        hold     r9 ann 10 pays by=birch made=10 uses=code1 -> PAY_CODE_USED 100 0 held=10
        state    ann.birch Unlinked
        exchange r10 ann 10 birch:r8 by=birch keep -> NOT_LINKED 100 0 held=10
        release  r11 ann 0 birch:r8 by=birch -> ok 100 0 held=0
        """)]
    [InlineData("""
        // A refund after the hold's time gives back what its rest would need: a clock that is set back does not open it again.
        earn     r1 ann 46 -> ok 46 0
        hold     r2 ann 3 pays by=birch made=21 for=56m -> ok 46 0 held=3
        exchange r3 ann 11 birch:r2 by=birch keep -> ok 44 0 held=1
        exchange r4 ann 4 birch:r2 by=birch keep -> ok 43 0 held=0
        time     +3h
        reverse  r5 ann 0 birch:r3 by=birch -> ok 45 0 held=0
        time     -39h
        exchange r6 ann 6 birch:r2 by=birch -> HOLD_CLOSED 45 0
        """)]
    [InlineData("""
        // What the exchange set aside is the exchange's, and for the partner that it did it for.
        earn     r1 ann 100 -> ok 100 0
        hold     r2 ann 10 pays by=birch made=10 -> ok 100 0
        hold     r3 ann 10  -> ok 100 0
        capture  r4 ann 1 birch:r2 by=birch -> HOLD_NOT_FOUND
        extendhold r5 ann 0 birch:r2 by=birch for=1d -> HOLD_NOT_FOUND
        exchange r6 ann 1 birch:r2 by=cedar -> HOLD_NOT_FOUND
        release  r7 ann 0 birch:r2 by=cedar -> HOLD_NOT_FOUND
        exchange r8 ann 1 r3 by=aster -> HOLD_NOT_FOUND
        """)]
    public void Posting_PaymentStory_ComesTrue(string table) => Story.Tell(table);
}
