using System.Globalization;
using Federation.Hosting;
using Microsoft.Data.SqlClient;

namespace Federation.Testing;

/// <summary>The SQL Server whose connection string <c>FEDERATION_TEST_SQLSERVER</c> holds; its user may create
/// databases. Those of tests have random names, and are dropped with the test, or at the latest with the
/// process.</summary>
internal static class SqlServerTestServer
{
    private const int DatabaseInUse = 3702;
    private const int NoSuchSession = 6106;
    private static readonly HashSet<string> Created = [];

    private static readonly string? Server = Environment.GetEnvironmentVariable(TestDatabase.SqlServerVariable);

    public static string? Missing { get; } = string.IsNullOrWhiteSpace(Server)
        ? $"{TestDatabase.SqlServerVariable} holds no connection string: nothing here was run against a SQL Server"
        : null;

    public static async Task<string> CreateDatabaseAsync()
    {
        var name = "federation_test_" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync(Server!, $"CREATE DATABASE {name}");
        lock (Created)
        {
            if (Created.Count == 0)
                RunEnd.Do(DropAll);
            Created.Add(name);
        }
        var connection = new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ConnectionString;
        await using var open = new SqlConnection(
            new SqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await open.OpenAsync();
        await SqlServerRowVersions.EnsureAsync(open, CancellationToken.None);
        return connection;
    }

    public static async Task DropDatabaseAsync(string connection)
    {
        SqlConnection.ClearAllPools();
        await DropAsync(new SqlConnectionStringBuilder(connection).InitialCatalog);
    }

    public static async Task DisconnectAllAsync(string connection)
    {
        var sessions = new List<int>();
        await using (
            var open = new SqlConnection(new SqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString))
        {
            await open.OpenAsync();
            await using var command = open.CreateCommand();
            command.CommandText =
                "SELECT session_id FROM sys.dm_exec_sessions WHERE database_id = DB_ID(@name) AND session_id <> @@SPID";
            command.Parameters.AddWithValue("@name", new SqlConnectionStringBuilder(connection).InitialCatalog);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                sessions.Add(Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture));
        }
        foreach (var session in sessions)
        {
            try
            {
                await ExecuteAsync(Server!, string.Create(CultureInfo.InvariantCulture, $"KILL {session}"));
            }
            catch (SqlException e) when (e.Number == NoSuchSession)
            {
                // It ended by itself.
            }
        }
    }

    private static async Task DropAsync(string name)
    {
        try
        {
            await ExecuteAsync(Server!, $"DROP DATABASE {name}");
        }
        catch (SqlException e) when (e.Number == DatabaseInUse)
        {
            // A process that was killed in the test may not be gone yet for the server.
            await ExecuteAsync(
                Server!, $"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");
        }
        lock (Created)
            Created.Remove(name);
    }

    private static void DropAll()
    {
        string[] left;
        lock (Created)
            left = [.. Created];
        SqlConnection.ClearAllPools();
        foreach (var name in left)
            DropAsync(name).Wait(TimeSpan.FromSeconds(20));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }
}
