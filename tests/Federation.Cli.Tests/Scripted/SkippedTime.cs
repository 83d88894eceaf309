namespace Federation.Cli.Tests;

/// <summary>A clock that shows the machine's time as of its creation and moves only when somebody waits for it: each
/// wait moves it to its end and is over at once. Before <see cref="Skip"/> it is the system's clock.</summary>
internal sealed class SkippedTime : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset? now;

    public DateTimeOffset Skip()
    {
        lock (gate)
            return (now = System.GetUtcNow()).Value;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now ?? System.GetUtcNow();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
            if (now is not null && dueTime > TimeSpan.Zero)
                (now, dueTime) = (now + dueTime, TimeSpan.Zero);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
