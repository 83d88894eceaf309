using System.Collections.Concurrent;
using Federation.Hosting;

namespace Federation.Tests;

public sealed class BatcherTests : IDisposable
{
    private readonly ConcurrentQueue<IReadOnlyList<int>> batches = new();
    private readonly SemaphoreSlim go = new(0);

    [Fact]
    public async Task Ask_WhileOneIsAtWork_IsAnsweredTogetherNext()
    {
        var batcher = new Batcher<int, string>(WhenLetAsync, most: 3, lanes: 1);
        var first = batcher.AskAsync(0, TestContext.Current.CancellationToken);
        await BegunAsync(1);
        var others = Enumerable.Range(1, 4).Select(n => batcher.AskAsync(n, TestContext.Current.CancellationToken))
            .ToList();
        go.Release(3);

        Assert.Equal("0", await first);
        Assert.Equal(["1", "2", "3", "4"], await Task.WhenAll(others));
        Assert.Equal([[0], [1, 2, 3], [4]], batches);
    }

    [Fact]
    public async Task Ask_WhileALaneIsFree_IsWorkedOnAtOnce()
    {
        var batcher = new Batcher<int, string>(WhenLetAsync, lanes: 2);
        var all = new List<Task<string>>();
        for (var n = 0; n < 2; n++)
        {
            all.Add(batcher.AskAsync(n, TestContext.Current.CancellationToken));
            await BegunAsync(n + 1);
        }
        all.AddRange(Enumerable.Range(2, 2).Select(n => batcher.AskAsync(n, TestContext.Current.CancellationToken)));
        go.Release(3);

        Assert.Equal(["0", "1", "2", "3"], await Task.WhenAll(all));
        Assert.Equal([[0], [1], [2, 3]], batches);
    }

    [Fact]
    public async Task Ask_ThatFails_FailsForAllOfItsBatchAndNoOther()
    {
        var batcher = new Batcher<int, string>(WhenLetAsync, lanes: 1);
        var first = batcher.AskAsync(0, TestContext.Current.CancellationToken);
        await BegunAsync(1);
        var others = new[] { 1, -1 }.Select(n => batcher.AskAsync(n, TestContext.Current.CancellationToken)).ToList();
        go.Release(3);

        Assert.Equal("0", await first);
        foreach (var other in others)
            await Assert.ThrowsAsync<InvalidOperationException>(() => other);
        Assert.Equal("7", await batcher.AskAsync(7, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ask_WhoseCallerGoes_LeavesTheOthers()
    {
        using var gone = new CancellationTokenSource();
        var batcher = new Batcher<int, string>(WhenLetAsync, lanes: 1);
        var first = batcher.AskAsync(0, gone.Token);
        await BegunAsync(1);
        var second = batcher.AskAsync(1, TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        go.Release(2);

        Assert.Equal("1", await second);
    }

    [Fact]
    public async Task Ask_FromMany_GetsItsOwnAnswer()
    {
        var batcher = new Batcher<int, string>(async asks =>
        {
            await Task.Yield();
            return [.. asks.Select(a => $"{a}")];
        }, most: 10);

        await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken,
            async (n, cancel) => Assert.Equal($"{n}", await batcher.AskAsync(n, cancel)));
    }

    private async Task<IReadOnlyList<string>> WhenLetAsync(IReadOnlyList<int> asks)
    {
        batches.Enqueue(asks);
        await go.WaitAsync(TestContext.Current.CancellationToken);
        return asks.Contains(-1) ? throw new InvalidOperationException("bad") : [.. asks.Select(a => $"{a}")];
    }

    public void Dispose() => go.Dispose();

    private async Task BegunAsync(int count)
    {
        while (batches.Count < count)
            await Task.Yield();
    }
}
