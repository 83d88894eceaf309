namespace Federation.Programs.Tests;

/// <summary>The turns of a stream's orders.</summary>
public sealed class OrderTurnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_OfOneMember_TakeTurns_AndThoseOfOthersDoNotWait()
    {
        using var turns = new OrderTurns(atOnce: 2);
        var (first, second) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var began = new TaskCompletionSource();
        var one = turns.TakeAsync("ann", () => first.Task, Cancel);
        var two = turns.TakeAsync(
            "ann",
            () =>
            {
                began.SetResult();
                return second.Task;
            },
            Cancel);
        Assert.Equal(3, await turns.TakeAsync("bob", () => Task.FromResult(3), Cancel));
        Assert.Equal(4, await turns.TakeAsync("", () => Task.FromResult(4), Cancel));
        Assert.False(began.Task.IsCompleted);

        // One that fails is over, too.
        first.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => one);
        await began.Task.WaitAsync(Cancel);
        second.SetResult(2);
        Assert.Equal(2, await two);
    }

    [Fact]
    public async Task Orders_BeyondThoseAtOnce_Wait()
    {
        using var turns = new OrderTurns(atOnce: 2);
        var open = new TaskCompletionSource<int>();
        var atWork = Enumerable.Range(0, 2).Select(_ => turns.TakeAsync("", () => open.Task, Cancel)).ToList();
        using var left = new CancellationTokenSource();
        var third = turns.TakeAsync("ann", () => Task.FromResult(3), left.Token);
        var fourth = turns.TakeAsync("ann", () => Task.FromResult(4), Cancel);
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        // Whoever leaves does not keep the next one waiting.
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        open.SetResult(1);
        Assert.All(await Task.WhenAll(atWork), n => Assert.Equal(1, n));
        Assert.Equal(4, await fourth);
    }
}
