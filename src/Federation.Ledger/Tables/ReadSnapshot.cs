using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Federation.Ledger;

/// <summary>A transaction in which every statement reads the books as of one moment, and which keeps no writer
/// waiting.</summary>
internal static class ReadSnapshot
{
    public static async Task<IAsyncDisposable> BeginSnapshotAsync(this LedgerDb db, CancellationToken cancel)
    {
        if (db is PostgresLedgerDb)
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await db.Database.OpenConnectionAsync(cancel);
        if (db.Database.GetDbConnection() is not SqliteConnection connection)
            return new LeveledTransaction(db, await db.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancel));
        // Deferred: SQLite would otherwise take the one lock for writing at once.
        var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, cancel))!;
    }

    /// <summary>SQL Server's connections keep the isolation level of their last transaction, also in the pool: the next
    /// user's single updates would run under it, and fail where they met another.</summary>
    private sealed class LeveledTransaction(LedgerDb db, IDbContextTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            // A connection that broke goes into no pool.
            if (db.Database.GetDbConnection().State == ConnectionState.Open)
                await db.Database.ExecuteSqlRawAsync(DefaultLevel);
            await db.Database.CloseConnectionAsync();
        }
    }

    internal const string DefaultLevel = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;";
}
