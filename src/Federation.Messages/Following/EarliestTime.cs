namespace Federation.Messages;

/// <summary>The first time that modules know: a sandbox begins there.</summary>
internal static class EarliestTime
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time, or the first one where it is before that.</summary>
    public static DateTimeOffset Or(DateTimeOffset time) => time < Earliest ? Earliest : time;
}
