using Google.Protobuf;

namespace Federation.Hosting;

/// <summary>A command as idempotency sees it.</summary>
public sealed record IdempotentCommand(
    Principal Principal, Guid RequestId, string Method, byte[] Fingerprint, DateTimeOffset Now)
{
    public static IdempotentCommand Of(
        Caller caller, Guid requestId, string method, IMessage request, TimeProvider time) =>
        new(caller.Principal, requestId, method, Federation.Fingerprint.Of(method, request), time.UtcNow())
        {
            ClientId = caller.Sender,
        };

    /// <summary>The credential or person that sent it. It plays no part in what a retry means: a rotated or replaced
    /// one may retry.</summary>
    public string? ClientId { get; init; }

    internal CommandRecord Record(IMessage response) => new()
    {
        Principal = Principal.Name,
        RequestId = RequestId,
        Method = Method,
        Fingerprint = Fingerprint,
        Response = response.ToByteArray(),
        CreateTime = Now,
        ClientId = ClientId,
    };
}
