using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Accounts;

/// <summary>Tells the ledger what a member's wallets are from a revision of the member on.</summary>
internal static class WalletStates
{
    /// <summary>The ledger takes at most 1,000 coins in one call.</summary>
    private const int CoinsPerCall = 1000;

    public static async Task SetAsync(
        PostingService.PostingServiceClient ledger, Guid memberId, IEnumerable<string> coinIds, WalletState state,
        long revision, CallOptions call)
    {
        foreach (var coins in coinIds.Order(StringComparer.Ordinal).Chunk(CoinsPerCall))
        {
            var request = new SetWalletStateRequest
            {
                MemberId = new MemberId(memberId)
                .ToString(),
                State = state,
                Revision = revision
            };
            request.CoinIds.Add(coins);
            await ledger.SetWalletStateAsync(request, call);
        }
    }
}
