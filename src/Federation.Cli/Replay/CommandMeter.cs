using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.Cli.Replay;

/// <summary>How many commands a run sent, and how long each took until its answer, its repetitions included.</summary>
internal sealed class CommandMeter
{
    private readonly ConcurrentQueue<long> ticks = new();

    public int Count => ticks.Count;

    public async Task<TResponse> MeasureAsync<TResponse>(Grpc.Core.AsyncUnaryCall<TResponse> call)
    {
        var start = Stopwatch.GetTimestamp();
        var response = await call;
        ticks.Enqueue(Stopwatch.GetTimestamp() - start);
        return response;
    }

    /// <summary>The time in milliseconds within which the given shares of the commands were answered; 0 where none was sent.</summary>
    public IReadOnlyList<double> Percentiles(params double[] shares)
    {
        var sorted = ticks.ToArray();
        Array.Sort(sorted);
        return [.. shares.Select(share => sorted.Length == 0
            ? 0
            : Stopwatch.GetElapsedTime(0, sorted[(int)Math.Ceiling(share * sorted.Length) - 1]).TotalMilliseconds)];
    }
}
