using System.Diagnostics;

namespace Federation.Testing;

/// <summary>The one-time codes that a sandbox writes into a file instead of sending them, read in their
/// order.</summary>
/// <param name="file">The file; it need not exist yet.</param>
public sealed class SentCodes(string file)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);

    /// <summary>The next code that was sent to an address, waited for: codes are sent after the page was
    /// answered.</summary>
    public async Task<string> NextAsync(string address)
    {
        var earlier = taken.GetValueOrDefault(address);
        for (var start = Stopwatch.StartNew(); start.Elapsed < Patience; await Task.Delay(20))
            if ((await LinesAsync()).Where(l => l.Contains($" {address} ", StringComparison.Ordinal))
                .Skip(earlier).FirstOrDefault() is { } line)
            {
                taken[address] = earlier + 1;
                return line.Split(' ')[^1];
            }
        throw new TimeoutException($"No code was sent to {address} after the {earlier} before.");
    }

    /// <summary>The whole lines; the last one may be half written.</summary>
    private async Task<string[]> LinesAsync()
    {
        if (!File.Exists(file))
            return [];
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return (await reader.ReadToEndAsync()).Split('\n')[..^1];
    }
}
