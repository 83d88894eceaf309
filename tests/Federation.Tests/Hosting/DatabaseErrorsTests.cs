using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Federation.Tests;

public sealed class DatabaseErrorsTests
{
    [Theory]
    [InlineData(2601, 14, DatabaseError.UniqueViolation)]
    [InlineData(2627, 14, DatabaseError.UniqueViolation)]
    [InlineData(1205, 13, DatabaseError.InTheWay)]
    [InlineData(1222, 16, DatabaseError.InTheWay)]
    [InlineData(3960, 16, DatabaseError.InTheWay)]
    [InlineData(1203, 20, DatabaseError.InTheWay)]
    [InlineData(1204, 19, DatabaseError.InTheWay)]
    [InlineData(1221, 20, DatabaseError.InTheWay)]
    [InlineData(3935, 16, DatabaseError.InTheWay)]
    [InlineData(3961, 16, DatabaseError.InTheWay)]
    [InlineData(3966, 17, DatabaseError.InTheWay)]
    [InlineData(-2, 11, DatabaseError.ConnectionLost)]
    [InlineData(596, 21, DatabaseError.ConnectionLost)]
    [InlineData(10054, 20, DatabaseError.ConnectionLost)]
    [InlineData(40613, 20, DatabaseError.ConnectionLost)]
    [InlineData(1105, 17, DatabaseError.OutOfRoom)]
    [InlineData(9002, 17, DatabaseError.OutOfRoom)]
    [InlineData(3958, 16, DatabaseError.OutOfRoom)]
    [InlineData(3959, 10, DatabaseError.OutOfRoom)]
    [InlineData(3967, 17, DatabaseError.OutOfRoom)]
    [InlineData(8628, 17, DatabaseError.OutOfRoom)]
    [InlineData(8651, 17, DatabaseError.OutOfRoom)]
    [InlineData(921, 14, DatabaseError.ConnectionLost)]
    [InlineData(922, 14, DatabaseError.ConnectionLost)]
    [InlineData(927, 14, DatabaseError.ConnectionLost)]
    [InlineData(976, 14, DatabaseError.ConnectionLost)]
    [InlineData(977, 14, DatabaseError.ConnectionLost)]
    [InlineData(978, 14, DatabaseError.ConnectionLost)]
    [InlineData(979, 14, DatabaseError.ConnectionLost)]
    [InlineData(3906, 16, DatabaseError.ConnectionLost)]
    [InlineData(4221, 16, DatabaseError.ConnectionLost)]
    [InlineData(4060, 11, DatabaseError.ConnectionLost)] // the database is not open yet
    [InlineData(18456, 14, DatabaseError.ConnectionLost)] // nor is its login
    [InlineData(6005, 14, DatabaseError.ConnectionLost)]
    [InlineData(0, 20, DatabaseError.ConnectionLost)] // a refused connection, on Linux
    [InlineData(0, 11, DatabaseError.Other)]
    [InlineData(208, 16, DatabaseError.Other)]
    [InlineData(547, 16, DatabaseError.Other)]
    [InlineData(975, 16, DatabaseError.Other)]
    [InlineData(980, 16, DatabaseError.Other)]
    public void MeaningOf_SqlServersNumbers(int number, byte severity, DatabaseError meaning) =>
        Assert.Equal(meaning, DatabaseErrors.MeaningOf(number, severity));

    [Fact]
    public void Meaning_IsThatOfWhatEfCoreWraps()
    {
        var deadlock = new PostgresException(
            "deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
        var wrapped = new InvalidOperationException("likely transient", new DbUpdateException("not saved", deadlock));
        Assert.True(DatabaseErrors.IsTransient(deadlock));
        Assert.True(DatabaseErrors.IsTransient(wrapped));
        Assert.False(DatabaseErrors.IsUniqueViolation(wrapped));
        Assert.False(DatabaseErrors.IsTransient(new InvalidOperationException("a fault")));
    }

    [Fact]
    public void Unavailable_IsADatabaseWithoutRoomOrJustMigratedToo()
    {
        Assert.True(DatabaseErrors.IsUnavailable(
            new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)));
        Assert.True(
            DatabaseErrors.IsUnavailable(new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13)));
        Assert.True(DatabaseErrors.IsUnavailable(new NpgsqlException("Exception while reading from stream")));
        Assert.True(DatabaseErrors.IsUnavailable(
            new PostgresException("cached plan must not change result type", "ERROR", "ERROR", "0A000")));
        Assert.False(DatabaseErrors.IsUnavailable(
            new PostgresException("no such column", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn)));
    }

    public static TheoryData<string, Exception> Cancellations => new()
    {
        { "SQL Server", SqlServerErrors.Cancelled },
        { "SQL Server, after what came before it", SqlServerErrors.Of((3621, 0), (0, 11)) },
        { "SQL Server, while saving", new DbUpdateException("not saved", SqlServerErrors.Cancelled) },
        { "SQLite", new Microsoft.Data.Sqlite.SqliteException("interrupted", 9) },
        { "PostgreSQL", new PostgresException("cancelled", "ERROR", "ERROR", PostgresErrorCodes.QueryCanceled) },
        { ".NET", new TaskCanceledException() },
    };

    [Theory]
    [MemberData(nameof(Cancellations))]
    public void IsCancellation_IsWhatEachDriverSaysAfterACancel(string driver, Exception exception)
    {
        Assert.True(DatabaseErrors.IsCancellation(exception, new CancellationToken(canceled: true)), driver);
        Assert.False(DatabaseErrors.IsCancellation(exception, CancellationToken.None), driver);
    }

    [Fact]
    public void IsCancellation_IsNoFaultThatHappensAfterACancel()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.False(DatabaseErrors.IsCancellation(SqlServerErrors.Deadlock, cancelled));
        Assert.False(DatabaseErrors.IsCancellation(SqlServerErrors.Of((0, 20)), cancelled));
        Assert.False(DatabaseErrors.IsCancellation(new InvalidOperationException("a fault"), cancelled));
        Assert.False(DatabaseErrors.IsCancellation(new Microsoft.Data.Sqlite.SqliteException("locked", 5), cancelled));
    }

    [Fact]
    public void IsPassing_IsWhatTheSameWorkMayNotMeetAgain()
    {
        var wrapped = new InvalidOperationException("likely transient", SqlServerErrors.Deadlock);
        Assert.True(DatabaseErrors.IsPassing(wrapped));
        Assert.True(DatabaseErrors.IsPassing(SqlServerErrors.Of((1222, 16))));
        Assert.True(DatabaseErrors.IsPassing(SqlServerErrors.Of((4060, 11), (18456, 14))));
        Assert.True(DatabaseErrors.IsPassing(
            new PostgresException("read-only", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction)));
        Assert.False(DatabaseErrors.IsPassing(SqlServerErrors.Of((2627, 14))));
        Assert.False(DatabaseErrors.IsPassing(SqlServerErrors.Of((208, 16))));
    }

    /// <summary>Where a driver needs what this process was built without, no query comes far enough to say
    /// so.</summary>
    [Fact]
    public void Process_HasTheCulturesThatSqlServersDriverNeeds()
    {
        Assert.False(AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant);
        using var connection = new Microsoft.Data.SqlClient.SqlConnection(
            "Server=tcp:127.0.0.1,1;Connect Timeout=1;ConnectRetryCount=0;Pooling=false");
        var refused = Assert.Throws<Microsoft.Data.SqlClient.SqlException>(connection.Open);
        Assert.True(DatabaseErrors.IsConnectionLost(refused));
    }
}
