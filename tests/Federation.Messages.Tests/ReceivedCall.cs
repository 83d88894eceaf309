using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Federation.Messages.Tests;

/// <summary>What a gateway was sent.</summary>
internal sealed record ReceivedCall(string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Data => JsonDocument.Parse(Body).RootElement.GetProperty("data");

    /// <summary>Whether a receiver with the secret believes it.</summary>
    public bool IsSignedWith(string secret)
    {
        var mac = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}"));
        return Signature.Split(' ').Contains("v1," + Convert.ToBase64String(mac));
    }
}
