using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;

namespace Federation.Identity;

/// <summary>
/// The secret of a proposed client in two halves: a random one for who proposes it, and one that derives from the
/// alliance's key for who approves it. Each half alone is worth nothing, and nothing but the hash of the whole is kept.
/// </summary>
internal sealed class SecretHalves(AllianceKey key)
{
    private readonly byte[] key = key.Derive("credential-halves");

    /// <summary>The second half. It follows the first one.</summary>
    public string SecondOf(OAuthClient client) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(client.Id + "\n" + client.ClientId)));
}
