using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

public sealed class PostgresLedgerDb(DbContextOptions<PostgresLedgerDb> options) : LedgerDb(options)
{
    // Rows that are updated all the time leave room on their page for their next version: then no index learns of it.
    private const int FilledPercent = 60;

    protected override void Define(ModelBuilder model)
    {
        base.Define(model);
        model.Entity<WalletRow>().HasStorageParameter("fillfactor", FilledPercent);
        model.Entity<LotRow>().HasStorageParameter("fillfactor", FilledPercent);
        model.Entity<HoldRow>().HasStorageParameter("fillfactor", FilledPercent);
    }
}
