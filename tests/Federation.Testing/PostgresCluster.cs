using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Federation.Testing;

/// <summary>
/// A private PostgreSQL cluster on loopback, in a temporary folder, gone with the process that made it. PostgreSQL refuses to
/// run as root, so root starts it as the user <c>postgres</c>.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> SharedCluster = new(() => StartAsync("-c fsync=off -c full_page_writes=off"));
    private readonly string folder;
    private readonly string binaries;

    private PostgresCluster(string folder, string binaries, int port) => (this.folder, this.binaries, Port) = (folder, binaries, port);

    public int Port { get; }

    /// <summary>Where the server's programs are, or null when PostgreSQL is not installed.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>Why tests on PostgreSQL cannot run here; null when they can.</summary>
    public static string? Missing => Binaries is null ? "PostgreSQL's server is not installed (Debian: apt-get install postgresql)" : null;

    /// <summary>The one cluster that all tests of a process share: not durable, and so fast.</summary>
    public static Task<PostgresCluster> SharedAsync() => SharedCluster.Value;

    public static async Task<PostgresCluster> StartAsync(string settings)
    {
        var binaries = Binaries ?? throw new InvalidOperationException(Missing);
        var folder = Path.Combine(Path.GetTempPath(), "federation-pg-" + Guid.NewGuid().ToString("N")[..8]);
        System.IO.Directory.CreateDirectory(folder);
        var cluster = new PostgresCluster(folder, binaries, FreePort());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Stop();
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", folder);
        await RunAsPostgresAsync($"{binaries}/initdb", "-D", $"{folder}/data", "-U", "federation", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C");
        await cluster.RestartAsync(settings);
        return cluster;
    }

    /// <summary>Starts the server, after a stop of any kind.</summary>
    public async Task RestartAsync(string settings = "")
    {
        var options = $"-k {folder} -h 127.0.0.1 -p {Port} -c max_connections=300 {settings}";
        await RunAsPostgresAsync($"{binaries}/pg_ctl", "-D", $"{folder}/data", "-l", $"{folder}/log", "-w", "-o", options, "start");
    }

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
        RunAsPostgresAsync($"{binaries}/pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop").Wait(TimeSpan.FromSeconds(20));
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static Task RunAsPostgresAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server outlives pg_ctl and would hold redirected pipes open, so nothing is redirected but to a shell's files.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        var log = Path.GetTempFileName();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec \"$@\" > {log} 2>&1 < /dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var output = await File.ReadAllTextAsync(log);
        File.Delete(log);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} answered {process.ExitCode}: {output}");
    }

    private static string? FindBinaries()
    {
        var installed = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var v) ? v : 0)
            : Enumerable.Empty<string>();
        return installed.Select(d => Path.Combine(d, "bin")).Concat(["/usr/bin", "/usr/local/bin"])
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
