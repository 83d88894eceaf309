using System.ComponentModel;
using System.Diagnostics;

namespace Federation.Ledger.Tests;

/// <summary>Runs hledger, bean-check or bean-query on a text; a test is skipped where the tool is not
/// installed.</summary>
internal static class AccountingTool
{
    public static Task<(int Code, string Said)> CheckAsync(string text, BooksFormat format) =>
        format == BooksFormat.Hledger
        ? RunAsync("hledger", text, "check", "--strict")
        : RunAsync("bean-check", text);

    /// <summary>Runs a tool, with what it takes after the name of the file.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string tool, string text, params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["LC_ALL"] = "C.UTF-8";
            foreach (var argument in Line(tool, file, arguments))
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync() + await errors;
            await process.WaitForExitAsync();
            return (process.ExitCode, said);
        }
        catch (Win32Exception)
        {
            Assert.Skip(
                $"{tool} is not installed (Debian: apt-get install {(tool == "hledger" ? tool : "beancount")})");
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Line(string tool, string file, string[] arguments) => tool switch
    {
        "hledger" => ["-f", file, .. arguments],
        "bean-query" => ["-q", "-f", "csv", file, .. arguments],
        _ => ["--no-cache", file],
    };
}
