using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.Testing;

/// <summary>The host executable as a process of its own: what a node is, so that it can be killed like one.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    /// <summary>A machine that is busy with other things may take a minute.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private readonly LoggedErrors? errors;

    private HostProcess(Process process, LoggedErrors? errors) => (this.process, this.errors) = (process, errors);

    /// <summary>The gateway's gRPC address; empty where no gateway runs.</summary>
    public string Grpc { get; private set; } = "";

    /// <summary>The gateway's JSON address; empty where no gateway runs.</summary>
    public string Http { get; private set; } = "";

    /// <summary>Where the pages are; empty where they are not served.</summary>
    public string Web { get; private set; } = "";

    /// <summary>Whether it ended, by itself or not.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>How many lines of its log have an event's number.</summary>
    public int CountOf(int logEvent) => output.Count(l => l.Contains($"[{logEvent}]", StringComparison.Ordinal));

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>What it wrote so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts <c>federation-host</c> and waits until it is ready.</summary>
    /// <param name="errors">Gets what it logs as errors.</param>
    /// <param name="arguments">Its command line.</param>
    public static Task<HostProcess> StartAsync(LoggedErrors errors, params string[] arguments) =>
        StartAsync(errors, new Dictionary<string, string>(), arguments);

    /// <summary>The same, with settings in its environment: <c>Web__Api</c>.</summary>
    public static async Task<HostProcess> StartAsync(
        LoggedErrors errors, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var (host, ended) = Begin(arguments, errors, settings);
        var ready = host.ReadyAsync();
        if (await Task.WhenAny(ready, ended, Task.Delay(StartLimit)) == ready)
            return host;
        var (line, output) = (string.Join(' ', host.process.StartInfo.ArgumentList.Skip(1)), host.Output);
        await host.DisposeAsync();
        throw new InvalidOperationException($"federation-host {line} did not become ready:\n{output}");
    }

    /// <summary>Runs a verb, or a start that is expected to be refused, to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var (host, ended) = Begin(arguments, errors: null, new Dictionary<string, string>());
        await using (host)
        {
            await ended.WaitAsync(StartLimit);
            host.process.WaitForExit();
            return (host.process.ExitCode, host.Output);
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>As <c>kill -TERM</c> does; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var signal =
            Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private static (HostProcess Host, Task Ended) Begin(
        string[] arguments, LoggedErrors? errors, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "federation-host.dll"));
        for (var i = 0; i < arguments.Length; i++)
        {
            // It may hold a password, and all users of a machine see a command line.
            if (arguments[i] == "--connection")
                start.Environment["Federation__Connection"] = arguments[++i];
            else
                start.ArgumentList.Add(arguments[i]);
        }
        // Tests wait for what sweeps do.
        start.Environment["Sweeps__Interval"] = "00:00:02";
        // No test waits until a code or a quote expires, and on a slow machine one that is shown late must still be
        // good.
        start.Environment["Accounts__PayCodeLife"] = start.Environment["Accounts__LinkCodeLife"] = "1.00:00:00";
        start.Environment["Exchange__QuoteLifetime"] = "00:02:00";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var host = new HostProcess(process, errors);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        process.OutputDataReceived += (_, e) => host.Keep(e.Data);
        process.ErrorDataReceived += (_, e) => host.Keep(e.Data);
        process.Start();
        RunEnd.Do(host.KillNow);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (host, ended.Task);
    }

    private readonly TaskCompletionSource readyLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task ReadyAsync() => readyLine.Task;

    private void Keep(string? line)
    {
        if (line is null)
            return;
        output.Enqueue(line);
        errors?.KeepLine(line);
        if (!line.StartsWith("ready ", StringComparison.Ordinal))
            return;
        foreach (var word in line.Split(' '))
        {
            if (word.StartsWith("grpc=", StringComparison.Ordinal))
                Grpc = word["grpc=".Length..];
            if (word.StartsWith("http=", StringComparison.Ordinal))
                Http = word["http=".Length..];
            if (word.StartsWith("web=", StringComparison.Ordinal))
                Web = word["web=".Length..];
        }
        readyLine.TrySetResult();
    }

    private void KillNow()
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was disposed of: it had ended.
        }
    }
}
