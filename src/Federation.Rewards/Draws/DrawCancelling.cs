using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Cancels draws that the brand has asked to cancel: ends entering in the ledger and refunds each entry, under
/// a request id that follows from the entry. So each is refunded once, whoever is stopped in the middle or comes at
/// the same time.</summary>
internal sealed class DrawCancelling(RewardsDb db, DrawBook book, AllianceClock clock)
{
    /// <summary>Does what is left to do.</summary>
    /// <inheritdoc cref="DrawClosing.FinishAsync"/>
    public async Task FinishAsync(DrawRow draw, Func<CallOptions> options, CancellationToken cancel)
    {
        await book.EndEnteringAsync(draw, DrawState.Cancelling, options);
        await book.ForEachAsync(
            draw.Name, async (row, entry) => row.Refund = row.ByRule
                // Nothing was paid for it: coins in the same bundle paid for an order.
                ? DrawRefund.Done
                : await RefundAsync(draw, row.Id, entry, options),
            options, cancel);
        var counted = await book.CountAsync(draw.Name, options);
        var entries = db.DrawEntries.Where(e => e.PartnerId == draw.PartnerId && e.DrawId == draw.Id);
        var refused = await entries.CountAsync(e => e.Refund == DrawRefund.Refused, cancel);
        var now = await clock.NowAsync(cancel);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Draws.Where(d => d.PartnerId == draw.PartnerId && d.Id == draw.Id && d.State == DrawState.Cancelling)
            .ExecuteUpdateAsync(
                s => s.SetProperty(d => d.State, DrawState.Cancelled).SetProperty(d => d.CancelledTime, now)
                    .SetProperty(d => d.Tickets, counted).SetProperty(d => d.RefundsRefused, refused),
                cancel);
    }

    private async Task<DrawRefund> RefundAsync(
        DrawRow draw, Guid id, PostedBundle entry, Func<CallOptions> options)
    {
        if (entry.Parts.FirstOrDefault(p => p.Kind == JournalKind.Redeem) is not { } payment)
            return DrawRefund.Done;
        var bundle = DrawBook.StepOf(
            draw, $"refund/{id:D}", new DrawDetail { State = DrawState.Cancelled, Entry = entry.Journal.Name });
        bundle.Commands.Add(new BatchItem { Refund = new RefundRequest { Journal = payment.Name, All = true } });
        try
        {
            await book.PostAsync(bundle, options);
            return DrawRefund.Done;
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason is ErrorReason.WalletClosed or ErrorReason.NotLinked)
        {
            return DrawRefund.Refused;
        }
    }
}
