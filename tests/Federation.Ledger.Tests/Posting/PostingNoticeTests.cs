namespace Federation.Ledger.Tests;

/// <summary>Coins that do not end before their member was told of it. See <see cref="Story"/>; <c>!</c> marks an end
/// that has still to be announced.</summary>
public sealed class PostingNoticeTests
{
    [Theory]
    [InlineData("""
        // Nobody says anything: the coins live on for a year after their end, and no longer.
        coin   aster days=30 notice=10
        earn   r1 ann 100 -> ok 100 0 available=100 lots=100@2026-02-01!
        time   2026-02-01
        look   ann        -> 100 0 available=100
        expire s1 ann     -> INSUFFICIENT_COINS 100 0
        redeem r2 ann 40  -> ok 60 0 available=60 lots=60@2026-02-01!
        time   2027-01-31T23:59:59
        look   ann        -> 60 0 available=60
        time   2027-02-01
        look   ann        -> 60 0 available=0
        expire s2 ann     -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // Told in good time, they end on their day; told late, ten days after the message.
        coin   aster days=30 notice=10
        earn   r1 ann 100 -> ok 100 0
        earn   r2 bob 100 -> ok 100 0
        time   2026-01-15
        recordnotice n1 ann 100 ends=2026-02-01 -> ok 100 0 available=100 lots=100@2026-02-01
        time   2026-01-27T09:30
        recordnotice n2 bob 100 ends=2026-02-01 -> ok 100 0 available=100 lots=100@2026-02-07
        time   2026-02-01
        look   ann        -> 100 0 available=0
        look   bob        -> 100 0 available=100
        time   2026-02-07
        look   bob        -> 100 0 available=0
        """)]
    [InlineData("""
        // Told when the end had passed: ten days from the message, but never past the year.
        coin   aster days=30 notice=10
        earn   r1 ann 50 -> ok 50 0
        earn   r2 bob 50 -> ok 50 0
        time   2026-06-01
        recordnotice n1 ann 50 ends=2026-02-01 told=-3d -> ok 50 0 lots=50@2026-06-08
        time   2027-01-30
        recordnotice n2 bob 50 ends=2026-02-01 -> ok 50 0 lots=50@2027-02-01
        """)]
    [InlineData("""
        // What came to the lot since is announced by another message; so is what a hold keeps, once it is free.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        hold   h1 ann 20 for=40d -> ok 60 0 held=20
        earn   r2 ann 30 -> ok 90 0 lots=90/20@2026-02-01!
        time   2026-01-10
        recordnotice n1 ann 60 ends=2026-02-01 -> ok 90 0 lots=60@2026-02-01,30/20@2026-02-01!
        time   2026-02-01
        expire s1 ann    -> ok 30 0 available=10 lots=30/20@2026-02-01!
        release x1 ann 20 h1 -> ok 30 0 available=30 lots=30@2026-02-01!
        recordnotice n2 ann 30 ends=2026-02-01 -> ok 30 0 lots=30@2026-02-11
        """)]
    [InlineData("""
        // A notice is recorded even if the coins were spent meanwhile. A second one moves nothing.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        redeem r2 ann 60 -> ok 0 0
        recordnotice n1 ann 60 ends=2026-02-01 -> ok 0 0 lots=none
        recordnotice n2 bob 60 ends=2026-02-01 -> WALLET_NOT_FOUND
        earn   r3 ann 10 -> ok 10 0
        recordnotice n3 ann 99 ends=2026-02-01 -> ok 10 0 lots=10@2026-02-01
        recordnotice n4 ann 99 ends=2026-02-01 -> ok 10 0 lots=10@2026-02-01
        recordnotice n3 ann 99 ends=2026-02-01 -> replayed 10 0
        """)]
    [InlineData("""
        // Coins that cannot be spent yet are not announced; coins of other ends neither.
        coin   aster days=30 notice=10
        earn   r1 ann 10 from=2026-01-20 -> ok 10 0 pending=10 lots=10@2026-02-20!~2026-01-20
        earn   r2 ann 5 pending -> ok 15 0 lots=10@2026-02-20!~2026-01-20,5@never~confirm
        recordnotice n1 ann 99 ends=2026-02-20 -> ok 15 0 lots=10@2026-02-20!~2026-01-20,5@never~confirm
        time   2026-01-20
        recordnotice n2 ann 99 ends=2026-02-21 -> ok 15 0 lots=10@2026-02-20!~2026-01-20,5@never~confirm
        recordnotice n3 ann 99 ends=2026-02-20 -> ok 15 0 lots=10@2026-02-20~2026-01-20,5@never~confirm
        """)]
    [InlineData("""
        // A purchase returned after the notice: the coins come back to the lot that they were taken from.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        redeem p1 ann 25 -> ok 35 0
        recordnotice n1 ann 35 ends=2026-02-01 -> ok 35 0 lots=35@2026-02-01
        refund p2 ann 25 p1 -> ok 60 0 lots=35@2026-02-01,25@2026-02-01!
        """)]
    [InlineData("""
        // An earning taken back after the notice: its coins are in another lot, and are taken there.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        recordnotice n1 ann 60 ends=2026-02-01 -> ok 60 0
        clawback c1 ann 60 r1 -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // What happened before a notice may still be reported after it: the coins were there all the time.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        time   2026-01-10
        recordnotice n1 ann 60 ends=2026-02-01 -> ok 60 0
        time   2026-01-11
        redeem r2 ann 60 at=-4d -> ok 0 0 lots=none
        """)]
    [InlineData("""
        // A message is neither ahead nor a week old; an id is good once.
        coin   aster days=30 notice=10
        earn   r1 ann 60 -> ok 60 0
        time   2026-01-20
        recordnotice n1 ann 60 ends=2026-02-01 told=+1s -> FIELD_INVALID 60 0 lots=60@2026-02-01!
        recordnotice n1 ann 60 ends=2026-02-01 told=-7d1s -> FIELD_INVALID 60 0 lots=60@2026-02-01!
        recordnotice n1 ann 60 ends=2026-02-01 told=-7d -> ok 60 0 lots=60@2026-02-01
        recordnotice n1 ann 61 ends=2026-02-01 told=-7d -> REQUEST_ID_REUSED 60 0
        """)]
    public void Notice_OfCoinsThatEnd_DecidesWhenTheyDo(string story) => Story.Tell(story);
}
