using Federation.Hosting;

namespace Federation.Tests;

public sealed class SnapshotHolderTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Queue<TaskCompletionSource<string>> answers = new();
    private readonly SemaphoreSlim begun = new(0);
    private readonly HandTimer timer = new();
    private readonly SnapshotHolder<string> holder;
    private int questions;

    public SnapshotHolderTests() => holder = new("empty", AskAsync, timer);

    public void Dispose() => begun.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoOlderThan_AnAge_AsksOnlyForWhatIsOlder()
    {
        Assert.Equal("empty", holder.Latest);
        Assert.Equal("1", await holder.NoOlderThanAsync(Second, Cancel));
        timer.Passed = Second;
        Assert.Equal("1", await holder.NoOlderThanAsync(Second, Cancel));
        timer.Passed += TimeSpan.FromTicks(1);
        Assert.Equal("2", await holder.NoOlderThanAsync(Second, Cancel));
        Assert.Equal("2", holder.Latest);
    }

    [Fact]
    public async Task NoOlderThan_WhileAQuestionIsUnderWay_IsAnsweredByThat()
    {
        var first = await BeginAsync(() => holder.NoOlderThanAsync(Second, Cancel).AsTask());
        var later = Enumerable.Range(0, 100).Select(_ => holder.NoOlderThanAsync(Second, Cancel).AsTask()).ToList();
        answers.Dequeue().SetResult("one");

        Assert.All(await Task.WhenAll([first, .. later]), a => Assert.Equal("one", a));
        Assert.Equal(1, questions);
    }

    [Fact]
    public async Task Fresh_WhileAQuestionIsUnderWay_IsAnsweredByTheNext()
    {
        var first = await BeginAsync(() => holder.FreshAsync(Cancel));
        var next = new TaskCompletionSource<string>();
        answers.Enqueue(next);
        var later = Enumerable.Range(0, 100).Select(_ => holder.FreshAsync(Cancel)).ToList();
        answers.Dequeue().SetResult("one");
        Assert.Equal("one", await first);
        await begun.WaitAsync(Cancel);
        next.SetResult("two");

        Assert.All(await Task.WhenAll(later), a => Assert.Equal("two", a));
        Assert.Equal(2, questions);
    }

    [Fact]
    public async Task Fresh_AFailedQuestion_FailsForItsAskersAndKeepsWhatWasKnown()
    {
        await holder.FreshAsync(Cancel);
        var failing = await BeginAsync(() => holder.FreshAsync(Cancel));
        answers.Dequeue().SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => failing);
        Assert.Equal("1", holder.Latest);
        Assert.Equal("3", await holder.FreshAsync(Cancel));
    }

    /// <summary>Asks a question that is under way until its answer is set.</summary>
    private async Task<Task<string>> BeginAsync(Func<Task<string>> ask)
    {
        while (begun.CurrentCount > 0)
            await begun.WaitAsync(Cancel);
        var answer = new TaskCompletionSource<string>();
        answers.Enqueue(answer);
        var asking = ask();
        await begun.WaitAsync(Cancel);
        return asking;
    }

    /// <summary>The answer that a test has put in the queue, or the number of the question.</summary>
    private Task<string> AskAsync(string known)
    {
        questions++;
        var answer = answers.TryPeek(out var set) && !set.Task.IsCompleted ? set.Task : Task.FromResult($"{questions}");
        begun.Release();
        return answer;
    }

    /// <summary>A timer that passes by hand.</summary>
    private sealed class HandTimer : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
