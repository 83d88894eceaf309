using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerExchangeDb(DbContextOptions<SqlServerExchangeDb> options) : ExchangeDb(options)
{
    protected override void Define(ModelBuilder model)
    {
        base.Define(model);
        // SQL Server orders ids by their last six bytes, which are random: exchanges are stored in the order of the log
        // instead.
        model.Entity<ExchangeRecord>().HasKey(e => e.JournalId).IsClustered(false);
        model.Entity<ExchangeRecord>().HasIndex(e => new { e.GroupNumber, e.Position }).IsUnique().IsClustered();
    }
}
