namespace Federation.Bench;

/// <summary>What a path did: the median of its runs, and the latencies of all of them.</summary>
internal sealed record Measurement(
    double PerSecond, double P50Ms, double P90Ms, double P99Ms, double P999Ms, IReadOnlyList<double> Runs)
{
    /// <summary>Of an open loop: how many were to be sent each second.</summary>
    public double? IntendedPerSecond { get; init; }

    /// <summary>Of an open loop: how many were sent more than 5 ms after their time.</summary>
    public long? Late { get; init; }

    /// <summary>Of an open loop: how many were not sent before the end. They are in the latencies, as if answered
    /// then.</summary>
    public long? Missed { get; init; }

    /// <summary>Of an open loop: how many were answered with an error, or not at all.</summary>
    public long? Failed { get; init; }

    /// <summary>What each command took of the processors, in the last run.</summary>
    public CpuTimes? CpuMicros { get; init; }

    public static Measurement Of(IReadOnlyList<double> runs, Histogram latencies) => new(
        Median(runs), latencies.Ms(0.5), latencies.Ms(0.9), latencies.Ms(0.99), latencies.Ms(0.999), runs);

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
