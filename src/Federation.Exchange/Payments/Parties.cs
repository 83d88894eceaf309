using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>Who takes part in a payment.</summary>
/// <param name="Merchant">The till; its brand issues the coins that are redeemed.</param>
/// <param name="Coins">The coins that are named to be given.</param>
/// <param name="ByCode">Whether it is paid by pay code; by opt-in otherwise.</param>
internal sealed record Parties(DirectoryMerchant Merchant, IReadOnlyList<DirectoryCoin> Coins, bool ByCode);
