using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Federation.Hosting;

/// <summary>What a database's error means, told by its number, never by its text.</summary>
public static class DatabaseErrors
{
    /// <summary>A row with this key exists.</summary>
    public static bool IsUniqueViolation(Exception exception) => Root(exception) switch
    {
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException e => e.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException e => e.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>Another transaction was in the way; the same work may succeed when done again.</summary>
    public static bool IsTransient(Exception exception) => Root(exception) switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable,
        SqliteException e => e.SqliteErrorCode is 5 or 6,
        SqlException e => e.Number is 1205 or 1222 or 3960,
        _ => false,
    };

    /// <summary>The database cannot be reached, or stopped in the middle: a new connection may succeed.</summary>
    public static bool IsConnectionLost(Exception exception) => Root(exception) switch
    {
        PostgresException e => e.SqlState.StartsWith("57P", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => true,
        SqlException e => e.Number is -2 or 64 or 233 or 10053 or 10054 or 10060 or 10061 or 40613,
        _ => false,
    };

    private static Exception Root(Exception exception) =>
        exception is DbUpdateException { InnerException: { } inner } ? inner : exception;
}
