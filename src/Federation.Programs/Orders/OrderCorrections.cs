using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>What corrections have given orders, and taken. That a line was posted the ledger knows; it is noted in the
/// tables afterwards, by whoever looks first.</summary>
internal sealed class OrderCorrections(ProgramsDb db, PostingService.PostingServiceClient posting)
{
    /// <summary>By coin, by what the coins of an order are corrected. As of now: a line that was posted a moment ago
    /// counts.</summary>
    /// <param name="order">The order.</param>
    /// <param name="options">For whom.</param>
    public async Task<IReadOnlyDictionary<string, long>> OfAsync(OrderId order, CallOptions options)
    {
        var cancel = options.CancellationToken;
        foreach (var line in await UnderWayAsync(order, cancel))
            if (await FindAsync(line, options) is { } outcome)
                await NoteAsync(line, outcome, cancel);
        return (await PostedAsync([order.Id], cancel)).GetValueOrDefault(order.Id) ?? [];
    }

    /// <summary>By order and coin, by what corrections that are done have corrected orders.</summary>
    public async Task<Dictionary<Guid, Dictionary<string, long>>> PostedAsync(
        IReadOnlyCollection<Guid> orders, CancellationToken cancel)
    {
        var rows = await db.CorrectionOrders.AsNoTracking().Where(o => orders.Contains(o.OrderId) && o.Posted)
            .Select(o => new { o.OrderId, o.Coin, o.Units }).ToListAsync(cancel);
        return rows.GroupBy(r => r.OrderId).ToDictionary(
            g => g.Key,
            g => g.GroupBy(r => r.Coin, StringComparer.Ordinal)
                .ToDictionary(c => ResourceNames.Coin(c.Key), c => c.Sum(r => r.Units), StringComparer.Ordinal));
    }

    /// <summary>What the ledger has posted of a line, or null.</summary>
    public async Task<LineOutcome?> FindAsync(CorrectionLineRow line, CallOptions options)
    {
        var request = new FindBundlesRequest { Keys = { CorrectionKeys.LineOf(line.Correction, line.Line) } };
        var found = (await posting.FindBundlesAsync(request, options)).Bundles;
        return found.Count == 0
            ? null
            : LineOutcome.Posted(found[0].Journal.Detail.Unpack<CorrectionDetail>(), found[0].Journal.Name);
    }

    /// <summary>Notes what became of a line, and by what that corrects its orders. Who comes second changes
    /// nothing.</summary>
    public async Task NoteAsync(CorrectionLineRow line, LineOutcome outcome, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var taken = await db.CorrectionLines.Where(l =>
                l.PartnerId == line.PartnerId && l.ProgramId == line.ProgramId && l.Number == line.Number
                && l.Line == line.Line && l.State == CorrectionLineState.Pending)
            .ExecuteUpdateAsync(
                set => set.SetProperty(l => l.State, outcome.State).SetProperty(l => l.Posted, outcome.Units)
                    .SetProperty(l => l.Journal, outcome.Journal)
                    .SetProperty(l => l.RefusalReason, outcome.RefusalReason),
                cancel);
        if (taken == 0)
            return;
        var orders = await OrdersOf(line).ToListAsync(cancel);
        if (outcome.Journal is null)
            db.CorrectionOrders.RemoveRange(orders);
        else
        {
            var notPosted = CorrectionShares.NotPosted([.. orders.Select(o => o.Difference)], outcome.Units);
            foreach (var (order, less) in orders.Zip(notPosted))
                (order.Units, order.Posted) = (order.Units - less, true);
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A line's orders, in one order everywhere.</summary>
    public IQueryable<CorrectionOrderRow> OrdersOf(CorrectionLineRow line) => db.CorrectionOrders.Where(
        o => o.PartnerId == line.PartnerId && o.ProgramId == line.ProgramId && o.Number == line.Number
            && o.Line == line.Line).OrderBy(o => o.OrderId);

    /// <summary>Lines of approved corrections that are about an order and of which it is not noted what became of
    /// them.</summary>
    private Task<List<CorrectionLineRow>> UnderWayAsync(OrderId order, CancellationToken cancel) => (
        from o in db.CorrectionOrders
        where o.OrderId == order.Id && !o.Posted
        join c in db.Corrections on new { o.PartnerId, o.ProgramId, o.Number } equals
            new { c.PartnerId, c.ProgramId, c.Number }
        where c.State == CorrectionState.Approved
        join l in db.CorrectionLines on new { o.PartnerId, o.ProgramId, o.Number, o.Line } equals
            new { l.PartnerId, l.ProgramId, l.Number, l.Line }
        select l).AsNoTracking().ToListAsync(cancel);
}
