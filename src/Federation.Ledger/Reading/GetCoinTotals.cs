using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetCoinTotalsResponse> GetCoinTotals(
        GetCoinTotalsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var coin = form.Coin(request.Coin, "coin");
        form.Done();
        var snapshot = await directory.WithAsync(s => s.Coins.ContainsKey(coin), context.CancellationToken);
        if (!snapshot.Coins.TryGetValue(coin, out var known))
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, request.Coin));
        caller.RequireOwnOrAdmin(known.PartnerId, request.Coin);
        var slots = await db.Totals.AsNoTracking().Where(t => t.Asset == coin).ToListAsync(context.CancellationToken);
        return new GetCoinTotalsResponse { Totals = CoinTotalsOf(coin, slots) };
    }

    /// <summary>A coin's totals from all writers' slots. What the coin gave out stands in its accounts as a negative
    /// balance.</summary>
    internal static CoinTotals CoinTotalsOf(string coin, IEnumerable<TotalRow> slots)
    {
        var sums = slots.GroupBy(t => t.Kind)
            .ToDictionary(g => g.Key, g => g.Aggregate((Int128)0, (sum, t) => sum + t.Units));
        Int128 Of(TotalKind kind) => sums.GetValueOrDefault(kind);
        var owed = Of(TotalKind.ReceivableOwed);
        var paid = Of(TotalKind.ReceivablePaid);
        return new CoinTotals
        {
            Coin = ResourceNames.Coin(coin),
            EarnedUnits = checked((long)-Of(TotalKind.Issued)),
            RedeemedUnits = checked((long)Of(TotalKind.Redeemed)),
            ExchangedOutUnits = checked((long)Of(TotalKind.ExchangedOut)),
            ExchangedInUnits = checked((long)-Of(TotalKind.ExchangedIn)),
            // A clawback books all that it undoes; what became owed was taken from no wallet.
            ClawedBackUnits = checked((long)(Of(TotalKind.ClawedBack) - owed)),
            ReceivableOpenUnits = checked((long)(owed - paid)),
            ReceivablePaidUnits = checked((long)paid),
            ExpiredUnits = checked((long)Of(TotalKind.Expired)),
            AdjustedUnits = checked((long)-Of(TotalKind.Adjusted)),
            OutstandingUnits = checked((long)(Of(TotalKind.Wallets) + Of(TotalKind.Held))),
            HeldUnits = checked((long)Of(TotalKind.Held)),
        };
    }
}
