using Grpc.Core;

namespace Federation.Client;

/// <summary>Reads refusals out of exceptions.</summary>
public static class Refusals
{
    /// <summary>Whether the alliance refused, and why.</summary>
    public static bool TryGetRefusal(
        this RpcException exception, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(exception);
        refusal = exception is RefusedException refused ? refused.Refusal : Refusal.From(exception.GetRpcStatus());
        return refusal is not null;
    }
}
