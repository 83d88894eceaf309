using Federation.Bench;

namespace Federation.Tests;

/// <summary>The benchmark's calls at a constant rate, when one of them stalls.</summary>
public sealed class OpenLoopTests
{
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(3);

    /// <summary>One call blocks its thread until a much later one is sent. If the others waited for it, that one never
    /// would be.</summary>
    [Fact]
    public async Task Run_ACallThatBlocks_DelaysItselfAlone()
    {
        using var later = new ManualResetEventSlim();
        var loop = new OpenLoop(100, number =>
        {
            if (number == 10 && !later.Wait(TimeSpan.FromMinutes(2)))
                throw new TimeoutException("The calls after it waited.");
            if (number == 200)
                later.Set();
            return Task.CompletedTask;
        }, TimeSpan.FromMinutes(3));
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 0), (measured.Missed, measured.Failed));
    }

    [Fact]
    public async Task Run_ACallWithoutAnAnswer_IsCountedAsFailedAndTheOthersStand()
    {
        var never = new TaskCompletionSource();
        var loop = new OpenLoop(100, number => number == 10 ? never.Task : Task.CompletedTask, TimeSpan.FromSeconds(5));
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 1), (measured.Missed, measured.Failed));
        Assert.Equal(299 / Run.TotalSeconds, measured.PerSecond, 0.5);
    }

    [Fact]
    public async Task Run_CallsThatFail_AreCounted()
    {
        var loop = new OpenLoop(
            100, number => number % 10 == 0 ? throw new InvalidOperationException() : Task.CompletedTask);
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 30), (measured.Missed, measured.Failed));
    }
}
