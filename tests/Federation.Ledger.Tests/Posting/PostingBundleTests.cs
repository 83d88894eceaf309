namespace Federation.Ledger.Tests;

/// <summary>A head and its parts: what each came to, and what is left of it.</summary>
public sealed class PostingBundleTests
{
    [Fact]
    public void Bundle_RefusedPart_RefusesAllAndMovesNoTally() => Story.Tell("""
        earn r0 ann 10 -> ok 10 0
        atomic program b1 ann 0 tallies=budget:add:5:most:5 ; redeem p1 ann 11 -> INSUFFICIENT_COINS INSUFFICIENT_COINS
        atomic program b1 ann 0 -> INSUFFICIENT_COINS
        atomic program b2 ann 0 tallies=budget:add:5:most:5:was:0 ; redeem p2 ann 4 -> ok ok
        look ann -> 6 0
        """);

    [Fact]
    public void Bundle_ThatIsContended_IsDecidedAnew() => Story.Tell("""
        atomic program b1 ann 0 tallies=budget:add:6:most:5 ; earn p1 ann 6 -> CONTENDED CONTENDED
        atomic program b1 ann 0 tallies=budget:add:5:most:5 ; earn p1 ann 5 -> ok ok
        look ann -> 5 0
        """);

    /// <summary>The first part that is refused decides for all, whatever the parts after it would have come to. The
    /// refusal is recorded under the head's request alone, and answered again.</summary>
    [Fact]
    public void Bundle_RefusedPart_IsTheAnswerAlsoWhereALaterPartIsContended()
    {
        var story = Story.Tell("""
            earn r0 ann 10 -> ok 10 0
            redeem d1 ann 4 -> ok 6 0
            """);
        Assert.Equal(Enumerable.Repeat("INSUFFICIENT_COINS", 4), story.Atomic(
            "program b ann 0", "redeem p1 ann 9", "earn p2 ann 5 d1", "refund p3 ann 1 d1"));
        story.Line("earn r1 ann 10 -> ok 16 0");
        story.Line("atomic program b ann 0 ; redeem p1 ann 9 -> INSUFFICIENT_COINS INSUFFICIENT_COINS");
        story.Line("redeem p1 ann 1 -> ok 15 0");
        story.Line("earn p2 ann 1 -> ok 16 0");
    }

    /// <summary>Nothing is remembered, although a part after the contended one would be refused.</summary>
    [Fact]
    public void Bundle_ContendedPart_IsTheAnswerAlsoWhereALaterPartIsRefused()
    {
        var story = Story.Tell("""
            earn r0 ann 10 -> ok 10 0
            redeem d1 ann 4 -> ok 6 0
            """);
        Assert.Equal(Enumerable.Repeat("CONTENDED", 4), story.Atomic(
            "program b ann 0", "earn p1 ann 5 d1", "refund p2 ann 1 d1", "redeem p3 ann 99"));
        story.Line("atomic program b ann 0 ; earn p1 ann 1 ; redeem p3 ann 2 -> ok ok ok");
        story.Line("look ann -> 5 0");
    }

    [Fact]
    public void Bundles_OfOneGroup_AreDecidedOneAfterTheOther() => Story.Tell("""
        atomic program b1 ann 0 tallies=n:add:3:most:4 ; program b2 ann 0 tallies=n:add:3:most:4 -> ok CONTENDED
        atomic program b3 ann 0 tallies=n:add:1:read ; program b4 ann 0 tallies=n:add:1:read -> ok CONTENDED
        atomic program b5 ann 0 uses=c ; earn p5 ann 9 ; program b6 ann 0 uses=c -> ok ok PAY_CODE_USED
        earn r1 bob 1 -> ok 1 0
        state bob Unlinked
        atomic program b7 ann 0 uses=d ; earn p7 bob 1 ; program b8 ann 0 uses=d -> NOT_LINKED NOT_LINKED ok
        atomic program b9 ann 0 ; program b9 ann 0 -> ok replayed
        look ann -> 9 0
        """);

    /// <summary>What was used for something else stays what it was, and two outcomes of one request would be refused by
    /// the database, with the whole group.</summary>
    [Fact]
    public void Bundle_WithAPartWhoseIdWasUsed_RecordsNothingForIt() => Story.Tell("""
        earn r0 ann 10 -> ok 10 0
        atomic program b1 ann 0 uses=c -> ok
        atomic program b2 ann 0 uses=c ; earn r0 ann 5 ; earn p ann 5 -> PAY_CODE_USED PAY_CODE_USED PAY_CODE_USED
        atomic program b3 ann 0 ; earn r0 ann 10 -> REQUEST_ID_REUSED REQUEST_ID_REUSED
        atomic program b3 ann 0 ; earn p ann 5 -> ok ok
        earn r0 ann 10 -> replayed 15 0
        """);
}
