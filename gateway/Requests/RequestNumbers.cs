using System.Security.Cryptography;

namespace Federation.Gateway;

/// <summary>Numbers of recorded calls, in the order of time: microseconds since 2020, then 12 bits that tell the nodes
/// apart.</summary>
internal sealed class RequestNumbers(TimeProvider time)
{
    private const int NodeBits = 12;
    private static readonly DateTimeOffset Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly long node = RandomNumberGenerator.GetInt32(1 << NodeBits);
    private long last;

    /// <summary>A number for now; each of a process is higher than those before it.</summary>
    public long Next()
    {
        var now = MicrosecondsOf(time.GetUtcNow());
        while (true)
        {
            var before = Volatile.Read(ref last);
            var mine = Math.Max(now, before + 1);
            if (Interlocked.CompareExchange(ref last, mine, before) == before)
                return (mine << NodeBits) | node;
        }
    }

    /// <summary>The lowest number that a call of this time can have.</summary>
    public static long From(DateTimeOffset at) => Math.Max(0, MicrosecondsOf(at)) << NodeBits;

    /// <summary>When the call with this number ended.</summary>
    public static DateTimeOffset TimeOf(long number) =>
        Start.AddTicks((number >> NodeBits) * TimeSpan.TicksPerMicrosecond);

    // Years that no call can be of are as good as the last that a number can have.
    private static long MicrosecondsOf(DateTimeOffset at) =>
        Math.Min((at - Start).Ticks / TimeSpan.TicksPerMicrosecond, long.MaxValue >> NodeBits);
}
