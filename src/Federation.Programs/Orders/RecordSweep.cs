using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Looks at decisions whose journal is not known a day later: notes it where there is one, and deletes what no
/// journal names, with the coupons and levels that it would have given.</summary>
internal sealed class RecordSweep(
    PublishedRuleSets published, AllianceClock clock, OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting) : TableSweep<ProgramsDb>
{
    /// <summary>How old such a record becomes, in alliance time.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private const int RecordsPerStep = 100;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override string Name => "records";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var before = await clock.NowAsync(cancel) - Age;
        var oldest = await db.Evaluations.AsNoTracking().Where(e => e.Journal == null && e.CreateTime < before)
            .OrderBy(e => e.CreateTime).Take(RecordsPerStep).ToListAsync(cancel);
        if (oldest.Count == 0)
            return 0;
        var rows = oldest.Select(e => (Row: e, Record: EvaluationRecord.Parser.ParseFrom(e.Content))).ToList();
        // gRPC's deadlines are wall-clock times of this process.
        var options = new CallOptions(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(oldest[0].PartnerId) } },
            DateTime.UtcNow + CallLimit, cancel);
        var books = new OrderBooks(db, published, clock, tickets, consents, posting);
        var placed = await books.PlacedAsync(rows.Select(r => KeyOf(r.Row, r.Record)), options);
        foreach (var (row, record) in rows)
        {
            var named = placed.TryGetValue(KeyOf(row, record), out var by)
                && by.Digest.Span.SequenceEqual(row.Digest);
            if (named)
                await NoteAsync(db, books, row, record, by.Journal, cancel);
            else
                await DeleteAsync(db, row, record, cancel);
        }
        return rows.Count;
    }

    private static string KeyOf(EvaluationRow row, EvaluationRecord record) =>
        RecordKeys.Of(new ProgramId(row.PartnerId, row.ProgramId), record);

    private static async Task NoteAsync(
        ProgramsDb db, OrderBooks books, EvaluationRow row, EvaluationRecord record, Guid journal,
        CancellationToken cancel)
    {
        IReadOnlyList<SurveyAnswerRow> answers = [];
        if (record.Event?.Type?.Kind == EventKind.Survey)
        {
            var ruleSet = await books.RuleSetAsync(RuleSetId.Parse(record.RuleSet), cancel);
            answers = SurveyAnswerRow.Of(
                ruleSet.Name.Program, record.Event, ruleSet.Rules.Calendar.At(record.Event.EventTime).Day, row.Digest);
        }
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Who noted it meanwhile has written its answers, too.
        if (await db.Evaluations.Where(e => e.Digest == row.Digest && e.Journal == null)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Journal, journal), cancel) == 1)
        {
            db.SurveyAnswers.AddRange(answers);
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private static async Task DeleteAsync(
        ProgramsDb db, EvaluationRow row, EvaluationRecord record, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var same = db.Evaluations.Where(e => e.Digest == row.Digest);
        var awards = record.Result.Awards;
        var coupons = Enumerable.Range(0, awards.Count).SelectMany(
            place => Enumerable.Range(0, awards[place].Coupons?.Quantity ?? 0)
                .Select(n => CouponLife.IdOf(row.Digest, place, n))).ToList();
        if (coupons.Count > 0)
            await db.Coupons.Where(c => coupons.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        var levels = GivenLevels.PlacesIn(record.Result).Select(place => GivenLevels.IdOf(row.Digest, place)).ToList();
        if (levels.Count > 0)
            await db.TierGrants.Where(g => levels.Contains(g.Id)).ExecuteDeleteAsync(cancel);
        await same.ExecuteDeleteAsync(cancel);
    }
}
