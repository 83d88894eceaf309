using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Programs;

/// <summary>Decides cases for the member whose deadline has passed, in the name of their brand, and notes those that
/// are decided. After a stop the next run goes on with what is left. One that cannot be decided now does not keep the
/// others waiting.</summary>
internal sealed class CaseSweep(
    PublishedRuleSets published, AllianceClock clock, PartnerDirectory directory, OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting,
    ILogger<CaseSweep> logger) : TableSweep<ProgramsDb>
{
    private const int CasesPerStep = 50;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A brand that is suspended, or a ledger that is away, is tried again then.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public override string Name => "cases";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.Cases.AsNoTracking().Where(c => c.DueTime <= now).OrderBy(c => c.DueTime)
            .Take(CasesPerStep).ToListAsync(cancel);
        var books = new OrderBooks(db, published, clock, tickets, consents, posting);
        foreach (var found in due)
        {
            var (later, exists) = await LookAsync(db, books, found, now, cancel);
            using var turn = await db.WriterTurnAsync(cancel);
            // The order may be placed right now, and has moved it.
            var row = db.Cases.Where(c => c.Id == found.Id && c.DueTime == found.DueTime);
            if (exists)
                await row.ExecuteUpdateAsync(set => set.SetProperty(c => c.DueTime, later), cancel);
            else
                await row.ExecuteDeleteAsync(cancel);
        }
        return due.Count;
    }

    /// <summary>Decides the case if it is due.</summary>
    /// <returns>When it is looked at again, null: never; and whether there is such a case: its order may not have been
    /// placed, or the night that found it may not have opened it.</returns>
    private async Task<(DateTimeOffset? Later, bool Exists)> LookAsync(
        ProgramsDb db, OrderBooks books, CaseRow found, DateTimeOffset now, CancellationToken cancel)
    {
        // gRPC's deadlines are wall-clock times of this process.
        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(found.PartnerId) } },
            DateTime.UtcNow + CallLimit, cancel);
        try
        {
            var book = new CaseBook(db, books, clock, posting);
            if (await book.StandingAsync(found, Options()) is not { } held)
                return (null, false);
            if (held.State != CaseState.Open)
                return (null, true);
            if (held.Deadline.ToDateTimeOffset() > now)
                return (held.Deadline.ToDateTimeOffset(), true);
            if (await directory.SuspendedAsync(Suspensions.CaseCommands, found.PartnerId, cancel) is { } suspended)
                throw new RefusalException(suspended);
            var request = new DecideCaseRequest { Name = found.Name };
            await book.DecideAsync(
                found, CaseVerdicts.ByDeadline(found.Kind), "", "", Fingerprint.Of(Name, request), Options);
            return (null, true);
        }
        catch (Exception e) when (e is RpcException or RefusalException && !cancel.IsCancellationRequested)
        {
            var reason = e is RpcException rpc ? Refusal.From(rpc)?.Message ?? rpc.Status.Detail : e.Message;
            Log.CaseNotDecided(logger, found.Name, reason);
            return (now + Pause, true);
        }
    }
}
