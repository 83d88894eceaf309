namespace Federation.Hosting;

/// <summary>
/// Holds the newest known state of something that lives elsewhere: immutable, and swapped whole. Callers say how old it
/// may be, and share the questions for a newer one: one is under way at most, and all who came since share the next.
/// Ages are those of a timer, which nobody sets.
/// </summary>
public sealed class SnapshotHolder<T>
{
    private readonly Func<T, Task<T>> ask;
    private readonly TimeProvider time;
    private readonly TimeSpan spacing;
    private readonly Batcher<long, T> questions;
    private volatile Held held;
    private long? begun;

    /// <param name="empty">What is held before the first answer.</param>
    /// <param name="ask">Asks for what is newer than what is known; answers the known one where nothing is. It has a
    /// time limit of its own.</param>
    /// <param name="time">The timer of ages.</param>
    /// <param name="spacing">From the beginning of one question to that of the next: a flood of misses is no flood of
    /// questions.</param>
    public SnapshotHolder(T empty, Func<T, Task<T>> ask, TimeProvider time, TimeSpan spacing = default)
    {
        (this.ask, this.time, this.spacing) = (ask, time, spacing);
        held = new Held(empty, null);
        questions = new(AnswerAsync, most: int.MaxValue, lanes: 1);
    }

    /// <summary>The newest that was seen, whatever its age; the empty one before the first.</summary>
    public T Latest => held.Value;

    /// <summary>One that was asked for at most so long ago; asked for now where the held one is older.</summary>
    public ValueTask<T> NoOlderThanAsync(TimeSpan age, CancellationToken cancel)
    {
        var (known, since) = (held, time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency));
        return known.Asked >= since ? new(known.Value) : new(questions.AskAsync(since, cancel));
    }

    /// <summary>One that was asked for after this call: whoever is refused by it is refused for good.</summary>
    public Task<T> FreshAsync(CancellationToken cancel) => questions.AskAsync(time.GetTimestamp(), cancel);

    /// <summary>One question for all who ask. One at a time, so that no older answer replaces a newer one.</summary>
    private async Task<IReadOnlyList<T>> AnswerAsync(IReadOnlyList<long> since)
    {
        // They may have come while the question before this one waited for its time.
        if (!(held.Asked > since.Max()))
            await AskAsync();
        var value = held.Value;
        return [.. Enumerable.Repeat(value, since.Count)];
    }

    private async Task AskAsync()
    {
        if (begun is { } before && spacing - time.GetElapsedTime(before) is { Ticks: > 0 } early)
            await Task.Delay(early, time);
        // Taken before the question: what changes while it is answered belongs to the next one.
        var asked = time.GetTimestamp();
        begun = asked;
        held = new Held(await ask(held.Value), asked);
    }

    /// <summary>The state and when it was last asked for, as a timestamp.</summary>
    private sealed record Held(T Value, long? Asked);
}
