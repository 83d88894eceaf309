using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What a reader of outcomes learns where there is none: that nothing happened and nothing will, once
/// <c>not_after</c> has passed.</summary>
public sealed class RpcOutcomeTests
{
    private static readonly Timestamp Passed = new() { Seconds = 946_684_800 };

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task GetOutcome_AfterNotAfterPassed_FencesTheCommandForEver(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var earn = books.EarnOf(ann, 100, Aster);
        var outcome = await OutcomeAsync(books, earn.RequestId, Passed);
        Assert.Equal("NOT_AFTER_PASSED", outcome.Refused.Reason);
        // However late, with a later moment or none, on whichever node: it is answered the same.
        earn.Guards = new Guards { NotAfter = TimeProvider.System.UtcNow().AddDays(1).ToTimestamp() };
        await AssertRefusedAsync(ErrorReason.NotAfterPassed, books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c)));
        earn.Guards = null;
        await AssertRefusedAsync(ErrorReason.NotAfterPassed, books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c)));
        // Whoever else uses the id has nothing to do with it.
        var own = new EarnRequest(books.EarnOf(books.NewMember(), 5, Birch)) { RequestId = earn.RequestId };
        await books.LedgerAsync(Birch, (s, c) => s.Earn(own, c));
        Assert.Equal("NOT_AFTER_PASSED", (await OutcomeAsync(books, earn.RequestId, null)).Refused.Reason);
        Assert.True((await books.CheckAsync()).Balanced);
    }

    [Fact]
    public async Task GetOutcome_BeforeNotAfter_ProvesNothing_AndLeavesTheCommandAlone()
    {
        await using var books = await StartAsync();
        var earn = books.EarnOf(books.NewMember(), 100, Aster);
        var later = TimeProvider.System.UtcNow().AddHours(1).ToTimestamp();
        await AssertRefusedAsync(ErrorReason.OutcomeNotFound, OutcomeAsync(books, earn.RequestId, later));
        await AssertRefusedAsync(ErrorReason.OutcomeNotFound, OutcomeAsync(books, earn.RequestId, null));
        await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c));
        Assert.NotNull((await OutcomeAsync(books, earn.RequestId, Passed)).Journal);
    }

    [Fact]
    public async Task BatchGetOutcomes_AfterNotAfterPassed_FencesThoseWithoutOutcome()
    {
        await using var books = await StartAsync();
        var done = books.EarnOf(books.NewMember(), 100, Aster);
        await books.LedgerAsync(Aster, (s, c) => s.Earn(done, c));
        var ids = Enumerable.Range(0, 600).Select(_ => NewId()).Append(done.RequestId).ToList();
        Task<BatchGetOutcomesResponse> AskAsync(Timestamp? notAfter) => books.LedgerAsync(Aster, (s, c) =>
            s.BatchGetOutcomes(new BatchGetOutcomesRequest { RequestIds = { ids }, NotAfter = notAfter }, c));
        var before = (await AskAsync(null)).Outcomes;
        Assert.All(before.SkipLast(1), o => Assert.Equal(Outcome.ResultOneofCase.None, o.ResultCase));
        var outcomes = (await AskAsync(Passed)).Outcomes;
        Assert.All(outcomes.SkipLast(1), o => Assert.Equal("NOT_AFTER_PASSED", o.Refused.Reason));
        Assert.NotNull(outcomes[^1].Journal);
        Assert.Equal(outcomes, (await AskAsync(null)).Outcomes);
    }

    [Fact]
    public async Task Command_WithAnotherNotAfter_IsTheSameCommand_AlsoWhereItWasLate()
    {
        await using var books = await StartAsync();
        var late = books.EarnOf(books.NewMember(), 100, Aster);
        late.Guards = new Guards { NotAfter = Passed };
        await AssertRefusedAsync(ErrorReason.NotAfterPassed, books.LedgerAsync(Aster, (s, c) => s.Earn(late, c)));
        late.Guards.NotAfter = TimeProvider.System.UtcNow().AddHours(1).ToTimestamp();
        await AssertRefusedAsync(ErrorReason.NotAfterPassed, books.LedgerAsync(Aster, (s, c) => s.Earn(late, c)));
        var earn = books.EarnOf(books.NewMember(), 100, Aster);
        earn.Guards = new Guards { NotAfter = late.Guards.NotAfter };
        Assert.False((await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c))).Replayed);
        earn.Guards.NotAfter = TimeProvider.System.UtcNow().AddHours(2).ToTimestamp();
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c))).Replayed);
        earn.Guards.NotAfter = Passed;
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c))).Replayed);
        earn.Guards.MinAvailableUnits = 1;
        await AssertRefusedAsync(ErrorReason.RequestIdReused, books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c)));
    }

    /// <summary>The command is decided and about to be written when its absence is proven: it must not be written after
    /// that.</summary>
    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task CommandUnderWay_WhoseAbsenceWasProven_IsNotCommitted(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        var (decided, write) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = await fixture.WriterAsync(new HeldStore(fixture.NewStore(), decided, write.Task));
        var other = await fixture.WriterAsync();
        var wallet = new WalletKey(Guid.NewGuid(), "aster");
        var earn = WriterFixture.Command(JournalKind.Earn, wallet, 100);
        var underWay = WriterFixture.PostAsync(slow, earn);
        await decided.Task;
        var fence = Command.Fence.Of(earn.Principal, earn.RequestId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        Assert.Equal(ErrorReason.NotAfterPassed, (await WriterFixture.PostAsync(other, fence)).Refusal?.Reason);
        write.SetResult();
        Assert.Equal(ErrorReason.NotAfterPassed, (await underWay).Refusal?.Reason);
        Assert.Equal(ErrorReason.NotAfterPassed, (await WriterFixture.PostAsync(other, earn)).Refusal?.Reason);
        await fixture.WithDbAsync(async db => Assert.Equal(0, await db.Entries.CountAsync()));
        await fixture.AssertBooksAsync();
    }

    /// <summary>The retry waits for no lock of the attempt under way, and its time has passed. That nothing happened
    /// may only be answered if the attempt under way comes to the same.</summary>
    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task LateRetry_WhileTheFirstAttemptIsUnderWay_ComesToTheSame(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        var earn = WriterFixture.Command(JournalKind.Earn, NewWallet(), 100);
        var suspended = new Command.Refused(
            earn.Envelope, earn.Kind, new Refusal(ErrorReason.PartnerSuspended, "The partner is suspended."));
        await AssertOneOutcomeAsync(fixture, [earn], [suspended]);
        var head = WriterFixture.EnvelopeOf("a bundle");
        await AssertOneOutcomeAsync(fixture, Bundle(), Bundle());
        await fixture.WithDbAsync(async db => Assert.Equal(0, await db.Entries.CountAsync()));
        await fixture.AssertBooksAsync();

        // Whatever the programme decides: of another member, by other tallies.
        Command[] Bundle() =>
        [
            new Command.Bundle(head, JournalKind.Program, [new TallyStep(Guid.NewGuid(), 1)]),
            WriterFixture.Command(JournalKind.Earn, NewWallet(), 5),
        ];
    }

    private static async Task AssertOneOutcomeAsync(
        WriterFixture fixture, Command[] commands, Command[] again)
    {
        var (decided, write) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = await fixture.WriterAsync(new HeldStore(fixture.NewStore(), decided, write.Task));
        var other = await fixture.WriterAsync();
        var underWay = slow.SubmitAsync(commands, atomic: true, CancellationToken.None);
        await decided.Task;
        var late = again.Select(c => c.Carrying(e => e with { NotAfter = DateTimeOffset.UnixEpoch })).ToList();
        var told = (await other.SubmitAsync(late, atomic: true, CancellationToken.None))[0];
        write.SetResult();
        var first = (await underWay)[0];
        Assert.Equal((ErrorReason.NotAfterPassed, null), (told.Refusal?.Reason, first.Journal?.Kind));
        Assert.Equal(told.Refusal!.Message, first.Refusal?.Message);
        Assert.Equal(told.Refusal.Message, (await WriterFixture.PostAsync(other, commands[0])).Refusal?.Message);
    }

    private static WalletKey NewWallet() => new(Guid.NewGuid(), "aster");

    private static async Task<Outcome> OutcomeAsync(RpcFixture books, string requestId, Timestamp? notAfter)
    {
        var request = new GetOutcomeRequest { RequestId = requestId, NotAfter = notAfter };
        return (await books.LedgerAsync(Aster, (s, c) => s.GetOutcome(request, c))).Outcome;
    }

    /// <summary>A store whose writing waits for the test.</summary>
    private sealed class HeldStore(IPostingStore inner, TaskCompletionSource decided, Task write) : IPostingStore
    {
        public bool LocksRows => false;

        public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
            IReadOnlyList<WalletKey> keys, CancellationToken cancel) =>
            inner.FindWalletsAsync(keys, cancel);

        public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel) =>
            inner.CreateWalletsAsync(wallets, cancel);

        public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel) =>
            inner.BeginAsync(reads, cancel);

        public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
        {
            decided.TrySetResult();
            await write;
            return await inner.WriteAsync(state, slot, cancel);
        }

        public Task CommitAsync(CancellationToken cancel) => inner.CommitAsync(cancel);

        public Task AbandonAsync() => inner.AbandonAsync();

        public Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel) =>
            inner.SettleAsync(groupId, now, cancel);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
