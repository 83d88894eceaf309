using System.Collections.Frozen;
using Federation.Errors.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Hosting;

/// <summary>Brands, coins and merchants as of one point in time. Immutable.</summary>
public sealed class DirectorySnapshot(GetDirectoryResponse response)
{
    public static readonly DirectorySnapshot Empty = new(new GetDirectoryResponse());

    public long Version { get; } = response.Version;

    public FrozenDictionary<string, DirectoryPartner> Partners { get; } =
        response.Partners.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);

    public FrozenDictionary<string, DirectoryCoin> Coins { get; } =
        response.Coins.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    public FrozenDictionary<(string Partner, string Merchant), DirectoryMerchant> Merchants { get; } =
        response.Merchants.ToFrozenDictionary(m => (m.PartnerId, m.Id));

    /// <summary>What people call a brand; its id, where it has no name that is known here.</summary>
    /// <param name="partnerId">The brand.</param>
    /// <param name="inChinese">In Chinese, where the brand has such a name.</param>
    public string NameOf(string partnerId, bool inChinese) => Partners.GetValueOrDefault(partnerId) switch
    {
        { DisplayNameZh.Length: > 0 } partner when inChinese => partner.DisplayNameZh,
        { DisplayName.Length: > 0 } partner => partner.DisplayName,
        _ => partnerId,
    };

    public bool IsSuspended(string partnerId) => Partners.TryGetValue(partnerId, out var partner) && partner.Suspended;

    /// <summary>Whether there is such a merchant and it is not closed.</summary>
    public bool IsOpen((string Partner, string Merchant) till) =>
        Merchants.TryGetValue(till, out var merchant) && !merchant.Closed;

    /// <summary>MERCHANT_NOT_FOUND, MERCHANT_CLOSED, or null where something new may begin at the merchant.</summary>
    public Refusal? Till(string partnerId, string merchantId)
    {
        var name = ResourceNames.Merchant(partnerId, merchantId);
        if (!Merchants.TryGetValue((partnerId, merchantId), out var merchant))
            return Refusal.NotFound(ErrorReason.MerchantNotFound, name);
        return merchant.Closed
            ? new Refusal(ErrorReason.MerchantClosed, $"{name} is closed; its brand can open it again.")
                .With("merchant", name)
            : null;
    }

    /// <summary>Whether there is such a coin and its issuer is not suspended.</summary>
    public bool IsAtWork(string coinId) => Coins.TryGetValue(coinId, out var coin) && !IsSuspended(coin.PartnerId);

    /// <summary>PARTNER_SUSPENDED, or null. What a suspension stops says <see cref="Suspensions"/>, which calls
    /// this.</summary>
    internal Refusal? Suspended(string partnerId) => IsSuspended(partnerId)
        ? new Refusal(ErrorReason.PartnerSuspended, $"{ResourceNames.Partner(partnerId)} is suspended.")
            .With("partner", ResourceNames.Partner(partnerId))
        : null;
}
