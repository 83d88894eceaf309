using Federation.Bench;

namespace Federation.Tests;

/// <summary>The benchmark's calls at a constant rate, when one of them stalls.</summary>
public sealed class OpenLoopTests
{
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(3);

    /// <summary>Half of the calls are due while one blocks its thread: with it they would wait, most of them for long.</summary>
    [Fact]
    public async Task Run_ACallThatBlocks_DelaysItselfAlone()
    {
        using var never = new ManualResetEventSlim();
        var loop = new OpenLoop(100, number =>
        {
            if (number == 10)
                never.Wait(Run / 2);
            return Task.CompletedTask;
        });
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 0), (measured.Missed, measured.Failed));
        Assert.InRange(measured.P90Ms, 0, 900);
    }

    [Fact]
    public async Task Run_ACallWithoutAnAnswer_IsCountedAsFailedAndTheOthersStand()
    {
        var never = new TaskCompletionSource();
        var loop = new OpenLoop(100, number => number == 10 ? never.Task : Task.CompletedTask, TimeSpan.FromMilliseconds(200));
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 1), (measured.Missed, measured.Failed));
        Assert.Equal(299 / Run.TotalSeconds, measured.PerSecond, 0.5);
    }

    [Fact]
    public async Task Run_CallsThatFail_AreCounted()
    {
        var loop = new OpenLoop(100, number => number % 10 == 0 ? throw new InvalidOperationException() : Task.CompletedTask);
        var measured = await loop.RunAsync(TimeSpan.Zero, Run);
        Assert.Equal((0, 30), (measured.Missed, measured.Failed));
    }
}
