using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Programs;

/// <summary>Cancels orders that were not paid in time, in the name of their brand. After a stop the next
/// run cancels what is left. One that cannot be cancelled now does not keep the others waiting.</summary>
internal sealed class UnpaidOrderSweep(
    PublishedRuleSets published, AllianceClock clock, OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting,
    ILogger<UnpaidOrderSweep> logger) : TableSweep<ProgramsDb>
{
    private const int OrdersPerStep = 50;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A brand that is suspended, or a ledger that is away, is tried again then.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public override string Name => "unpaid-orders";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.UnpaidOrders.AsNoTracking().Where(o => o.DueTime <= now).OrderBy(o => o.DueTime)
            .Take(OrdersPerStep).ToListAsync(cancel);
        var books = new OrderBooks(db, published, clock, tickets, consents, posting);
        foreach (var order in due)
        {
            var later = await LookAsync(books, order, now, cancel);
            using var turn = await db.WriterTurnAsync(cancel);
            var row = db.UnpaidOrders.Where(o => o.Id == order.Id);
            if (later is { } time)
                await row.ExecuteUpdateAsync(set => set.SetProperty(o => o.DueTime, time), cancel);
            else
                await row.ExecuteDeleteAsync(cancel);
        }
        return due.Count;
    }

    /// <summary>Cancels the order if it is due.</summary>
    /// <returns>When it is looked at again; null: never.</returns>
    private async Task<DateTimeOffset?> LookAsync(
        OrderBooks books, UnpaidOrderRow order, DateTimeOffset now, CancellationToken cancel)
    {
        // gRPC's deadlines are wall-clock times of this process.
        var options = new CallOptions(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(order.PartnerId) } },
            DateTime.UtcNow + CallLimit, cancel);
        try
        {
            if (await books.FindAsync(order.Name, options) is not { } history || history.Now.State != OrderState.Placed)
                return null;
            var terms = (await books.RuleSetOfAsync(history, cancel)).Rules.Terms;
            var end = history.Shown(terms.UnpaidMinutes).UnpaidExpireTime.ToDateTimeOffset();
            if (end > now)
                return end;
            var request = new CancelOrderRequest { Name = order.Name.ToString() };
            await books.TakeAsync(
                history, (steps, time) => steps.Cancel(time), null, Fingerprint.Of(Name, request), options);
            return null;
        }
        catch (RpcException e) when (!cancel.IsCancellationRequested)
        {
            Log.OrderNotCancelled(logger, order.Name.ToString(), Refusal.From(e)?.Message ?? e.Status.Detail);
            return now + Pause;
        }
    }
}
