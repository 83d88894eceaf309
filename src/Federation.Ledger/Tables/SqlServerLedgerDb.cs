using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

public sealed class SqlServerLedgerDb(DbContextOptions<SqlServerLedgerDb> options) : LedgerDb(options)
{
    protected override void Define(ModelBuilder model)
    {
        base.Define(model);
        // SQL Server orders ids by their last six bytes, which are random: rows stored in that order would split pages
        // everywhere. The migration GrowingKeys stores them in the order in which they came.
        model.Entity<OutcomeRow>().HasKey(o => o.Id).IsClustered(false);
        model.Entity<EntryRow>().HasKey(e => new { e.JournalId, e.Line }).IsClustered(false);
    }
}
