using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>The secrets with which messages to brands' gateways are signed, as Standard Webhooks 1.0 says.</summary>
internal sealed class GatewaySecrets(AllianceKey alliance)
{
    private const int SecretBytes = 32;
    private const string Prefix = "whsec_";
    private readonly byte[] key = alliance.Derive("message-gateways");

    /// <summary>A new secret: as it is kept, and as its brand gets it.</summary>
    public (byte[] Sealed, string Shown) New(string partner, MessageChannel channel)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (SealedBytes.Seal(key, secret, About(partner, channel)), Prefix + Convert.ToBase64String(secret));
    }

    /// <summary>The value of <c>webhook-signature</c>: with the secret, and with the one before while it is
    /// good.</summary>
    /// <exception cref="CryptographicException">The alliance's key is another.</exception>
    public string Sign(GatewayRow gateway, string id, long unixTime, string body, DateTimeOffset now)
    {
        var content = Encoding.UTF8.GetBytes($"{id}.{unixTime}.{body}");
        byte[]?[] kept = gateway.PreviousExpireTime > now
            ? [gateway.Secret, gateway.PreviousSecret] : [gateway.Secret];
        return string.Join(' ', kept.OfType<byte[]>().Select(s => "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(Open(gateway, s), content))));
    }

    private byte[] Open(GatewayRow gateway, byte[] secret) =>
        SealedBytes.Open(key, secret, About(gateway.PartnerId, gateway.Channel))
        ?? throw new CryptographicException("A gateway's secret was sealed with another key of the alliance's.");

    private static string About(string partner, MessageChannel channel) => $"{partner}/{(int)channel}";
}
