using Federation.Hosting;
using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Adds to decisions who buys, from their records, where a node of an earlier release left that out. Each step
/// is a commit, so after a stop the next run goes on with what is left.</summary>
internal sealed class BuyerSweep : TableSweep<ProgramsDb>
{
    public override string Name => "buyers";

    /// <summary>Whether it is known of all decisions of a brand who buys.</summary>
    public static async Task<bool> IsDoneAsync(ProgramsDb db, string partner, CancellationToken cancel) =>
        !await db.Evaluations.AnyAsync(e => e.Buyer == null && e.PartnerId == partner, cancel);

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var rows = await db.Evaluations.AsNoTracking().Where(e => e.Buyer == null).Take(StepRows)
            .Select(e => new { e.Digest, e.Content }).ToListAsync(cancel);
        if (rows.Count == 0)
            return 0;
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var row in rows)
        {
            Guid? buyer = EvaluationRow.BuyerOf(EvaluationRecord.Parser.ParseFrom(row.Content));
            await db.Evaluations.Where(e => e.Digest == row.Digest && e.Buyer == null)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Buyer, buyer), cancel);
        }
        await transaction.CommitAsync(cancel);
        return rows.Count;
    }
}
