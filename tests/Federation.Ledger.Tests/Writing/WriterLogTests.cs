using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Federation.Ledger.Tests;

/// <summary>What the writers and the ledger's background work log when something is wrong, as operators look for
/// it.</summary>
public sealed class WriterLogTests
{
    private const int DiskFull = 13;
    private static readonly WalletKey Ann = Story.Key("ann");
    private static readonly WalletKey Bob = Story.Key("bob");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_ThatMeetsAFault_IsDecidedOneByOne()
    {
        await using var fixture = await WriterFixture.StartAsync(TestDatabase.Default);
        using var entered = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        var store = new FaultyStore(fixture.NewStore(), n =>
        {
            if (n != 2)
                return Fault.None;
            entered.Release();
            release.Wait(TimeSpan.FromSeconds(30));
            return Fault.None;
        });
        var writer = await fixture.WriterAsync(store);
        await WriterFixture.PostAsync(writer, Earn(Ann));
        var first = WriterFixture.PostAsync(writer, Earn(Bob));
        await entered.WaitAsync(Cancel);
        // These two wait for it, and are one group.
        store.AtBegin.Enqueue(new InvalidOperationException("a bug"));
        var (second, third) = (WriterFixture.PostAsync(writer, Earn(Ann)), WriterFixture.PostAsync(writer, Earn(Bob)));
        release.Set();

        foreach (var outcome in await Task.WhenAll(first, second, third))
            Assert.NotNull(outcome.Journal);
        Assert.Contains("2 submissions", Assert.Single(fixture.Log.Of("GroupFailed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_ThatMeetsAFullDisk_IsTriedAgain()
    {
        await using var fixture = await WriterFixture.StartAsync(TestDatabase.Default);
        var store = new FaultyStore(fixture.NewStore(), _ => Fault.None);
        store.AtBegin.Enqueue(new SqliteException("full", DiskFull));
        var writer = await fixture.WriterAsync(store);

        Assert.NotNull((await WriterFixture.PostAsync(writer, Earn(Ann))).Journal);
        Assert.Contains("full", Assert.Single(fixture.Log.Of("LedgerDatabaseUnavailable")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_ThatCannotBeAskedAbout_IsAskedAboutAgain()
    {
        await using var fixture = await WriterFixture.StartAsync(TestDatabase.Default);
        var store = new FaultyStore(fixture.NewStore(), n => n == 1 ? Fault.LostAfter : Fault.None);
        store.AtSettle.Enqueue(new IOException("away"));
        var writer = await fixture.WriterAsync(store);

        Assert.NotNull((await WriterFixture.PostAsync(writer, Earn(Ann))).Journal);
        Assert.Single(fixture.Log.Of("CommitUnanswered"));
        Assert.Contains("away", Assert.Single(fixture.Log.Of("SettleFailed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slot_ThatCannotBeReleased_IsLogged()
    {
        using var log = new LogCollector();
        await using (var slot = new WriterSlot(new UnleasedBooks(), TimeProvider.System, log.For<WriterSlot>()))
            await slot.ClaimAsync(Cancel);

        Assert.Contains("slot 7", Assert.Single(log.Of("SlotNotRenewed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_WithoutItsDatabase_IsLogged()
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(SqlServerErrors.Deadlock);
        var sweep = new ExpirySweep(scopes, null!, null!, TimeProvider.System, log.For<ExpirySweep>());
        using var sweeper = new ExpirySweeper(
            sweep, scopes, Options.Create(new LedgerOptions()), TimeProvider.System, log.For<ExpirySweeper>());
        await sweeper.TurnAsync(Cancel);

        Assert.Equal(["ExpirySweepFailed"], log.Events);
    }

    [Fact]
    public async Task Clock_ThatCannotBeLookedAt_IsLogged()
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(SqlServerErrors.Deadlock);
        using var watch = new ClockWatch(scopes, TimeProvider.System, log.For<ClockWatch>());
        await watch.LookAsync(Cancel);

        Assert.Equal(["ClockNotSeen"], log.Events);
    }

    private static Command Earn(WalletKey wallet) => WriterFixture.Command(JournalKind.Earn, wallet, 10);

    /// <summary>Books in which a slot is leased, and cannot be given back.</summary>
    private sealed class UnleasedBooks : IWriterBooks
    {
        public Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
            IReadOnlyCollection<JournalId> ids, CancellationToken cancel) => throw new NotSupportedException();

        public Task<int> ClaimSlotAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
            Task.FromResult(7);

        public Task<IReadOnlyList<TotalRow>> ReadTotalsAsync(int slot, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<TotalRow>>([]);

        public Task HoldSlotAsync(int slot, Guid owner, DateTimeOffset until) => throw new IOException("away");
    }
}
