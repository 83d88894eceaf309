namespace Federation.Hosting;

/// <summary>
/// So many lines in a time, so that who is refused a million times an hour fills no disk. What was left out is counted,
/// and said by the first line after it.
/// </summary>
public sealed class LogBudget(int lines, TimeSpan period, TimeProvider time)
{
    private readonly Lock gate = new();
    private long started = time.GetTimestamp();
    private int used;
    private long leftOut;

    /// <summary>Whether a line may be written now.</summary>
    /// <param name="before">How many were left out since the last one.</param>
    public bool TryTake(out long before)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(started) >= period)
                (started, used) = (time.GetTimestamp(), 0);
            if (used >= lines)
            {
                leftOut++;
                before = 0;
                return false;
            }
            used++;
            (before, leftOut) = (leftOut, 0);
            return true;
        }
    }
}
