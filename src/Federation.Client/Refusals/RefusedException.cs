using Grpc.Core;

namespace Federation.Client;

/// <summary>Thrown when the alliance refused. Every other <see cref="RpcException"/> is a failure of the way there, or
/// a fault.</summary>
public sealed class RefusedException : RpcException
{
    public Refusal Refusal { get; }

    public RefusedException(Refusal refusal, RpcException cause)
        : base((cause ?? throw new ArgumentNullException(nameof(cause))).Status, cause.Trailers, MessageOf(refusal)) =>
        Refusal = refusal;

    private static string MessageOf(Refusal refusal) =>
        $"{(refusal ?? throw new ArgumentNullException(nameof(refusal))).ReasonName}: {refusal.Message}";
}
