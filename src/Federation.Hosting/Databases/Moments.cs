namespace Federation.Hosting;

/// <summary>Times are kept to the microsecond, in UTC, on every database.</summary>
public static class Moments
{
    public static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Now in system time, cut to the microsecond.</summary>
    public static DateTimeOffset UtcNow(this TimeProvider time) => Cut(time.GetUtcNow());

    public static DateTimeOffset Cut(DateTimeOffset time) => FromMicroseconds(ToMicroseconds(time));
}
