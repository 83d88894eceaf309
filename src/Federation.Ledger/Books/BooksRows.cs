using System.Data.Common;
using Federation.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Federation.Ledger;

/// <summary>Asks the books what EF Core has no words for.</summary>
internal static class BooksRows
{
    /// <summary>For one statement. A caller's deadline ends it earlier.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>The rows of a question, all columns as text, <c>none</c> where there is none, within the transaction
    /// that the context is in.</summary>
    public static async Task<List<string[]>> AskAsync(
        this LedgerDb db, string question, int columns, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = question;
        command.CommandTimeout = (int)Longest.TotalSeconds;
        await using var interruption = Interruption(connection, cancel);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var rows = new List<string[]>();
            while (await reader.ReadAsync(cancel))
            {
                var row = new string[columns];
                for (var i = 0; i < columns; i++)
                    row[i] = await reader.IsDBNullAsync(i, cancel) ? "none" : reader.GetString(i).TrimEnd();
                rows.Add(row);
            }
            return rows;
        }
        catch (Exception e) when (e is not OperationCanceledException && DatabaseErrors.IsCancellation(e, cancel))
        {
            throw new OperationCanceledException("The question was cancelled.", e, cancel);
        }
    }

    /// <summary>SQLite works within the call and knows nothing of tokens.</summary>
    private static CancellationTokenRegistration Interruption(DbConnection connection, CancellationToken cancel) =>
        connection is SqliteConnection { Handle: { } handle }
            ? cancel.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle))
            : default;
}
