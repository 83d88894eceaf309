using System.Diagnostics.CodeAnalysis;
using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>Who takes part in a payment.</summary>
/// <param name="Merchant">The till; its brand issues the coins that are redeemed.</param>
/// <param name="Coins">The coins that are named to be given.</param>
/// <param name="ByCode">Whether it is paid by pay code; by opt-in otherwise.</param>
internal sealed record Parties(DirectoryMerchant Merchant, IReadOnlyList<DirectoryCoin> Coins, bool ByCode);
