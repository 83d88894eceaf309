using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Federation.Hosting;

/// <summary>Durable and concurrent: write-ahead log, and every commit on the disk before it is answered.</summary>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    public const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=20000; PRAGMA busy_timeout=30000;";

    public static readonly SqliteSettings Instance = new();

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    // The pool gives a connection out many times, with all that was set: once is enough.
    private readonly ConditionalWeakTable<object, object> set = [];

    /// <summary>
    /// Waits until it is the caller's turn to write to a file. SQLite lets one transaction write at a time and makes
    /// the others look again and again, each on a thread of its own; here they wait in order, without one.
    /// </summary>
    /// <param name="connection">Says which file it is.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The turn; disposing of it gives it to the next.</returns>
    public static async Task<IDisposable?> TurnAsync(DbConnection connection, CancellationToken cancel)
    {
        var turns = Turns.GetOrAdd(connection.DataSource, _ => new SemaphoreSlim(1));
        await turns.WaitAsync(cancel);
        return new Turn(turns);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (set.TryGetValue(handle, out _))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        // Only now: one that could not be set up is tried again.
        set.AddOrUpdate(handle, this);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite answers in process.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
