using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs.Tests;

/// <summary>What the caller of a simulation was told.</summary>
internal sealed class Told : IServerStreamWriter<SimulateRuleSetResponse>
{
    public List<SimulateRuleSetResponse> Messages { get; } = [];

    /// <summary>Happens after each message.</summary>
    public Action OnMessage { get; init; } = () => { };

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(SimulateRuleSetResponse message)
    {
        Messages.Add(message);
        OnMessage();
        return Task.CompletedTask;
    }

    public Task WriteAsync(SimulateRuleSetResponse message, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : WriteAsync(message);
}
