using Federation.Errors.V1;

namespace Federation.Gateway;

/// <summary>A call that was made, and how it ended.</summary>
public sealed class RequestRow
{
    /// <summary>Its number, which has the time at which it ended: see <see cref="RequestNumbers"/>.</summary>
    public required long Number { get; init; }

    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public required string Owner { get; init; }

    public required string Principal { get; init; }

    /// <summary>The OAuth 2 client or <c>users/{person}</c>; null where the token named neither.</summary>
    public string? Sender { get; init; }

    /// <summary>Without the slash before it; empty where a JSON path belongs to no RPC.</summary>
    public required string Method { get; set; }

    /// <summary>gRPC's status.</summary>
    public required int StatusCode { get; init; }

    public required ErrorReason Reason { get; init; }

    public required long DurationUs { get; init; }

    public Guid? RequestId { get; init; }

    public required bool Json { get; init; }
}
