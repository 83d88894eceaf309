using System.Diagnostics;
using Npgsql;

namespace Federation.Testing;

/// <summary>
/// A private PostgreSQL cluster on loopback, in a temporary folder, gone with the process that made it. PostgreSQL
/// refuses to run as root, so root starts it as the user <c>postgres</c>.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> SharedCluster = new(
        () => StartAsync("-c fsync=off -c full_page_writes=off"));
    private readonly string folder;
    private readonly string data;
    private readonly string binaries;
    private readonly string settings;

    private PostgresCluster(string folder, string data, string binaries, string settings)
    {
        (this.folder, this.data, this.binaries, this.settings) = (folder, data, binaries, settings);
        Port = FreePorts.One();
    }

    public int Port { get; }

    /// <summary>Where the server's programs are, or null when PostgreSQL is not installed.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>Why tests on PostgreSQL cannot run here; null when they can.</summary>
    public static string? Missing =>
        Binaries is null ? "PostgreSQL's server is not installed (Debian: apt-get install postgresql)" : null;

    /// <summary>The one cluster that all tests of a process share: not durable, and so fast.</summary>
    public static Task<PostgresCluster> SharedAsync() => SharedCluster.Value;

    /// <param name="settings">Options of the server, each as <c>-c name=value</c>.</param>
    /// <param name="data">Where its data lies, if not in its own folder: in a folder in which everybody may
    /// write.</param>
    /// <param name="writeAheadLog">Where its write-ahead log lies, if not in its own folder: likewise.</param>
    public static async Task<PostgresCluster> StartAsync(
        string settings, string? data = null, string? writeAheadLog = null)
    {
        var binaries = Binaries ?? throw new InvalidOperationException(Missing);
        var folder = Path.Combine(Path.GetTempPath(), "federation-pg-" + Guid.NewGuid().ToString("N")[..8]);
        System.IO.Directory.CreateDirectory(folder);
        var cluster = new PostgresCluster(folder, Path.Combine(data ?? folder, "data"), binaries, settings);
        RunEnd.Do(cluster.Stop);
        if (Environment.UserName == "root")
            await Executable.RunAsync("chown", "postgres", folder);
        await RunAsPostgresAsync(
            $"{binaries}/initdb", "-D", cluster.data, "--waldir", Path.Combine(writeAheadLog ?? folder, "wal"),
            "-U", "federation", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C");
        await cluster.RestartAsync();
        return cluster;
    }

    /// <summary>Starts the server, after an end of any kind.</summary>
    public async Task RestartAsync()
    {
        var options = $"-k {folder} -h 127.0.0.1 -p {Port} -c max_connections=300 {settings}";
        await RunAsPostgresAsync($"{binaries}/pg_ctl", "-D", data, "-l", $"{folder}/log", "-w", "-o", options, "start");
    }

    /// <summary>As <c>kill -9</c> of the server and of all its children.</summary>
    public async Task KillAsync()
    {
        var server = ServerId ?? throw new InvalidOperationException("The server does not run.");
        var children = ProcessStat.All().Where(p => p.Parent == server).Select(p => p.Id).ToList();
        // The server first: it would start children anew.
        await KillAsync(server);
        await Task.WhenAll(children.Select(KillAsync));
    }

    /// <summary>Whether the server runs: it ends by itself where it cannot recover from a fault.</summary>
    public bool IsRunning => ServerId is { } id && System.IO.Directory.Exists($"/proc/{id}");

    /// <summary>What the server wrote.</summary>
    public string Log => File.ReadAllText($"{folder}/log");

    /// <summary>Cuts off whoever is connected to a database.</summary>
    internal static Task DisconnectAllAsync(string connectionString) => ReadAsync<long>(connectionString,
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        + "pg_backend_pid()");

    /// <summary>How many deadlocks the server has found in a database so far.</summary>
    internal static Task<long> DeadlocksAsync(string connectionString) =>
        ReadAsync<long>(connectionString, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=federation;Database={database};Include Error Detail=true";

    /// <summary>A new, empty database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? name = null)
    {
        name ??= "db_" + Guid.NewGuid().ToString("N")[..12];
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void Stop()
    {
        if (!System.IO.Directory.Exists(folder))
            return;
        if (IsRunning)
            RunAsPostgresAsync($"{binaries}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
            .Wait(TimeSpan.FromSeconds(20));
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>The server's process; null while it does not run.</summary>
    public int? ServerId => Path.Combine(data, "postmaster.pid") is var file && File.Exists(file)
        ? int.Parse(File.ReadLines(file).First(), System.Globalization.CultureInfo.InvariantCulture) : null;

    private static async Task KillAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    private static async Task<T> ReadAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static Task RunAsPostgresAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? Executable.RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : Executable.RunAsync(program, arguments);

    private static string? FindBinaries()
    {
        var installed = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var v) ? v : 0)
            : Enumerable.Empty<string>();
        return installed.Select(d => Path.Combine(d, "bin")).Concat(["/usr/bin", "/usr/local/bin"])
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }
}
