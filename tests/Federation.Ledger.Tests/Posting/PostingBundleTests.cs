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

    /// <summary>Two outcomes of one request would be refused by the database, and with them the whole group.</summary>
    [Fact]
    public void Bundle_RefusedHead_LeavesThePartsWhoseIdsWereUsed() => Story.Tell("""
        earn r0 ann 10 -> ok 10 0
        atomic program b1 ann 0 uses=c -> ok
        atomic program b2 ann 0 uses=c ; earn r0 ann 5 ; earn p ann 5 -> PAY_CODE_USED REQUEST_ID_REUSED PAY_CODE_USED
        look ann -> 10 0
        """);
}
