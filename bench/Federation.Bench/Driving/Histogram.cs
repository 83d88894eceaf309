using System.Numerics;

namespace Federation.Bench;

/// <summary>
/// Counts of latencies by microsecond, to three significant digits: any number of them in a quarter of a megabyte, from
/// any thread. As HdrHistogram does: below 2,048 a bucket for each value, above it 1,024 buckets for each doubling.
/// </summary>
internal sealed class Histogram
{
    private const int SubBucketBits = 10;
    private const int Doublings = 28;
    private const long Longest = (1L << (SubBucketBits + Doublings)) - 1;
    private readonly long[] counts = new long[(Doublings + 1) << SubBucketBits];

    public long Count => counts.Sum();

    public void Add(TimeSpan latency)
    {
        var microseconds = Math.Clamp(latency.Ticks / TimeSpan.TicksPerMicrosecond, 0, Longest);
        Interlocked.Increment(ref counts[BucketOf(microseconds)]);
    }

    /// <summary>The least latency, in milliseconds, that so great a part of all did not exceed; 0 where there are
    /// none.</summary>
    public double Ms(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count));
        for (var bucket = 0; bucket < counts.Length; bucket++)
            if ((rank -= counts[bucket]) <= 0)
                return GreatestIn(bucket) / 1000.0;
        return 0;
    }

    /// <summary>Forgets all; what is added meanwhile may be forgotten too.</summary>
    public void Clear() => Array.Clear(counts);

    private static int BucketOf(long microseconds)
    {
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)microseconds) - (SubBucketBits + 1));
        return (shift << SubBucketBits) + (int)(microseconds >> shift);
    }

    /// <summary>The greatest value of a bucket, so that no quantile is told better than it was.</summary>
    private static long GreatestIn(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBucketBits) - 1);
        return ((bucket - ((long)shift << SubBucketBits) + 1) << shift) - 1;
    }
}
