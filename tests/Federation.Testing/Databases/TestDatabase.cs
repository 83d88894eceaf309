using Federation.Hosting;
using Microsoft.Data.SqlClient;

namespace Federation.Testing;

/// <summary>
/// A fresh, empty database for one test, of any kind that the platform runs on, with a data folder. The one place that
/// knows which databases there are here: theories list <see cref="Kinds"/>, and what is missing is skipped with its
/// reason.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string SqlServerVariable = "FEDERATION_TEST_SQLSERVER";

    /// <summary>All kinds: each test of what the databases are for runs on each.</summary>
    public static IReadOnlyList<DatabaseKind> Kinds { get; } = Enum.GetValues<DatabaseKind>();

    /// <summary>Those that several nodes may share.</summary>
    public static IReadOnlyList<DatabaseKind> SharedKinds { get; } = [DatabaseKind.Postgres, DatabaseKind.SqlServer];

    /// <summary>Where a test runs that is about something else: SQL Server where there is one, so that all that the
    /// platform does is done on it; else the embedded one.</summary>
    public static DatabaseKind Default { get; } = Missing(DatabaseKind.SqlServer) is null ? DatabaseKind.SqlServer
        : DatabaseKind.Sqlite;

    private TestDatabase(DatabaseKind kind, string? connection)
    {
        (Kind, Connection) = (kind, connection);
        RunEnd.Do(DeleteFolder);
    }

    public DatabaseKind Kind { get; }

    /// <summary>Null for SQLite, whose files are in the folder.</summary>
    public string? Connection { get; }

    /// <summary>A data folder, gone with the database.</summary>
    public string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("federation-").FullName;

    /// <summary>A statement on the ledger's tables in this database's words: <c>{0}</c> stands before a table's name,
    /// and <c>FALSE</c> and <c>TRUE</c> are written out.</summary>
    public string Sql(string statement) => Kind switch
    {
        DatabaseKind.Sqlite => statement.Replace("{0}", "", StringComparison.Ordinal),
        DatabaseKind.Postgres => statement.Replace("{0}", "ledger.", StringComparison.Ordinal),
        _ => statement.Replace("{0}", "ledger.", StringComparison.Ordinal)
            .Replace("FALSE", "0", StringComparison.Ordinal).Replace("TRUE", "1", StringComparison.Ordinal),
    };

    /// <summary>Why tests on a kind of database cannot run here; null when they can.</summary>
    public static string? Missing(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Postgres => PostgresCluster.Missing,
        DatabaseKind.SqlServer => SqlServerTestServer.Missing,
        _ => null,
    };

    /// <exception cref="InvalidOperationException">There is none of this kind here: ask <see cref="Missing"/>
    /// before.</exception>
    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind) => new(kind, kind switch
    {
        DatabaseKind.Postgres => await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync(),
        DatabaseKind.SqlServer => await SqlServerTestServer.CreateDatabaseAsync(),
        _ => null,
    });

    /// <summary>A database on a PostgreSQL of the test's own.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresCluster cluster) =>
        new(DatabaseKind.Postgres, await cluster.CreateDatabaseAsync());

    /// <summary>A deployment on it.</summary>
    public DeploymentOptions Deployment(bool sandbox = false) => new()
    {
        Sandbox = sandbox,
        Database = Kind,
        Connection = Connection,
        DataDirectory = Folder,
    };

    /// <summary>The host's options for it.</summary>
    public string[] Arguments => Connection is null
        ? []
        : ["--database", Kind == DatabaseKind.Postgres ? "postgres" : "sqlserver", "--connection", Connection];

    /// <summary>Cuts off whoever is connected to it. What was idle in this process's pools is gone from them.</summary>
    public async Task DisconnectAllAsync()
    {
        await (Kind == DatabaseKind.SqlServer
            ? SqlServerTestServer.DisconnectAllAsync(Connection!)
            : PostgresCluster.DisconnectAllAsync(Connection!));
        SqlConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    /// <summary>How many deadlocks its server has found in it so far; null where the server does not count them by
    /// database.</summary>
    public async Task<long?> DeadlocksAsync() =>
        Kind == DatabaseKind.Postgres ? await PostgresCluster.DeadlocksAsync(Connection!) : null;

    public async ValueTask DisposeAsync()
    {
        if (Kind == DatabaseKind.SqlServer)
            await SqlServerTestServer.DropDatabaseAsync(Connection!);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        DeleteFolder();
    }

    private void DeleteFolder()
    {
        if (System.IO.Directory.Exists(Folder))
            System.IO.Directory.Delete(Folder, recursive: true);
    }
}
