using Federation.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Ledger.Tests;

/// <summary>How the ledger's background work ends at a stop: also when the database's driver reports the cancelled
/// command as an error of its own, which would stop the host as failed.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Sweeper_StoppedInTheMiddle_EndsWithoutAFault()
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(SqlServerErrors.Cancelled, waits: true);
        var sweep = new ExpirySweep(scopes, null!, null!, TimeProvider.System, log.For<ExpirySweep>());
        var options = Options.Create(new LedgerOptions { SweepInterval = TimeSpan.FromMilliseconds(10) });
        using var sweeper = new ExpirySweeper(sweep, scopes, options, TimeProvider.System, log.For<ExpirySweeper>());
        await sweeper.StartAsync(CancellationToken.None);
        await scopes.Entered;
        var stopped = sweeper.StopAsync(CancellationToken.None);
        scopes.Release();
        await stopped;
        Assert.True(sweeper.ExecuteTask!.IsCompletedSuccessfully, sweeper.ExecuteTask.Exception?.ToString());
        Assert.Empty(log.Events);
    }

    [Fact]
    public async Task Writer_StoppedWhileItClaimsItsSlot_EndsWithoutAFaultAndClosesItsConnections()
    {
        var stores = new List<ClosingStore>();
        using var stop = new CancellationTokenSource();
        var books = new CancelledBooks();
        using var meter = new LedgerMeter();
        using var writer = new LedgerWriter(() =>
        {
            stores.Add(new ClosingStore());
            return stores[^1];
        }, books, () => WriterFixture.Policies, new LedgerOptions { Writers = 2 }, TimeProvider.System, meter,
            NullLogger.Instance, new Random(1));
        var running = writer.RunAsync(stop.Token);
        await books.Entered;
        await stop.CancelAsync();
        await running;
        Assert.Equal([true, true, true, true], stores.Select(s => s.Closed));
    }

    private sealed class CancelledBooks : IWriterBooks
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => entered.Task;

        public async Task<int> ClaimSlotAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
        {
            entered.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw SqlServerErrors.Cancelled;
        }

        public Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
            IReadOnlyCollection<JournalId> ids, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<TotalRow>> ReadTotalsAsync(int slot, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task HoldSlotAsync(int slot, Guid owner, DateTimeOffset until) => throw new NotSupportedException();
    }

    private sealed class ClosingStore : IPostingStore
    {
        public bool Closed { get; private set; }

        public bool LocksRows => true;

        public ValueTask DisposeAsync()
        {
            Closed = true;
            return ValueTask.CompletedTask;
        }

        public Task AbandonAsync() => throw new NotSupportedException();

        public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task CommitAsync(CancellationToken cancel) => throw new NotSupportedException();

        public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
            IReadOnlyList<WalletKey> keys, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel) =>
            throw new NotSupportedException();

        public Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel) =>
            throw new NotSupportedException();
    }
}
