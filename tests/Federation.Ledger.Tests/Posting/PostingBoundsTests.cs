using Federation.Errors.V1;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What one command loads and writes is bounded, and what is larger from before is worked off in bounded
/// steps.</summary>
public sealed class PostingBoundsTests
{
    [Fact]
    public void Hold_BeyondTheBoundOfAWallet_IsRefused_AndCapturesAreNot()
    {
        var story = Story.Tell("earn e ann 5000 -> ok 5000 0");
        for (var i = 1; i <= LedgerLimits.HeldParts; i++)
            story.Line($"hold h{i} ann 1 for=1d -> ok 5000 0");
        story.Line("hold more ann 1 for=1d -> TOO_MANY_HOLDS 5000 0");
        AssertMaximum(story, LedgerLimits.HeldParts);
        story.Line("capture c1 ann 1 h1 -> ok 4999 0");
        story.Line("hold again ann 1 for=1d -> ok 4999 0");
    }

    [Fact]
    public void Hold_OfCoinsOfMoreLotsThanTheBound_IsRefused()
    {
        var story = WithLots(LedgerLimits.HeldParts + 1);
        story.Line($"hold h1 ann {LedgerLimits.HeldParts + 1} for=1d -> TOO_MANY_HOLDS");
        story.Line($"hold h2 ann {LedgerLimits.HeldParts} for=1d -> ok");
        story.Line($"release r2 ann 0 h2 -> ok {LedgerLimits.HeldParts + 1} 0 held=0");
    }

    [Fact]
    public void Earn_BeyondTheBoundOfLots_IsRefused_AndSpendingIsNot()
    {
        var story = WithLots(LedgerLimits.Lots);
        story.Line("earn more ann 1 from=+5d -> TOO_MANY_LOTS");
        AssertMaximum(story, LedgerLimits.Lots);
        // A lot that is there takes more.
        story.Line($"earn same ann 1 -> TOO_MANY_LOTS {LedgerLimits.Lots} 0");
        story.Line("adjust some ann 1 -> TOO_MANY_LOTS");
        story.Line($"redeem r1 ann 2 -> ok {LedgerLimits.Lots - 2} 0");
        story.Line($"earn now ann 1 -> ok {LedgerLimits.Lots - 1} 0");
        // What comes back is not kept out by what came in between.
        story.Line($"earn then ann 1 from=+5d -> ok {LedgerLimits.Lots} 0");
        story.Line($"refund f1 ann 2 r1 -> ok {LedgerLimits.Lots + 2} 0");
    }

    [Fact]
    public void Earn_OnAPurchaseWithManyEarnings_IsRefused_AndThePurchaseStaysRefundable()
    {
        var story = Story.Tell("earn e ann 1000 -> ok 1000 0\nredeem p ann 100 -> ok 900 0");
        for (var i = 1; i <= LedgerLimits.Earnings; i++)
            story.Line($"earn e{i} ann 1 p -> ok {900 + i} 0");
        story.Line("earn more ann 1 p -> TOO_MANY_EARNINGS 1000 0");
        AssertMaximum(story, LedgerLimits.Earnings);
        story.Line("refund f ann 0 p -> ok 1000 0");
    }

    [Fact]
    public void Gift_OfMoreLotsThanAJournalHas_IsRefused()
    {
        var story = Story.Tell("earn e ann 1 -> ok 1 0\nearn e2 bob 1 -> ok 1 0");
        var gift = story.Parse($"gift g ann {LedgerLimits.Entries} to=bob");
        var refusal = Posting.Decide(WithLots(story.StateFor(gift), gift, LedgerLimits.Entries), gift).Refusal;
        Assert.Equal((ErrorReason.JournalTooLarge, "8000"), (refusal?.Reason, refusal?.Metadata["maximum"]));
    }

    [Fact]
    public void LargestJournal_WhoseCoinsExpiredSince_CanBeRefunded()
    {
        var story = Story.Tell("coin aster days=30\nearn e ann 1 -> ok 1 0");
        var redeem = story.Parse($"redeem r ann {LedgerLimits.Entries - 1}");
        var state = WithLots(story.StateFor(redeem), redeem, LedgerLimits.Entries - 1);
        var spent = Story.JournalOf(Posting.Decide(state, redeem));
        Assert.Equal(LedgerLimits.Entries, spent.Entries.Count);
        var refund = new Command.Refund(story.Parse("refund f ann 0").Envelope, spent, 0);
        story.Now += TimeSpan.FromDays(1000);
        var journal = Story.JournalOf(Posting.Decide(story.StateFor(refund), refund));
        Assert.InRange(journal.Entries.Count, 3 * (LedgerLimits.Entries - 1), LedgerLimits.EntriesOfUndoing);
    }

    [Fact]
    public void EndedHolds_BeyondWhatACommandReleases_AreReleasedStepByStep_AndNeverCountAsHeld()
    {
        var story = Story.Tell("""
            earn e  ann 1000 -> ok 1000 0
            earn e2 bob 10   -> ok 10 0
            hold b  bob 10 for=1h -> ok 10 0
            """);
        for (var i = 1; i <= LedgerLimits.HeldParts; i++)
            story.Line($"hold h{i} ann 1 for=1h -> ok 1000 0");
        story.Line("time +2h");
        // All of it is available, so it is never refused for lack of coins.
        Command[] group =
            [story.Parse("redeem r1 ann 1000"), story.Parse("redeem r2 ann 1000"), story.Parse("redeem r3 bob 10")];
        var state = story.StateFor(group);
        Assert.Equal(ErrorReason.Contended, Posting.Decide(state, group[0]).Refusal?.Reason);
        // Another wallet's few ended holds are released although the group has none left to share.
        Assert.Equal(ErrorReason.Contended, Posting.Decide(state, group[1]).Refusal?.Reason);
        Assert.False(Posting.Decide(state, group[2]).IsRefused);
        Assert.Equal(LedgerLimits.SharedCatchUp + (2 * LedgerLimits.OwnCatchUp) + 2, state.Decisions.Count);
        story.Line("redeem r1 ann 1000 -> CONTENDED");
        story.Line("redeem r1 ann 1000 -> ok 0 0 held=0");
    }

    [Fact]
    public void AHoldOfManyParts_ThatEnded_IsReleasedInParts()
    {
        var story = WithLots(LedgerLimits.HeldParts);
        story.Line($"hold h1 ann {LedgerLimits.HeldParts} for=1h -> ok");
        story.Line("time +2h");
        story.Line("extendhold x ann 0 h1 for=1d -> CONTENDED");
        var all = LedgerLimits.HeldParts;
        story.Line($"capture c ann 1 h1 -> HOLD_EXPIRED {all} 0 held=0 available={all}");
    }

    /// <summary>The ids of a group's journals have two bytes for the place.</summary>
    [Fact]
    public void LargestGroup_HasAPlaceForEachJournal() => Assert.InRange(
        (1000 * (1 + LedgerLimits.OwnCatchUp)) + LedgerLimits.SharedCatchUp, 1, GroupId.MaxPlaces);

    private static void AssertMaximum(Story story, int maximum) =>
        Assert.Equal($"{maximum}", story.Refusal?.Metadata["maximum"]);

    /// <summary>Ann has so many coins, each in a lot of its own, that can be spent.</summary>
    private static Story WithLots(int lots)
    {
        var story = new Story();
        for (var i = 0; i < lots; i++)
            story.Line($"earn l{i} ann 1 from=+{1 + (i % 700)}d provenance={(Provenance)(1 + (i / 700))} -> ok");
        story.Line("time +701d");
        return story;
    }

    /// <summary>The wallet of a command with so many lots from before there was a bound, a coin in each, the first of
    /// them held by none.</summary>
    private static GroupState WithLots(GroupState state, Command command, int lots)
    {
        var wallet = state.Find(command.NamedWallet!.Value)!;
        wallet.Lots = [.. Enumerable.Range(1, lots).Select(i => new LotBalance(
            Lot.Of(state.Now.AddDays(365), Provenance.Earned, state.Now.AddMinutes(-i)), 1, 0)).OrderBy(l => l.Lot)];
        wallet.Balance = lots;
        return state;
    }
}
