namespace Federation.Messages;

/// <summary>When a message that was not accepted is tried again. Pure.</summary>
internal static class Backoff
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <param name="attempts">How often it was tried, 1 or more.</param>
    public static TimeSpan After(int attempts) => Pauses[Math.Min(attempts, Pauses.Length) - 1];
}
