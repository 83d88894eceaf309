using System.Diagnostics;
using System.Text;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>The <c>federation</c> command as a process of its own.</summary>
internal sealed class CommandLine
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private CommandLine(Process process) => this.process = process;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static CommandLine Begin(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Federation.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var command = new CommandLine(new Process { StartInfo = start });
        command.process.OutputDataReceived += (_, e) => command.Keep(e.Data);
        command.process.ErrorDataReceived += (_, e) => command.Keep(e.Data);
        command.process.Start();
        RunEnd.Do(command.KillNow);
        command.process.BeginOutputReadLine();
        command.process.BeginErrorReadLine();
        return command;
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Waits until it wrote something.</summary>
    public async Task WroteAsync(string text)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"It ended before it wrote '{text}':\n{Output}");
            await Task.Delay(20);
        }
    }

    public void Kill() => process.Kill(entireProcessTree: true);

    private void KillNow()
    {
        if (!process.HasExited)
            Kill();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
    }
}
