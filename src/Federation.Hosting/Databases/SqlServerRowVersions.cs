using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Federation.Hosting;

/// <summary>
/// The two settings of a SQL Server database that make readers and writers see versions of rows instead of waiting for
/// each other, as they do on the other databases. They are set once, by <c>migrate</c>, and looked at by every start.
/// </summary>
public static class SqlServerRowVersions
{
    private const int Seconds = 60;
    private const string ReadCommittedSnapshot = "READ_COMMITTED_SNAPSHOT";
    private const string SnapshotIsolation = "ALLOW_SNAPSHOT_ISOLATION";

    public const string LookUp =
        "SELECT is_read_committed_snapshot_on, snapshot_isolation_state FROM sys.databases "
        + "WHERE database_id = DB_ID();";

    /// <summary>Needs the database to itself, so it gives up at once when there is another connection.</summary>
    public const string SetReadCommittedSnapshot =
        $"ALTER DATABASE CURRENT SET {ReadCommittedSnapshot} ON WITH NO_WAIT;";

    public const string SetSnapshotIsolation = $"ALTER DATABASE CURRENT SET {SnapshotIsolation} ON;";

    /// <summary>Sets what is not set.</summary>
    /// <param name="open">An open connection to the database, outside a transaction: the only one, where something is
    /// to be set.</param>
    /// <exception cref="StartRefusedException">It cannot be set.</exception>
    public static async Task EnsureAsync(DbConnection open, CancellationToken cancel)
    {
        foreach (var (setting, statement) in new[]
        {
            (ReadCommittedSnapshot, SetReadCommittedSnapshot), (SnapshotIsolation, SetSnapshotIsolation),
        })
        {
            if (!(await MissingAsync(open, cancel)).Contains(setting))
                continue;
            try
            {
                await using var command = Command(open, statement);
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (SqlException e) when (!DatabaseErrors.IsCancellation(e, cancel))
            {
                throw new StartRefusedException(
                    $"{Advice(open.Database, setting)} It could not be set now: {e.Message.Split('\n')[0].Trim()}");
            }
        }
        await RequireAsync(open, cancel);
    }

    /// <exception cref="StartRefusedException">The database lacks a setting.</exception>
    public static async Task RequireAsync(DbConnection open, CancellationToken cancel)
    {
        if (await MissingAsync(open, cancel) is [var setting, ..])
            throw new StartRefusedException(Advice(open.Database, setting));
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(DbConnection open, CancellationToken cancel)
    {
        await using var command = Command(open, LookUp);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
            throw new StartRefusedException(
                $"What the database '{open.Database}' has set cannot be read: its user needs to see it in "
                + $"sys.databases.");
        var missing = new List<string>();
        if (!reader.GetBoolean(0))
            missing.Add(ReadCommittedSnapshot);
        // 1 is on; 0 off, 2 and 3 are on their way from one to the other.
        if (Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture) != 1)
            missing.Add(SnapshotIsolation);
        return missing;
    }

    private static string Advice(string database, string setting) =>
        $"The database '{database}' needs {setting}: stop everything that uses it and run 'federation-host migrate' as "
        + $"its owner, "
        + $"or run \"ALTER DATABASE [{database}] SET {setting} ON\" on the server.";

    private static DbCommand Command(DbConnection open, string sql)
    {
        var command = open.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Seconds;
        return command;
    }
}
