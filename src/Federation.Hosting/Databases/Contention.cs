using Federation.Errors.V1;
using Grpc.Core;
using Polly;
using Polly.Retry;

namespace Federation.Hosting;

/// <summary>
/// How often and with what pause work is tried again when somebody else was in its way: the one place. Only work that
/// reads again what is there is run through these, and only outside the ledger, whose lanes decide a group anew.
/// </summary>
public static class Contention
{
    // So that two nodes that met in a deadlock do not meet again.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>A whole low-rate command: who was first has left what the next attempt sees.</summary>
    public static ResiliencePipeline Commands { get; } = Of(4, IsContended, _ => TimeSpan.Zero);

    /// <summary>One of the few places that a member's rows have: each time somebody else got a place or a lock, and
    /// there are few.</summary>
    public static ResiliencePipeline Places { get; } = Of(
        10, IsContended, e =>
        DatabaseErrors.IsTransient(e) ? LongestPause * Random.Shared.NextDouble() : TimeSpan.Zero);

    /// <summary>What was planned from a look at the ledger and is planned anew, because it changed meanwhile.</summary>
    public static ResiliencePipeline Plans { get; } = Of(5, IsPlanOutdated, _ => TimeSpan.Zero);

    /// <summary>An order that was decided by tallies, which moved meanwhile. More often than another plan: a budget
    /// that is in the way each time is left out only after some of them.</summary>
    public static ResiliencePipeline Orders { get; } = Of(12, IsPlanOutdated, _ => TimeSpan.Zero);

    /// <summary>The same work may succeed when done again: a row that it makes was there, or another transaction held
    /// what it needed.</summary>
    public static bool IsContended(Exception exception) =>
        DatabaseErrors.IsUniqueViolation(exception) || DatabaseErrors.IsTransient(exception);

    private static bool IsPlanOutdated(Exception exception) =>
        exception is RpcException rpc && Refusal.From(rpc)?.Reason == ErrorReason.Contended;

    private static ResiliencePipeline Of(
        int attempts, Func<Exception, bool> again, Func<Exception, TimeSpan> pauseAfter) =>
        new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = attempts - 1,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && again(e)),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(pauseAfter(args.Outcome.Exception!)),
        }).Build();
}
