namespace Federation.Client;

/// <summary>
/// How calls are sent again: with the same message, so with the same <c>request_id</c>, after UNAVAILABLE, and after
/// RESOURCE_EXHAUSTED where the alliance says when. Never past the call's deadline.
/// </summary>
public sealed class RetryOptions
{
    /// <summary>At most so many attempts, the first included; the deadline bounds them in any case.</summary>
    public int MaxAttempts { get; set; } = int.MaxValue;

    /// <summary>The wait before the second attempt, less chance; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after an attempt: between half and the whole of a delay that doubles, so that callers
    /// spread.</summary>
    internal TimeSpan DelayAfter(int attempt, double chance)
    {
        var doubled = FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        return (doubled < MaxDelay ? doubled : MaxDelay) * (0.5 + chance / 2);
    }
}
