using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Federation.Hosting;

/// <summary>What the platform needs of a SQL Server connection and database beyond the defaults.</summary>
public sealed class SqlServerSettings : DbTransactionInterceptor
{
    public static readonly SqlServerSettings Instance = new();

    /// <summary>The connection string for EF Core: a connection from the pool belongs to one caller and to nobody's
    /// wider transaction.</summary>
    public static string Pooled(string? connection) => new SqlConnectionStringBuilder(connection)
    {
        Enlist = false,
        MultipleActiveResultSets = false,
    }.ConnectionString;

    /// <summary>A pooled connection may keep the isolation level of its last transaction, so each transaction names its
    /// own.</summary>
    public override InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        NeedsLevel(eventData, result)
            ? InterceptionResult<DbTransaction>.SuppressWithResult(
                connection.BeginTransaction(IsolationLevel.ReadCommitted))
            : result;

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default) =>
        NeedsLevel(eventData, result)
            ? InterceptionResult<DbTransaction>.SuppressWithResult(
                await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken))
            : result;

    private static bool NeedsLevel(TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result) =>
        !result.HasResult && eventData.IsolationLevel == IsolationLevel.Unspecified;
}
