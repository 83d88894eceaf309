using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Federation.Hosting;

/// <summary>What a database's error means, judged by its number, never by its text.</summary>
public static class DatabaseErrors
{
    private const int SqliteInterrupted = 9;

    /// <summary>Number and severity of the error with which SQL Server's driver ends a command that was
    /// cancelled.</summary>
    private static readonly (int Number, byte Severity) OperationCancelled = (0, 11);

    /// <summary>A row with this key exists.</summary>
    public static bool IsUniqueViolation(Exception exception) => Root(exception) switch
    {
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException e => e.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException e => MeaningOf(e) == DatabaseError.UniqueViolation,
        _ => false,
    };

    /// <summary>Another transaction was in the way; the same work may succeed when done again.</summary>
    public static bool IsTransient(Exception exception) => Root(exception) switch
    {
        PostgresException e =>
            e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable,
        SqliteException e => e.SqliteErrorCode is 5 or 6,
        SqlException e => MeaningOf(e) == DatabaseError.InTheWay,
        _ => false,
    };

    /// <summary>The database cannot be reached, or stopped in the middle: a new connection may succeed.</summary>
    public static bool IsConnectionLost(Exception exception) => Root(exception) switch
    {
        // 25006: the server that was the primary is a standby now, and takes no writes.
        PostgresException e => e.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || e.SqlState.StartsWith("08", StringComparison.Ordinal)
            || e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException => true,
        SqlException e => MeaningOf(e) == DatabaseError.ConnectionLost,
        _ => false,
    };

    /// <summary>The database has no room, on its disk or for another connection: the same work may succeed when there
    /// is.</summary>
    public static bool IsOutOfRoom(Exception exception) => Root(exception) switch
    {
        // Class 53: disk full, out of memory, too many connections. 58030: the disk failed.
        PostgresException e =>
            e.SqlState.StartsWith("53", StringComparison.Ordinal) || e.SqlState == PostgresErrorCodes.IoError,
        // The disk failed, is full, or a file could not be opened on it.
        SqliteException e => e.SqliteErrorCode is 10 or 13 or 14,
        SqlException e => MeaningOf(e) == DatabaseError.OutOfRoom,
        _ => false,
    };

    /// <summary>A statement was prepared before a migration changed a column's type. The driver has forgotten it with
    /// this error, so the same work succeeds when done again.</summary>
    public static bool IsPlanStale(Exception exception) =>
        Root(exception) is PostgresException { SqlState: PostgresErrorCodes.FeatureNotSupported };

    /// <summary>The database can do nothing now, and it is not the command's fault: it cannot be reached, has no room,
    /// or was just migrated.</summary>
    public static bool IsUnavailable(Exception exception) =>
        IsConnectionLost(exception) || IsOutOfRoom(exception) || IsPlanStale(exception);

    /// <summary>A fault of the moment: the same work, sent again, may succeed.</summary>
    public static bool IsPassing(Exception exception) => IsUnavailable(exception) || IsTransient(exception);

    /// <summary>The work ended because <paramref name="cancel"/> was cancelled. Only some drivers say so with an
    /// <see cref="OperationCanceledException"/>: SQL Server's answers with an error of its own, SQLite is
    /// interrupted.</summary>
    /// <param name="exception">What the work threw.</param>
    /// <param name="cancel">The token of the caller that left, or of the process that stops.</param>
    public static bool IsCancellation(Exception exception, CancellationToken cancel) =>
        cancel.IsCancellationRequested && Root(exception) switch
        {
            OperationCanceledException => true,
            SqlException e => e.Errors.Cast<SqlError>().Any(error => (error.Number, error.Class) == OperationCancelled),
            SqliteException e => e.SqliteErrorCode == SqliteInterrupted,
            PostgresException e => e.SqlState == PostgresErrorCodes.QueryCanceled,
            _ => false,
        };

    /// <summary>What an error of SQL Server or of its driver means.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="severity">Its severity: from 20 on, the connection is gone. The driver gives that to what the
    /// network did, whose numbers are those of the system it runs on.</param>
    public static DatabaseError MeaningOf(int number, byte severity) => number switch
    {
        2601 or 2627 => DatabaseError.UniqueViolation,
        // 1205: the deadlock's victim. 1222: a lock's time-out. 1203, 1204, 1221: the server gave a lock up, or has no
        // more of them. 3935: the transaction is not in a state to go on. 3960, 3961, 3966: a conflict or a change seen
        // under row versions.
        1203 or 1204 or 1205 or 1221 or 1222 or 3935 or 3960 or 3961 or 3966 => DatabaseError.InTheWay,
        // 701, 802, 8628, 8645, 8651: memory. 1101, 1105, 9002: a file of the data or of the log cannot grow. 3958,
        // 3959, 3967: the store of row versions is full.
        701 or 802 or 1101 or 1105 or 3958 or 3959 or 3967 or 8628 or 8645 or 8651 or 9002 => DatabaseError.OutOfRoom,
        // -2: the command's time-out. 596: the session was killed. 6005, 17142 to 17148, 18401: the server stops, is
        // paused or starts. 64, 121, 233, 258, 10053, 10054, 10060, 10061: the network.
        -2 or 64 or 121 or 233 or 258 or 596 or 6005 or 10053 or 10054 or 10060 or 10061
            or 17142 or 17143 or 17147 or 17148 or 18401 => DatabaseError.ConnectionLost,
        // 921, 922, 927: the database is being recovered or restored. 976 to 979, 983, 3906, 4221: this server is a
        // replica that takes no such work, or none yet. 4060, 18456: the login finds the database closed, as it does
        // while a server starts or fails over; at a host's own start both are waited for, and then refused with the
        // server's words.
        921 or 922 or 927 or (>= 976 and <= 979) or 983 or 3906 or 4060 or 4221 or 18456
            => DatabaseError.ConnectionLost,
        // From 10928 on: the database is throttled, moves to another node or comes back.
        10928 or 10929 or 40143 or 40197 or 40501 or 40540 or 40613 or 42108 or 42109 or 49918 or 49919 or 49920
            => DatabaseError.ConnectionLost,
        _ => severity >= 20 ? DatabaseError.ConnectionLost : DatabaseError.Other,
    };

    /// <summary>An exception may carry several errors, of which the first that says something counts.</summary>
    private static DatabaseError MeaningOf(SqlException exception) => exception.Errors.Cast<SqlError>()
        .Select(e => MeaningOf(e.Number, e.Class)).FirstOrDefault(m => m != DatabaseError.Other);

    /// <summary>EF Core wraps what failed to be saved, and around what may pass it puts the advice to try
    /// again.</summary>
    private static Exception Root(Exception exception) =>
        exception is DbUpdateException or InvalidOperationException && exception.InnerException is { } inner
        ? Root(inner) : exception;
}
