using Federation.Hosting;

namespace Federation.Accounts;

/// <summary>Makes the codes that members show.</summary>
internal sealed class Codes(AllianceKey key)
{
    private readonly byte[] linkKey = key.Derive("link-codes");
    private readonly byte[] payKey = key.Derive("pay-codes");

    public Code LinkCode(Principal principal, Guid requestId) => Code.Derived(linkKey, principal, requestId);

    public Code PayCode(Principal principal, Guid requestId) => Code.Derived(payKey, principal, requestId);

    /// <summary>What the ledger marks as used, given a kept hash.</summary>
    public static string Consumes(byte[] hash) => "paycode:" + Convert.ToHexStringLower(hash);
}
