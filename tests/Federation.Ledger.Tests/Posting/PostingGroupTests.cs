using Federation.Errors.V1;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>What commands of one group leave to those after them: groups hold batches and single commands of many
/// callers. And what a <see cref="Draft"/> asserts whatever was decided.</summary>
public sealed class PostingGroupTests
{
    /// <summary>What is listed oldest first is listed by time and id, and a sandbox's time stands still.</summary>
    [Fact]
    public void GroupIds_WithinAMillisecond_GrowWithTime()
    {
        var start = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 2500).Select(i => GroupId.New(start.AddMicroseconds(i))).ToList();
        Assert.Equal(ids.OrderBy(id => id.Value), ids);
        Assert.All(ids, id => Assert.Equal(
            (7, 0b10, 0), (id.Value.Version, id.Value.Variant >> 2, id.Shard)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(GroupId.MaxShards - 1)]
    public void GroupIds_NameTheirShard_AndSoDoTheirJournals(int shard)
    {
        var ids = Enumerable.Range(0, 100)
            .Select(_ => GroupId.New(DateTimeOffset.UnixEpoch.AddYears(56), shard)).ToList();
        Assert.All(ids, id => Assert.Equal(
            (7, 0b10, shard),
            (id.Value.Version, id.Value.Variant >> 2, new GroupId(id.At(GroupId.MaxPlaces - 1).Value).Shard)));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(
            () => GroupId.New(DateTimeOffset.UnixEpoch, GroupId.MaxShards));
    }

    [Fact]
    public void AtomicBatch_Refused_LeavesTheGroupAsItWas()
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        Command[] batch = [story.Parse("earn r1 ann 5"), story.Parse("redeem r2 ann 100")];
        var (more, all) = (story.Parse("redeem r3 ann 11"), story.Parse("redeem r4 ann 10"));
        var state = story.StateFor([.. batch, more, all]);
        Assert.All(Posting.DecideAtomic(state, batch), v => Assert.True(v.IsRefused));
        Assert.Equal(ErrorReason.InsufficientCoins, Posting.Decide(state, more).Refusal?.Reason);
        Assert.False(Posting.Decide(state, all).IsRefused);
    }

    [Fact]
    public void AtomicBatch_WithWhatTheGroupRefused_IsRefused()
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        var (bad, good) = (story.Parse("redeem r1 ann 11"), story.Parse("earn r2 ann 5"));
        var state = story.StateFor(bad, good);
        Assert.Equal(ErrorReason.InsufficientCoins, Posting.Decide(state, bad).Refusal?.Reason);
        var verdicts = Posting.DecideAtomic(state, [bad, good]);
        Assert.Equal((true, ErrorReason.BatchAborted), (verdicts[0].IsRefused, verdicts[1].Refusal?.Reason));
    }

    [Fact]
    public void DryRun_OfAnAtomicBatch_TellsThatItWouldBeAborted()
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        Command[] batch = [story.Parse("earn r1 ann 5"), story.Parse("redeem r2 ann 100")];
        var state = story.StateFor(batch);
        Assert.Equal([ErrorReason.BatchAborted, ErrorReason.InsufficientCoins],
            Posting.DecideDry(state, batch, atomic: true).Select(v => v.Refusal!.Reason));
        Assert.Equal([null, ErrorReason.InsufficientCoins],
            Posting.DecideDry(state, batch, atomic: false).Select(v => v.Refusal?.Reason));
        Assert.Empty(state.Decisions);
    }

    [Fact]
    public void Reverse_OfTwoLegsIntoOneWallet_NeedsTheCoinsOfBoth()
    {
        var story = Story.Tell("""
            earn r0 ann 10 -> ok 10 0
            earn r1 bob 1  -> ok 1 0
            """);
        var payment = (Command.Exchange)story.Parse("exchange r2 ann 7 made=1 by=birch") with
        {
            Legs =
            [
                new Leg(AccountKind.Wallet, "aster", -7, Story.Key("ann")),
                new Leg(AccountKind.Wallet, "aster", 3, Story.Key("bob")),
                new Leg(AccountKind.Wallet, "aster", 4, Story.Key("bob")),
            ],
        };
        Assert.Equal("ok", story.Decide(payment));
        story.Line("redeem r3 bob 2 -> ok 6 0");
        story.Line("reverse r4 ann 0 birch:r2 -> ALREADY_SPENT 3 0");
        story.Line("earn r5 bob 1 -> ok 7 0");
        story.Line("reverse r6 ann 0 birch:r2 -> ok 10 0");
    }

    [Fact]
    public void Draft_WhoseEntriesDoNotSumToZero_IsNotPosted()
    {
        var (draft, wallet) = NewDraft();
        draft.Book(wallet, Lot.Plain, 5);
        AssertUnsound(draft, "do not sum to zero");
        Assert.Equal(10, wallet.Balance);
    }

    [Fact]
    public void Draft_WithNothingInIt_IsNotPosted() => AssertUnsound(NewDraft().Draft, "do not sum to zero");

    [Fact]
    public void Draft_ThatTakesMoreThanThereIs_Throws()
    {
        var (draft, wallet) = NewDraft();
        var thrown = Assert.Throws<InvalidOperationException>(() => draft.Take(wallet, 11, []));
        Assert.Contains("lacks 1,", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Each row breaks one thing, and only one, of what a wallet must be.</summary>
    [Theory]
    [InlineData("6/-1 4/1", "", 10, 0, 0, "would have")]
    [InlineData("1/2 5/0", "2", 6, 2, 0, "would have")]
    [InlineData("0/0 5/0", "", 5, 0, 0, "would have")]
    [InlineData("5/0", "0", 5, 0, 0, "would have")]
    [InlineData("5/1", "2 -1", 5, 1, 0, "would have")]
    [InlineData("5/0", "", 6, 0, 0, "would hold 6 (5 in lots)")]
    [InlineData("5/1", "", 5, 0, 0, "0 held (1 in lots, 0 in holds)")]
    [InlineData("5/1", "", 5, 1, 0, "1 held (1 in lots, 0 in holds)")]
    [InlineData("5/0", "", 5, 0, 3, "and owe -3")]
    public void Wallet_ThatWouldBeUnsound_IsNotWritten(
        string lots, string parts, long balance, long held, long receivable, string says)
    {
        var (draft, wallet) = NewDraft(JournalKind.Freeze);
        wallet.Lots = [.. lots.Split(' ').Select((l, i) => new LotBalance(
            Lot.Of(draft.State.Now.AddDays(i + 1), Provenance.Earned), Number(l.Split('/')[0]),
            Number(l.Split('/')[1])))];
        wallet.Holds = [.. parts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((p, i) => new HoldPart(
            new JournalId(Story.RequestId("hold" + i)), Lot.Plain, Number(p), draft.State.Now.AddDays(1)))];
        (wallet.Balance, wallet.Held, wallet.Receivable) = (balance, held, receivable);
        draft.SetFrozen(wallet, true);
        AssertUnsound(draft, says);
        Assert.False(wallet.Frozen);
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertUnsound(Draft draft, string says)
    {
        var thrown = Assert.Throws<InvalidOperationException>(draft.Accept);
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(draft.State.Decisions);
        Assert.Empty(draft.State.ChangedWallets);
    }

    /// <summary>A draft on ann's wallet, who has 10 plain coins.</summary>
    private static (Draft Draft, WalletRow Wallet) NewDraft(JournalKind kind = JournalKind.Redeem)
    {
        var story = Story.Tell("earn r0 ann 10 -> ok 10 0");
        var redeem = story.Parse("redeem r1 ann 5");
        var wallet = Story.Key("ann");
        var command = kind == JournalKind.Freeze ? new Command.Freeze(redeem.Envelope, wallet) : redeem;
        var draft = new Draft(story.StateFor(command), command, story.Now);
        return (draft, draft.State.Require(wallet));
    }
}
