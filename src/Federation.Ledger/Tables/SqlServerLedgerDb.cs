using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

public sealed class SqlServerLedgerDb(DbContextOptions<SqlServerLedgerDb> options) : LedgerDb(options)
{
    /// <summary>The column of entries by which the journals of a coin are in order: the first eight bytes of the
    /// journal's id, which the database computes.</summary>
    internal const string Moment = "Moment";

    // The bytes of a uniqueidentifier's first three parts come in reverse order.
    private const string MomentSql =
        "CONVERT(bigint, SUBSTRING(CONVERT(binary(16), journal_id), 4, 1)"
        + " + SUBSTRING(CONVERT(binary(16), journal_id), 3, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 2, 1)"
        + " + SUBSTRING(CONVERT(binary(16), journal_id), 1, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 6, 1)"
        + " + SUBSTRING(CONVERT(binary(16), journal_id), 5, 1) + SUBSTRING(CONVERT(binary(16), journal_id), 8, 1)"
        + " + SUBSTRING(CONVERT(binary(16), journal_id), 7, 1))";

    protected override void Define(ModelBuilder model)
    {
        base.Define(model);
        // SQL Server orders ids by their last six bytes, which are random: rows stored in that order would split pages
        // everywhere. The migration GrowingKeys stores them in the order in which they came.
        model.Entity<OutcomeRow>().HasKey(o => o.Id).IsClustered(false);
        model.Entity<EntryRow>(entry =>
        {
            entry.HasKey(e => new { e.JournalId, e.Line }).IsClustered(false);
            entry.Property<long>(Moment).HasComputedColumnSql(MomentSql, stored: true);
            entry.HasIndex(nameof(EntryRow.Asset), Moment, nameof(EntryRow.JournalId))
                .HasFilter("wallet_id IS NOT NULL");
        });
    }
}
