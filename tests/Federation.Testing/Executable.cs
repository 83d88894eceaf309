using System.Diagnostics;

namespace Federation.Testing;

/// <summary>Runs programs of the machine to their end.</summary>
public static class Executable
{
    /// <exception cref="InvalidOperationException">It answered with an error; the message has what it
    /// wrote.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A server outlives the program that starts it and would hold redirected pipes open, so nothing is redirected
        // but to a shell's files.
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
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} answered {process.ExitCode}: {output}");
    }
}
