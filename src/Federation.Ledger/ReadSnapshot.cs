using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Federation.Ledger;

/// <summary>A transaction in which every statement reads the books as of one moment, and which keeps no writer
/// waiting.</summary>
internal static class ReadSnapshot
{
    public static async Task<IDbContextTransaction> BeginSnapshotAsync(this LedgerDb db, CancellationToken cancel)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection connection)
            return await db.Database.BeginTransactionAsync(
                db is PostgresLedgerDb ? IsolationLevel.RepeatableRead : IsolationLevel.Snapshot, cancel);
        await db.Database.OpenConnectionAsync(cancel);
        // Deferred: SQLite would otherwise take the one lock for writing at once.
        var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
        return (await db.Database.UseTransactionAsync(transaction, cancel))!;
    }
}
