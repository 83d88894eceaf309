using System.Data.Common;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Programs;

/// <summary>Looks at each programme's orders once a night, and opens cases for what it finds. A step is one programme.
/// After a stop the same night is looked at again: what was found before is the same case.</summary>
internal sealed class NightSweep(
    PublishedRuleSets published, AllianceClock clock, PartnerDirectory directory, OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting,
    ILogger<NightSweep> logger) : TableSweep<ProgramsDb>
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // A ledger that is away is tried again then.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // The programmes that have a row for sure.
    private readonly HashSet<ProgramId> known = [];

    public override string Name => "nights";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var book = await published.CurrentAsync(cancel);
        await AddNewAsync(db, book, now, cancel);
        var due = await db.Nights.AsNoTracking().Where(n => n.NextTime <= now).OrderBy(n => n.NextTime)
            .FirstOrDefaultAsync(cancel);
        if (due is null)
            return 0;
        // It had one when its row was written, and what was published stays so.
        var ruleSet = book.InForceAt(due.Program, now)
            ?? throw new InvalidOperationException($"{due.Program} has no rule set in force.");
        try
        {
            await LookAsync(db, due, ruleSet, now, cancel);
        }
        catch (Exception e) when (e is RpcException or RefusalException or DbException
            && !cancel.IsCancellationRequested)
        {
            Log.NightNotDone(logger, due.Program.ToString(), e.Message);
            await UpdateAsync(db, due, n => n.NextTime = now + Pause, cancel);
        }
        return 1;
    }

    private async Task AddNewAsync(ProgramsDb db, RuleSetBook book, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var program in book.Programs.Where(p => !known.Contains(p) && book.InForceAt(p, now) is not null))
        {
            using var turn = await db.WriterTurnAsync(cancel);
            await db.WriteOnceAsync(
                [new NightRow { PartnerId = program.PartnerId, ProgramId = program.Id, NextTime = now }], cancel);
            known.Add(program);
        }
    }

    private async Task LookAsync(
        ProgramsDb db, NightRow row, PublishedRuleSet ruleSet, DateTimeOffset now, CancellationToken cancel)
    {
        var calendar = ruleSet.Rules.Calendar;
        var until = row.Night ?? NightTimes.Last(calendar, now);
        var night = new Night(ruleSet, until, row.LastNight);
        var next = NightTimes.Next(calendar, now);
        // A suspended brand's orders are looked at in the first night after that.
        if (night.Terms.IsOff || until == row.LastNight
            || await directory.SuspendedAsync(Suspensions.CaseCommands, row.PartnerId, cancel) is not null)
        {
            await UpdateAsync(db, row, n => (n.NextTime, n.Night) = (next, null), cancel);
            return;
        }
        await UpdateAsync(db, row, n => n.Night = until, cancel);
        var orders = await new RecordedOrders(
            db, night.Program, until.AddDays(-night.Terms.StarDays), until).CountAsync(cancel);
        var opened = await OpenAsync(db, night, cancel);
        await UpdateAsync(
            db, row,
            n => (n.NextTime, n.Night, n.LastNight, n.LastOrders, n.LastCases) = (next, null, until, orders, opened),
            cancel);
    }

    /// <returns>How many cases the night has opened.</returns>
    private async Task<int> OpenAsync(ProgramsDb db, Night night, CancellationToken cancel)
    {
        // gRPC's deadlines are wall-clock times of this process.
        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(night.Program.PartnerId) } },
            DateTime.UtcNow + CallLimit, cancel);
        var books = new OrderBooks(db, published, clock, tickets, consents, posting);
        NightFinding[] findings =
        [
            .. await new StarSearch(db, night).FindAsync(cancel),
            .. await new ReturnSearch(db, books, night, Options).FindAsync(cancel),
            .. await new RingSearch(db, night).FindAsync(cancel),
        ];
        var cases = new FoundCases(posting);
        var opened = 0;
        foreach (var finding in findings)
            if (await RowAsync(db, night, finding, cancel) is { } row)
            {
                await cases.OpenAsync(row, Options());
                opened++;
            }
        return opened;
    }

    /// <summary>The case's row, written before the journal that opens it; null where the same was found a few nights
    /// ago.</summary>
    private static async Task<CaseRow?> RowAsync(
        ProgramsDb db, Night night, NightFinding finding, CancellationToken cancel)
    {
        var (program, since) = (night.Program, night.Until.AddDays(-finding.Days));
        if (await db.Cases.AnyAsync(
            c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id && c.Subject == finding.Subject
                && c.CreateTime > since && c.CreateTime < night.Until,
            cancel))
            return null;
        (finding.Found.RuleSet, finding.Found.Night) = (night.RuleSet.Name.ToString(), night.Until.ToTimestamp());
        var row = CaseRow.Of(
            program, night.Until, finding.Subject, night.Until.AddDays(night.Terms.CaseDays), finding.Found);
        using (await db.WriterTurnAsync(cancel))
            await db.WriteOnceAsync([row], cancel);
        // Before a stop the night may have found it with other words: what is stored counts.
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == row.Id, cancel);
    }

    private static async Task UpdateAsync(
        ProgramsDb db, NightRow row, Action<NightRow> change, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        using var turn = await db.WriterTurnAsync(cancel);
        var current = await db.Nights.SingleAsync(
            n => n.PartnerId == row.PartnerId && n.ProgramId == row.ProgramId, cancel);
        change(current);
        await db.SaveChangesAsync(cancel);
    }
}
