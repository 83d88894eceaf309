using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>How far totals may go, and who is refused at the bound: the brand whose coins drive them, never another
/// one.</summary>
public sealed class PostingRangeTests
{
    private const long Debt = Units.MaxDebt;
    private const long Most = Units.MaxCommand;

    [Fact]
    public void Positions_OfABrandThatSpendsWithoutEnd_StopAtItsDebt_AndOthersGoOn()
    {
        var story = new Story();
        Fill(story, "ann", Debt + Most);
        Fill(story, "bob.cedar", Most);
        for (var i = 0; i < Debt / Most; i++)
            Assert.Null(Pay(story, "ann", "aster", "birch", Most));
        var refusal = Pay(story, "ann", "aster", "birch", 1);
        Assert.Equal((ErrorReason.AmountOverflow, "partners/aster"), (refusal?.Reason, refusal?.Metadata["partner"]));
        // The brand that is owed all that takes another brand's coins as before, and its own members spend elsewhere.
        Assert.Null(Pay(story, "bob.cedar", "cedar", "birch", Most));
        Fill(story, "cid.birch", 10);
        Assert.Null(Pay(story, "cid.birch", "birch", "aster", 10));
        Assert.Null(Pay(story, "ann", "aster", "birch", 10));
    }

    [Fact]
    public void Positions_OfManyBrandsAtTheirDebt_KeepEveryTotalInRange() =>
        // One debtor for each of 400 brands, against one that all of them owe.
        Assert.True((Int128)400 * Units.MaxDebt < Units.MaxTotal);

    [Fact]
    public void Refund_OfAPaymentAtTheBound_IsNotRefused()
    {
        var story = new Story();
        Fill(story, "ann", Debt);
        for (var i = 0; i < Debt / Most; i++)
            Assert.Null(Pay(story, "ann", "aster", "birch", Most, $"p{i}"));
        // Birch spends what it is owed and as much again: now a refund would take it below its own bound.
        Fill(story, "cid.birch", (2 * Debt) + 1);
        for (var i = 0; i < 2 * Debt / Most; i++)
            Assert.Null(Pay(story, "cid.birch", "birch", "aster", Most));
        Assert.Equal(ErrorReason.AmountOverflow, Pay(story, "cid.birch", "birch", "aster", 1)?.Reason);
        story.Line($"refund f ann 0 birch:p0 by=birch -> ok {Most} 0");
    }

    private static void Fill(Story story, string wallet, long units) =>
        story.Line($"earn {Guid.NewGuid():N} {wallet} {units} -> ok");

    private static Refusal? Pay(Story story, string wallet, string payer, string till, long units, string? name = null)
    {
        var key = Story.Key(wallet);
        var envelope = new Envelope
        {
            Principal = Principal.Parse("partners/" + till),
            RequestId = name is null ? Guid.NewGuid() : Story.RequestId(name),
            Fingerprint = [1],
        };
        story.Decide(new Command.Exchange(envelope,
        [
            new Leg(AccountKind.Wallet, payer, -units, key), new Leg(AccountKind.ExchangedOut, payer, units),
            new Leg(AccountKind.ExchangedIn, till, -units), new Leg(AccountKind.Redeemed, till, units),
            new Leg(AccountKind.Position, "GBP", -units, Party: payer),
            new Leg(AccountKind.Position, "GBP", units, Party: till),
        ]));
        return story.Refusal;
    }
}
