using System.Collections.Concurrent;
using Grpc.Core;

namespace Federation.Accounts.Tests;

/// <summary>What a stream answered.</summary>
internal sealed class Answers<T> : IServerStreamWriter<T>
{
    private readonly ConcurrentQueue<T> all = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<T> All => [.. all];

    /// <summary>Ends when something was answered.</summary>
    public Task First => first.Task;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message)
    {
        all.Enqueue(message);
        first.TrySetResult();
        return Task.CompletedTask;
    }

    public Task WriteAsync(T message, CancellationToken cancellationToken) => WriteAsync(message);
}
