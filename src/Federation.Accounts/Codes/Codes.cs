using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;

namespace Federation.Accounts;

/// <summary>
/// Makes the codes that members show. A code derives from the request that asked for it, under a key of the alliance's:
/// a retry answers the same code, though nothing but its hash is kept, and nobody else can foresee it.
/// </summary>
internal sealed class Codes(AllianceKey key)
{
    private readonly byte[] linkKey = key.Derive("link-codes");
    private readonly byte[] payKey = key.Derive("pay-codes");

    public Code LinkCode(Principal principal, Guid requestId) => Derive(linkKey, principal, requestId);

    public Code PayCode(Principal principal, Guid requestId) => Derive(payKey, principal, requestId);

    private static Code Derive(byte[] key, Principal principal, Guid requestId)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(requestId.ToByteArray(bigEndian: true));
        mac.AppendData(Encoding.UTF8.GetBytes(principal.Name));
        return Code.Of(mac.GetHashAndReset().AsSpan(0, Code.Bytes));
    }
}
