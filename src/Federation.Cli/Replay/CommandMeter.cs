using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>How many calls a run made, and how long each took until its answer, its repetitions included.</summary>
internal sealed class CommandMeter
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> commands = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> reads = new(StringComparer.Ordinal);

    /// <summary>The commands, without the reads between them.</summary>
    public int Count => commands.Values.Sum(c => c.Count);

    public Task<TResponse> CommandAsync<TResponse>(string name, AsyncUnaryCall<TResponse> call) =>
        MeasureAsync(commands, name, call);

    public Task<TResponse> ReadAsync<TResponse>(string name, AsyncUnaryCall<TResponse> call) =>
        MeasureAsync(reads, name, call);

    /// <summary>The times in milliseconds within which the given shares of the commands were answered; 0 where none was
    /// sent.</summary>
    public IReadOnlyList<double> Percentiles(params double[] shares) =>
        PercentilesOf(commands.Values.SelectMany(c => c), shares);

    /// <summary>Every kind of call: its name, how many there were, and two percentiles in milliseconds.</summary>
    public IEnumerable<(string Name, int Count, double P50Ms, double P99Ms)> ByName() =>
        commands.Concat(reads).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c =>
        {
            var percentiles = PercentilesOf(c.Value, 0.50, 0.99);
            return (c.Key, c.Value.Count, percentiles[0], percentiles[1]);
        });

    private static async Task<TResponse> MeasureAsync<TResponse>(
        ConcurrentDictionary<string, ConcurrentQueue<long>> into, string name, AsyncUnaryCall<TResponse> call)
    {
        var start = Stopwatch.GetTimestamp();
        var response = await call;
        into.GetOrAdd(name, _ => new ConcurrentQueue<long>()).Enqueue(Stopwatch.GetTimestamp() - start);
        return response;
    }

    private static List<double> PercentilesOf(IEnumerable<long> ticks, params double[] shares)
    {
        var sorted = ticks.ToArray();
        Array.Sort(sorted);
        return [.. shares.Select(share => sorted.Length == 0
            ? 0
            : Stopwatch.GetElapsedTime(0, sorted[(int)Math.Ceiling(share * sorted.Length) - 1]).TotalMilliseconds)];
    }
}
