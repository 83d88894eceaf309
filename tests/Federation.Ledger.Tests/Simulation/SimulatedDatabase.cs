using Npgsql;

namespace Federation.Ledger.Tests;

/// <summary>
/// A database's server in memory: transactions with row locks that are waited for in turn, unique keys that wait for
/// whoever inserts the same, a log head whose lock is held to the commit. Wrong use shows here as it would there: what
/// is written without a lock is lost, what is inserted twice is refused.
/// </summary>
internal sealed class SimulatedDatabase(VirtualWorld world, MemoryBooks books)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private const string LogHead = "log head";
    private const string Tallies = "tallies";
    private readonly Dictionary<object, Transaction> owners = [];
    private readonly List<TaskCompletionSource> waiting = [];
    private readonly Dictionary<GroupId, long> groups = [];
    private readonly Dictionary<Guid, int> walletOrder = [];
    private readonly List<(Guid Owner, DateTimeOffset Until)> slots = [];

    public MemoryBooks Books => books;

    /// <summary>Told of each commit, before anybody else sees it.</summary>
    public Action Committed { get; init; } = () => { };

    public IReadOnlyList<(WalletKey Key, Guid Id)> Find(IReadOnlyList<WalletKey> keys) =>
        [.. keys.Where(books.WalletIds.ContainsKey).Select(k => (k, books.WalletIds[k]))];

    public void Create(IReadOnlyList<(WalletKey Key, Guid Id)> wallets)
    {
        // New ids are chance; by key it is the same for the same seed.
        foreach (var (key, id) in wallets.OrderBy(w => w.Key.MemberId).ThenBy(w => w.Key.Coin, StringComparer.Ordinal))
            if (books.Create(key, id) == id)
                walletOrder[id] = walletOrder.Count;
    }

    /// <summary>Locks the wallets one after the other, then the tallies, then reads: what others committed meanwhile is
    /// seen.</summary>
    public async Task<GroupState> BeginAsync(Transaction transaction, GroupReads reads)
    {
        // Ids are chance; in the order of creation the simulation is the same for the same seed.
        foreach (var wallet in reads.LockedWallets.OrderBy(id => walletOrder[id]))
        {
            await LockAsync(transaction, wallet);
            if (world.Happens(200))
                await world.PauseAsync(TimeSpan.FromMilliseconds(1));
        }
        foreach (var tally in reads.Tallies)
            await LockAsync(transaction, (Tallies, tally));
        // As in production: alliance time is the database's system time, whatever the node's clock says.
        return books.Read(reads, new ClockRow { Sandbox = false, Now = world.Now }, world.Now);
    }

    /// <summary>Leases a slot of the totals that nobody holds.</summary>
    public int Claim(Guid owner, DateTimeOffset now, TimeSpan lease)
    {
        var free = slots.FindIndex(s => s.Until < now);
        if (free < 0)
        {
            free = slots.Count;
            slots.Add(default);
        }
        slots[free] = (owner, now + lease);
        return free + 1;
    }

    public void Hold(int slot, Guid owner, DateTimeOffset until)
    {
        if (slots[slot - 1].Owner == owner)
            slots[slot - 1] = (owner, until);
    }

    public async Task<long> WriteAsync(Transaction transaction, GroupState state, int slot)
    {
        foreach (var decision in state.Decisions)
        {
            var request = (decision.Command.Principal, decision.Command.RequestId);
            await LockAsync(transaction, request);
            if (books.HasOutcome(request.Principal, request.RequestId))
                throw UniqueViolation();
            foreach (var consumption in decision.Journal is null ? [] : decision.Command.Consumes)
            {
                await LockAsync(transaction, consumption.Key);
                if (books.IsConsumed(consumption.Key))
                    throw UniqueViolation();
            }
        }
        foreach (var wallet in state.ChangedWallets)
            if (owners.GetValueOrDefault(wallet) != transaction)
                throw new InvalidOperationException($"Wallet {wallet} is written without its lock.");
        foreach (var tally in state.ChangedTallies)
            if (owners.GetValueOrDefault((Tallies, tally)) != transaction)
                throw new InvalidOperationException($"Tally {tally} is written without its lock.");
        await LockAsync(transaction, LogHead);
        await LockAsync(transaction, state.GroupId);
        if (groups.ContainsKey(state.GroupId))
            throw UniqueViolation();
        transaction.Written = (state, slot);
        return books.Groups.Count + 1;
    }

    public void Commit(Transaction transaction)
    {
        if (transaction.Ended)
            throw new PostgresException(
                "there is no transaction in progress", "ERROR", "ERROR", PostgresErrorCodes.NoActiveSqlTransaction);
        if (transaction.Written is var (state, slot))
        {
            groups[state.GroupId] = books.Write(state, slot);
            Committed();
        }
        End(transaction);
    }

    /// <summary>Ends a transaction without a trace, if it has not ended.</summary>
    public void End(Transaction transaction)
    {
        transaction.Ended = true;
        foreach (var key in owners.Where(o => o.Value == transaction).Select(o => o.Key).ToList())
            owners.Remove(key);
        var awake = waiting.ToArray();
        waiting.Clear();
        foreach (var waiter in awake)
            waiter.TrySetResult();
    }

    /// <summary>Inserts a tombstone; the unique key waits for a group of this id that is still being
    /// committed.</summary>
    public async Task<long?> SettleAsync(Transaction transaction, GroupId groupId)
    {
        await LockAsync(transaction, groupId);
        if (!groups.TryGetValue(groupId, out var number))
            groups[groupId] = number = -1;
        End(transaction);
        return number > 0 ? number : null;
    }

    private async Task LockAsync(Transaction transaction, object key)
    {
        var until = world.Now + LockTimeout;
        while (owners.TryGetValue(key, out var owner) && owner != transaction)
        {
            if (world.Now >= until)
                throw new PostgresException("lock timeout", "ERROR", "ERROR", PostgresErrorCodes.LockNotAvailable);
            var turn = new TaskCompletionSource();
            waiting.Add(turn);
            await Task.WhenAny(turn.Task, world.PauseAsync(until - world.Now));
            waiting.Remove(turn);
        }
        if (transaction.Ended)
            throw new PostgresException("terminated", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown);
        owners[key] = transaction;
    }

    private static PostgresException UniqueViolation() =>
        new("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation);

    /// <summary>A transaction on the server.</summary>
    public sealed class Transaction
    {
        public (GroupState State, int Slot)? Written { get; set; }

        public bool Ended { get; set; }
    }
}
