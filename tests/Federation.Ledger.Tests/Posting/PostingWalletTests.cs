namespace Federation.Ledger.Tests;

/// <summary>Gifts, guards, frozen and closed wallets, late reports, provenances, atomic batches and dry runs. See
/// <see cref="Story"/>.</summary>
public sealed class PostingWalletTests
{
    [Theory]
    [InlineData("""
        // A late report is held against what was there then: of coins earned since nothing can have been taken.
        coin     aster days=30
        earn     r1 ann 40              -> ok 40 0
        time     +10d
        earn     r2 ann 60              -> ok 100 0
        time     +1d
        redeem   r3 ann 50 at=-3d       -> EFFECTIVE_TIME_TOO_EARLY 100 0
        redeem   r4 ann 30 at=-3d       -> ok 70 0 lots=10@2026-02-01,60@2026-02-11
        redeem   r5 ann 20 at=-3d       -> EFFECTIVE_TIME_TOO_EARLY 70 0
        // What was spent since is not there either, whenever it is reported.
        redeem   r6 ann 10 at=-12h      -> ok 60 0 lots=60@2026-02-11
        redeem   r7 ann 1 at=-2d        -> EFFECTIVE_TIME_TOO_EARLY 60 0
        redeem   r8 ann 1 at=-1d        -> ok 59 0
        adjust   r9 ann -1 at=-2d       -> EFFECTIVE_TIME_TOO_EARLY 59 0
        """)]
    [InlineData("""
        // Nothing is undone before it happened.
        earn     r1 ann 40 at=-10d      -> ok 40 0
        clawback r2 ann 10 r1 at=-11d   -> EFFECTIVE_TIME_TOO_EARLY 40 0
        clawback r3 ann 10 r1 at=-10d   -> ok 30 0
        redeem   r4 ann 30 at=-9d       -> ok 0 0
        refund   r5 ann 10 r4 at=-10d   -> EFFECTIVE_TIME_TOO_EARLY 0 0
        refund   r6 ann 10 r4 at=-8d    -> ok 10 0
        reverse  r7 ann 0 r4            -> ALREADY_UNDONE 10 0
        earn     r8 ann 5               -> ok 15 0
        reverse  r9 ann 0 r8 at=-1d     -> EFFECTIVE_TIME_TOO_EARLY 15 0
        reverse  r10 ann 0 r8           -> ok 10 0
        """)]
    [InlineData("""
        // A gift keeps expiry and provenance.
        coin aster days=30
        earn r0 bob 1  -> ok 1 0
        earn r1 ann 10 provenance=promotional -> ok 10 0
        time +1d
        earn r2 ann 10 -> ok 20 0
        gift r3 ann 15 to=bob -> ok 5 0 lots=5@2026-02-02
        look bob -> 16 0 lots=10@2026-02-01:promotional,1@2026-02-01,5@2026-02-02
        """)]
    [InlineData("""
        // A gift needs a receiver who has a wallet, and a giver who has the coins.
        earn r1 ann 10 -> ok 10 0
        gift r2 ann 5 to=bob  -> WALLET_NOT_FOUND
        earn r3 bob 1         -> ok 1 0
        gift r4 ann 11 to=bob -> INSUFFICIENT_COINS 10 0
        state bob Unlinked
        gift r5 ann 5 to=bob  -> NOT_LINKED 10 0
        """)]
    [InlineData("""
        // So many gifts a day, to whomever, by the giver's alone: what is refused is not counted, what is received
        // neither, and what is reversed stays counted.
        coin    aster gifts=2 zone=Asia/Shanghai
        earn    r1 ann 100 -> ok 100 0
        earn    r2 bob 10  -> ok 10 0
        earn    r3 cid 10  -> ok 10 0
        gift    r4 ann 1 to=bob    -> ok 99 0
        gift    r5 ann 1000 to=bob -> INSUFFICIENT_COINS 99 0
        gift    r6 bob 1 to=ann    -> ok 10 0
        gift    r7 ann 1 to=cid    -> ok 99 0
        gift    r8 ann 1 to=bob    -> GIFT_LIMIT_REACHED 99 0
        redeem  r9 ann 1           -> ok 98 0
        gift    r8 ann 1 to=bob    -> GIFT_LIMIT_REACHED 98 0
        reverse r10 ann 0 r7       -> ok 99 0
        gift    r11 ann 1 to=bob   -> GIFT_LIMIT_REACHED 99 0
        gift    r12 bob 1 to=cid   -> ok 9 0
        time    +1d
        gift    r13 ann 1 to=bob   -> ok 98 0
        gift    r8 ann 1 to=bob    -> GIFT_LIMIT_REACHED 98 0
        gift    r14 ann 1 to=bob   -> ok 97 0
        gift    r15 ann 1 to=bob   -> GIFT_LIMIT_REACHED 97 0
        """)]
    [InlineData("""
        // A clock that goes back over midnight gives no gifts again.
        coin aster gifts=1
        earn r1 ann 100 -> ok 100 0
        earn r2 bob 10  -> ok 10 0
        gift r3 ann 1 to=bob -> ok 99 0
        time +1d
        gift r4 ann 1 to=bob -> ok 98 0
        time -1d
        gift r5 ann 1 to=bob -> GIFT_LIMIT_REACHED 98 0
        time +2d
        gift r6 ann 1 to=bob -> ok 97 0
        """)]
    [InlineData("""
        // A gift pays no debt of the receiver: only earnings do.
        clawback r1 bob 7     -> ok 0 7
        earn     r2 ann 10    -> ok 10 0
        gift     r3 ann 5 to=bob -> ok 5 0
        look     bob          -> 5 7
        """)]
    [InlineData("""
        // Only some provenances.
        earn   r1 ann 10 provenance=promotional -> ok 10 0
        earn   r2 ann 10                        -> ok 20 0
        earn   r3 ann 10 provenance=purchased   -> ok 30 0
        redeem r4 ann 11 only=promotional       -> INSUFFICIENT_COINS 30 0
        redeem r5 ann 5 only=promotional        -> ok 25 0 lots=5@never:promotional,10@never,10@never:purchased
        hold   r6 ann 12 only=earned,purchased  -> ok 25 0 lots=5@never:promotional,10/10@never,10/2@never:purchased
        redeem r7 ann 9 only=purchased          -> INSUFFICIENT_COINS 25 0
        earn   r8 bob 1                         -> ok 1 0
        gift   r9 ann 8 to=bob only=purchased   -> ok 17 0
        look   bob                              -> 9 0 lots=1@never,8@never:purchased
        """)]
    [InlineData("""
        // Bought coins never leave for another brand.
        earn     r1 ann 10 provenance=purchased -> ok 10 0
        earn     r2 ann 10                      -> ok 20 0
        exchange r3 ann 11 made=1 by=birch      -> INSUFFICIENT_COINS 20 0
        exchange r4 ann 10 made=1 by=birch      -> ok 10 0 lots=10@never:purchased
        """)]
    [InlineData("""
        // Frozen: nothing is spent, held or given away; earnings, refunds and clawbacks go on.
        earn     r1 ann 100  -> ok 100 0
        redeem   r2 ann 50   -> ok 50 0
        earn     r3 bob 1    -> ok 1 0
        freeze   r4 ann      -> ok 50 0 available=50
        freeze   r5 ann      -> ok 50 0
        redeem   r6 ann 1    -> WALLET_FROZEN 50 0
        hold     r7 ann 1    -> WALLET_FROZEN 50 0
        gift     r8 ann 1 to=bob -> WALLET_FROZEN 50 0
        exchange r9 ann 1 made=1 by=birch -> WALLET_FROZEN 50 0
        earn     r10 ann 10  -> ok 60 0
        refund   r11 ann 0 r2 -> ok 110 0
        clawback r12 ann 10  -> ok 100 0
        gift     r13 bob 1 to=ann -> ok 0 0
        unfreeze r14 ann     -> ok 101 0
        redeem   r15 ann 1   -> ok 100 0
        """)]
    [InlineData("""
        // Only an empty wallet that owes nothing is closed, and then for good. What has expired is not in it.
        coin        aster days=1
        earn        r1 ann 10 -> ok 10 0
        closewallet r2 ann    -> WALLET_NOT_EMPTY 10 0
        time        +2d
        closewallet r3 ann    -> ok 0 0 lots=none
        earn        r4 ann 1  -> WALLET_CLOSED 0 0
        unfreeze    r5 ann    -> WALLET_CLOSED 0 0
        clawback    r6 bob 1  -> ok 0 1
        closewallet r7 bob    -> WALLET_NOT_EMPTY 0 1
        closewallet r8 cid    -> WALLET_NOT_FOUND
        """)]
    [InlineData("""
        // A closed wallet takes nothing back.
        earn        r1 ann 10   -> ok 10 0
        redeem      r2 ann 10   -> ok 0 0
        closewallet r3 ann      -> ok 0 0
        refund      r4 ann 0 r2 -> WALLET_CLOSED 0 0
        reverse     r5 ann 0 r2 -> WALLET_CLOSED 0 0
        """)]
    [InlineData("""
        // Reported late: expiry counts from when it happened, and too late is refused.
        coin aster days=60
        time 2026-06-01
        earn r1 ann 10 at=2026-05-01 -> ok 10 0 lots=10@2026-07-01
        earn r2 ann 10 at=2026-04-01 -> ALREADY_EXPIRED 10 0
        earn r3 ann 10 at=2026-04-03 -> ok 20 0 lots=10@2026-06-03,10@2026-07-01
        earn r4 ann 10 at=-91d       -> FIELD_INVALID 20 0
        earn r5 ann 10 at=+1s        -> FIELD_INVALID 20 0
        redeem r6 ann 5 at=-10d      -> ok 15 0
        """)]
    [InlineData("""
        // Late and pending: the day on which it can be spent counts.
        coin aster days=60
        time 2026-06-01
        earn r1 ann 10 at=-80d from=+1d -> ok 10 0 lots=10@2026-08-02~2026-06-02
        earn r2 ann 10 from=+733d       -> FIELD_INVALID 10 0
        """)]
    [InlineData("""
        // At least so many must be left available.
        earn   r1 ann 100        -> ok 100 0
        redeem r2 ann 60 min=41  -> MIN_AVAILABLE_NOT_MET 100 0
        redeem r3 ann 60 min=40  -> ok 40 0
        hold   r4 ann 30 min=11  -> MIN_AVAILABLE_NOT_MET 40 0
        earn   r5 bob 1          -> ok 1 0
        gift   r6 ann 30 to=bob min=11 -> MIN_AVAILABLE_NOT_MET 40 0
        """)]
    [InlineData("""
        // At most so many may be there; what has expired is not.
        coin   aster days=1
        earn   r1 ann 50 max=49  -> MAX_BALANCE_EXCEEDED 0 0
        earn   r2 ann 50 max=50  -> ok 50 0
        time   +2d
        earn   r3 ann 50 max=50  -> ok 100 0 available=50
        """)]
    [InlineData("""
        // The version that the caller saw.
        earn   r1 ann 50            -> ok 50 0 version=1
        redeem r2 ann 10 version=2  -> VERSION_MISMATCH 50 0 version=1
        redeem r3 ann 10 version=1  -> ok 40 0 version=2
        redeem r3 ann 10 version=1  -> replayed 40 0 version=2
        hold   r4 ann 10            -> ok 40 0 version=4
        freeze r5 ann               -> ok 40 0 version=4
        """)]
    [InlineData("""
        // Not after: nothing happened and nothing will, and what was decided before stays decided.
        earn r1 ann 50 notafter=2026-01-01T12:00 -> ok 50 0
        time +1d
        earn r2 ann 50 notafter=2026-01-01T12:00 -> NOT_AFTER_PASSED 50 0
        earn r1 ann 50 notafter=2026-01-01T12:00 -> replayed 50 0
        earn r2 ann 50 notafter=+1d -> NOT_AFTER_PASSED 50 0
        earn r2 ann 50 -> NOT_AFTER_PASSED 50 0
        // So it is for a whole batch.
        atomic earn r3 ann 1 ; earn r4 ann 1 notafter=-1d -> BATCH_ABORTED NOT_AFTER_PASSED
        atomic earn r3 ann 1 ; earn r4 ann 1 -> BATCH_ABORTED NOT_AFTER_PASSED
        """)]
    [InlineData("""
        // Commands of a batch are decided on what the ones before them left; one refusal refuses all.
        atomic earn r1 ann 10 ; redeem r2 ann 4 ; hold r3 ann 6 -> ok ok ok
        look   ann -> 6 0 held=6
        atomic earn r4 ann 1 ; redeem r5 ann 2 ; freeze r6 ann 0 -> BATCH_ABORTED INSUFFICIENT_COINS BATCH_ABORTED
        look   ann -> 6 0 available=0 held=6
        atomic earn r4 ann 1 ; redeem r5 ann 2 ; freeze r6 ann 0 -> BATCH_ABORTED INSUFFICIENT_COINS BATCH_ABORTED
        """)]
    [InlineData("""
        // A batch that was refused has not even released what ran out.
        earn    r1 ann 10         -> ok 10 0
        hold    r2 ann 4 for=1h   -> ok 10 0 held=4
        time    +2h
        atomic  redeem r3 ann 1 ; redeem r4 ann 10 -> BATCH_ABORTED INSUFFICIENT_COINS
        look    ann               -> 10 0 held=4
        capture r5 ann 0 r2       -> HOLD_EXPIRED 10 0 held=0
        """)]
    [InlineData("""
        // A dry run tells what would be, of what the commands before would leave, and leaves nothing.
        dry  earn r1 ann 10 ; redeem r2 ann 4 ; redeem r3 ann 7 -> ok ok INSUFFICIENT_COINS
        earn r1 ann 10 -> ok 10 0 version=1
        dry  hold r4 ann 10 ; redeem r5 ann 1 ; earn r1 ann 10 -> ok INSUFFICIENT_COINS replayed
        look ann -> 10 0 available=10 held=0 version=1
        """)]
    [InlineData("""
        // That the receiver cannot take a gift is said before that the giver has not enough.
        earn r1 ann 10 -> ok 10 0
        earn r2 bob 1  -> ok 1 0
        state bob Unlinked
        gift r3 ann 11 to=bob -> NOT_LINKED 10 0
        """)]
    [InlineData("""
        // What is paid into a frozen wallet arrives.
        earn     r1 ann 10       -> ok 10 0
        earn     r2 bob.birch 1  -> ok 1 0
        freeze   r3 bob.birch    -> ok 1 0
        exchange r4 ann 10 made=4 by=birch to=bob.birch -> ok 0 0
        look     bob.birch       -> 5 0
        """)]
    [InlineData("""
        // A code is used once in a batch, too, and a request that comes twice is one.
        earn   r1 ann 10 -> ok 10 0
        atomic exchange r2 ann 1 made=1 by=birch uses=c ; exchange r3 ann 1 made=1 by=birch uses=c -> BATCH_ABORTED PAY_CODE_USED
        atomic earn r4 ann 5 ; earn r4 ann 5 -> ok replayed
        look   ann -> 15 0
        """)]
    public void Posting_WalletStory_ComesTrue(string table) => Story.Tell(table);
}
