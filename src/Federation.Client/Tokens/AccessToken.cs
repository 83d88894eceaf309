using Grpc.Core;

namespace Federation.Client;

/// <summary>A token, and the call metadata that carries it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset renewAt)
{
    public string Value { get; } = value;

    public DateTimeOffset RenewAt { get; } = renewAt;

    /// <summary>Shared by all calls with this token; never changed.</summary>
    public Metadata Headers { get; } = new() { { "authorization", "Bearer " + value } };

    /// <summary>A call's own metadata with the token.</summary>
    public Metadata HeadersWith(Metadata? own)
    {
        if (own is not { Count: > 0 })
            return Headers;
        var headers = new Metadata();
        foreach (var entry in own)
            headers.Add(entry);
        headers.Add(Headers[0]);
        return headers;
    }
}
