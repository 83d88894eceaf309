using Federation.Hosting;
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
    [InlineData(-2, 11, DatabaseError.ConnectionLost)]
    [InlineData(596, 21, DatabaseError.ConnectionLost)]
    [InlineData(10054, 20, DatabaseError.ConnectionLost)]
    [InlineData(40613, 20, DatabaseError.ConnectionLost)]
    [InlineData(1105, 17, DatabaseError.OutOfRoom)]
    [InlineData(9002, 17, DatabaseError.OutOfRoom)]
    [InlineData(6005, 14, DatabaseError.ConnectionLost)]
    [InlineData(0, 20, DatabaseError.ConnectionLost)] // a refused connection, on Linux
    [InlineData(0, 11, DatabaseError.Other)]
    [InlineData(208, 16, DatabaseError.Other)]
    [InlineData(547, 16, DatabaseError.Other)]
    [InlineData(4060, 11, DatabaseError.Other)]
    [InlineData(18456, 14, DatabaseError.Other)]
    public void MeaningOf_SqlServersNumbers(int number, byte severity, DatabaseError meaning) =>
        Assert.Equal(meaning, DatabaseErrors.MeaningOf(number, severity));

    [Fact]
    public void Meaning_IsThatOfWhatEfCoreWraps()
    {
        var deadlock = new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
        var wrapped = new InvalidOperationException("likely transient", new DbUpdateException("not saved", deadlock));
        Assert.True(DatabaseErrors.IsTransient(deadlock));
        Assert.True(DatabaseErrors.IsTransient(wrapped));
        Assert.False(DatabaseErrors.IsUniqueViolation(wrapped));
        Assert.False(DatabaseErrors.IsTransient(new InvalidOperationException("a fault")));
    }

    [Fact]
    public void Unavailable_IsADatabaseWithoutRoomOrJustMigratedToo()
    {
        Assert.True(DatabaseErrors.IsUnavailable(new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull)));
        Assert.True(DatabaseErrors.IsUnavailable(new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13)));
        Assert.True(DatabaseErrors.IsUnavailable(new NpgsqlException("Exception while reading from stream")));
        Assert.True(DatabaseErrors.IsUnavailable(new PostgresException("cached plan must not change result type", "ERROR", "ERROR", "0A000")));
        Assert.False(DatabaseErrors.IsUnavailable(new PostgresException("no such column", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn)));
    }

    /// <summary>Where a driver needs what this process was built without, no query comes far enough to say so.</summary>
    [Fact]
    public void Process_HasTheCulturesThatSqlServersDriverNeeds()
    {
        Assert.False(AppContext.TryGetSwitch("System.Globalization.Invariant", out var invariant) && invariant);
        using var connection = new Microsoft.Data.SqlClient.SqlConnection("Server=tcp:127.0.0.1,1;Connect Timeout=1;ConnectRetryCount=0;Pooling=false");
        var refused = Assert.Throws<Microsoft.Data.SqlClient.SqlException>(connection.Open);
        Assert.True(DatabaseErrors.IsConnectionLost(refused));
    }
}
