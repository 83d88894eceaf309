using Microsoft.Extensions.DependencyInjection;

namespace Federation.Testing;

/// <summary>Where a scope is asked for, the work behind it fails: for background work whose database is away or
/// wrong.</summary>
/// <param name="fault">What it fails with.</param>
/// <param name="waits">Whether it fails only after <see cref="Release"/>.</param>
public sealed class FailingScopes(Exception fault, bool waits = false) : IServiceScopeFactory, IDisposable
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim release = new(!waits);

    /// <summary>Ends when a scope was asked for.</summary>
    public Task Entered => entered.Task;

    public void Release() => release.Set();

    public IServiceScope CreateScope()
    {
        entered.TrySetResult();
        release.Wait(TimeSpan.FromSeconds(30));
        throw fault;
    }

    public void Dispose() => release.Dispose();
}
