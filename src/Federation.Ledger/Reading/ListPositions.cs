using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ListPositionsResponse> ListPositions(
        ListPositionsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var snapshot = await directory.CurrentAsync(context.CancellationToken);
        var slots = db.Totals.AsNoTracking().Where(
            t => t.Kind == TotalKind.Position || t.Kind == TotalKind.Fees || t.Kind == TotalKind.Rounding);
        if (!caller.IsAllianceAdmin)
            slots = slots.Where(t => t.Kind == TotalKind.Position && t.Party == caller.PartnerId);
        // Everybody who can have a position has one, if of 0.
        var accounts = caller.IsAllianceAdmin
            ? snapshot.Partners.Keys.Select(p => (TotalKind.Position, p))
                .Append((TotalKind.Fees, "")).Append((TotalKind.Rounding, ""))
            : [(TotalKind.Position, caller.RequirePartner())];
        var response = new ListPositionsResponse();
        response.Positions.AddRange(PositionsOf(
            await slots.ToListAsync(context.CancellationToken), accounts, deployment.Value.SettlementCurrency));
        return response;
    }

    /// <summary>The positions from all writers' slots, by account.</summary>
    internal static IEnumerable<Position> PositionsOf(
        IEnumerable<TotalRow> slots, IEnumerable<(TotalKind Kind, string Party)> accounts, string currency)
    {
        var sums = accounts.ToDictionary(a => new TotalKey(currency, a.Kind, a.Party), _ => (Int128)0);
        foreach (var slot in slots)
        {
            var key = new TotalKey(slot.Asset, slot.Kind, slot.Party);
            sums[key] = sums.GetValueOrDefault(key) + slot.Units;
        }
        return sums.Select(s => new Position
        {
            Account = JournalNames.AccountOf((AccountKind)s.Key.Kind, s.Key.Asset, s.Key.Party, member: null),
            Currency = s.Key.Asset,
            Units = checked((long)s.Value),
        }).OrderBy(p => p.Account, StringComparer.Ordinal).ThenBy(p => p.Currency, StringComparer.Ordinal);
    }
}
