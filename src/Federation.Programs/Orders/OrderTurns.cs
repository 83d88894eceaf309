using System.Collections.Concurrent;

namespace Federation.Programs;

/// <summary>The turns of one stream's orders: a few are decided at once, and those of one member one after the other,
/// in their order. They would only be in each other's way, and what one gives may be used by the next.</summary>
/// <param name="atOnce">How many orders are decided at once.</param>
internal sealed class OrderTurns(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim places = new(atOnce);
    private readonly ConcurrentDictionary<string, Task> last = new(StringComparer.Ordinal);

    /// <summary>Does an order's work when it is its turn. Orders get in line by calling this, one call after the
    /// other.</summary>
    /// <param name="member">Its member; empty for an order without one, which waits for none.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancel">Ends the wait for a turn.</param>
    public async Task<T> TakeAsync<T>(string member, Func<Task<T>> work, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Task.CompletedTask;
        if (member.Length > 0)
        {
            before = last.GetValueOrDefault(member, before);
            last[member] = done.Task;
        }
        try
        {
            await before;
            await places.WaitAsync(cancel);
            try
            {
                // The caller goes on to the next order.
                await Task.Yield();
                return await work();
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            last.TryRemove(KeyValuePair.Create(member, done.Task));
            done.SetResult();
        }
    }

    public void Dispose() => places.Dispose();
}
