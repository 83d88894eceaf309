using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>
/// The books. EF Core owns the model, the migrations and the reads; posting writes through <see cref="IPostingStore"/>.
/// The hot tables have no foreign keys (they cost a third of the rate): <c>CheckBooks</c> holds them.
/// </summary>
public abstract class LedgerDb(DbContextOptions options) : ModuleDb(options, "ledger")
{
    internal DbSet<WalletRow> Wallets => Set<WalletRow>();

    internal DbSet<LotRow> Lots => Set<LotRow>();

    internal DbSet<HoldRow> Holds => Set<HoldRow>();

    internal DbSet<OutcomeRow> Outcomes => Set<OutcomeRow>();

    internal DbSet<EntryRow> Entries => Set<EntryRow>();

    internal DbSet<GroupRow> Groups => Set<GroupRow>();

    internal DbSet<TotalRow> Totals => Set<TotalRow>();

    internal DbSet<UndoneRow> Undone => Set<UndoneRow>();

    internal DbSet<ConsumedRow> Consumed => Set<ConsumedRow>();

    internal DbSet<TallyRow> Tallies => Set<TallyRow>();

    internal DbSet<TallyEntryRow> TallyEntries => Set<TallyEntryRow>();

    internal DbSet<LogHeadRow> LogHead => Set<LogHeadRow>();

    internal DbSet<ClockRow> Clock => Set<ClockRow>();

    internal DbSet<WriterSlotRow> WriterSlots => Set<WriterSlotRow>();

    internal DbSet<AdjustmentRow> Adjustments => Set<AdjustmentRow>();

    internal DbSet<AdjustmentDayRow> AdjustmentDays => Set<AdjustmentDayRow>();

    internal DbSet<AdjustmentLimitRow> AdjustmentLimits => Set<AdjustmentLimitRow>();

    /// <summary>Whether the database orders ids as they grow. SQL Server compares their last bytes first.</summary>
    internal bool OrdersIdsByTime => !IsSqlServer;

    /// <summary>System time as all nodes see it: the database's; the process's own where the database is
    /// embedded.</summary>
    internal DateTimeOffset SystemTime(DateTimeOffset ofDatabase, TimeProvider time) =>
        IsSqlite ? time.UtcNow() : Moments.Cut(ofDatabase);

    protected override void Define(ModelBuilder model)
    {
        DefineWallets(model);
        DefineJournals(model);
        DefineWriters(model);
        DefineAdjustments(model);
        // The journals of one coin, newest first. Each has an entry on a wallet, and most have one: so that index has
        // half as many lines as one of all entries. On SQL Server it is another.
        if (OrdersIdsByTime)
            model.Entity<EntryRow>().HasIndex(e => new { e.Asset, e.JournalId }).HasFilter("wallet_id IS NOT NULL");
    }

    private static void DefineWallets(ModelBuilder model)
    {
        model.Entity<WalletRow>(wallet =>
        {
            wallet.ToTable("wallets");
            wallet.HasKey(w => w.Id);
            wallet.Property(w => w.Id).ValueGeneratedNever();
            wallet.Property(w => w.Coin).HasMaxLength(32);
            wallet.Property(w => w.StateRevision).HasDefaultValue(0L).ValueGeneratedNever();
            wallet.Ignore(w => w.Lots);
            wallet.Ignore(w => w.Holds);
            wallet.HasIndex(w => new { w.MemberId, w.Coin }).IsUnique();
            wallet.HasIndex(w => w.ActiveUntil).HasFilter("active_until IS NOT NULL");
        });
        model.Entity<LotRow>(lot =>
        {
            lot.ToTable("lots");
            lot.HasKey(l => new { l.WalletId, l.Lot });
            // The sweeper's: codes sort by expiry.
            lot.HasIndex(l => l.Lot);
        });
        model.Entity<HoldRow>(hold =>
        {
            hold.ToTable("holds");
            hold.HasKey(h => new { h.WalletId, h.HoldId, h.Lot });
            hold.HasIndex(h => h.Until);
        });
    }

    private static void DefineJournals(ModelBuilder model)
    {
        model.Entity<OutcomeRow>(outcome =>
        {
            outcome.ToTable("outcomes");
            outcome.HasKey(o => o.Id);
            outcome.Property(o => o.Id).ValueGeneratedNever();
            outcome.Property(o => o.Principal).HasMaxLength(100);
            outcome.Property(o => o.Fingerprint).HasMaxLength(32);
            outcome.Property(o => o.ExternalReference).HasMaxLength(128);
            outcome.Property(o => o.ReasonCode).HasMaxLength(64);
            outcome.Property(o => o.Merchant).HasMaxLength(100);
            outcome.Property(o => o.ClientId).HasMaxLength(100);
            outcome.HasIndex(o => new { o.Principal, o.RequestId }).IsUnique();
            outcome.HasIndex(o => o.Corrects).HasFilter("corrects IS NOT NULL");
            outcome.HasIndex(o => o.Bundle).HasFilter("bundle IS NOT NULL");
            outcome.HasIndex(o => o.ExternalReference).HasFilter("external_reference IS NOT NULL");
        });
        model.Entity<EntryRow>(entry =>
        {
            entry.ToTable("entries");
            entry.HasKey(e => new { e.JournalId, e.Line });
            entry.Property(e => e.Asset).HasMaxLength(32);
            entry.Property(e => e.Party).HasMaxLength(32);
            entry.HasIndex(e => new { e.WalletId, e.Version }).IsUnique().HasFilter("wallet_id IS NOT NULL");
        });
        model.Entity<GroupRow>(group =>
        {
            group.ToTable("groups");
            group.HasKey(g => g.Number);
            group.Property(g => g.Number).ValueGeneratedNever();
            group.Property(g => g.Salt).HasMaxLength(16);
            group.HasIndex(g => g.Id).IsUnique();
        });
        model.Entity<TotalRow>(total =>
        {
            total.ToTable("totals");
            total.HasKey(t => new { t.Asset, t.Kind, t.Party, t.Slot });
            total.Property(t => t.Asset).HasMaxLength(32);
            total.Property(t => t.Party).HasMaxLength(32);
        });
        model.Entity<UndoneRow>(undone =>
        {
            undone.ToTable("undone");
            undone.HasKey(u => u.JournalId);
            undone.Property(u => u.JournalId).ValueGeneratedNever();
        });
        model.Entity<TallyRow>(tally =>
        {
            tally.ToTable("tallies");
            tally.HasKey(t => t.Id);
            tally.Property(t => t.Id).ValueGeneratedNever();
        });
        model.Entity<TallyEntryRow>(entry =>
        {
            entry.ToTable("tally_entries");
            entry.HasKey(e => new { e.JournalId, e.Line });
            entry.HasIndex(e => e.TallyId);
        });
        model.Entity<ConsumedRow>(consumed =>
        {
            consumed.ToTable("consumed");
            consumed.HasKey(c => c.Key);
            consumed.Property(c => c.Key).HasMaxLength(128);
        });
    }

    private static void DefineAdjustments(ModelBuilder model)
    {
        // partners/{32}/credentials/{100}
        const int actorLength = 160;
        model.Entity<AdjustmentRow>(adjustment =>
        {
            adjustment.ToTable("adjustments");
            adjustment.HasKey(a => a.Id);
            adjustment.Property(a => a.Id).ValueGeneratedNever();
            adjustment.Property(a => a.PartnerId).HasMaxLength(32);
            adjustment.Property(a => a.Coin).HasMaxLength(32);
            adjustment.Property(a => a.ReasonCode).HasMaxLength(64);
            adjustment.Property(a => a.Reason).HasMaxLength(500);
            adjustment.Property(a => a.ExternalReference).HasMaxLength(128);
            adjustment.Property(a => a.Proposer).HasMaxLength(actorLength);
            adjustment.Property(a => a.Decider).HasMaxLength(actorLength);
            adjustment.Property(a => a.DeciderSender).HasMaxLength(100);
            adjustment.Property(a => a.DecisionReason).HasMaxLength(500);
            adjustment.Property(a => a.RefusalReason).HasMaxLength(64);
            adjustment.HasIndex(a => new { a.PartnerId, a.ProposeTime });
            // The sweep looks for those that are approved and not booked.
            adjustment.HasIndex(a => a.Stage);
        });
        model.Entity<AdjustmentDayRow>(day =>
        {
            day.ToTable("adjustment_days");
            day.HasKey(d => new { d.Coin, d.Proposer, d.Day });
            day.Property(d => d.Coin).HasMaxLength(32);
            day.Property(d => d.Proposer).HasMaxLength(actorLength);
        });
        model.Entity<AdjustmentLimitRow>(limit =>
        {
            limit.ToTable("adjustment_limits");
            limit.HasKey(l => l.Coin);
            limit.Property(l => l.Coin).HasMaxLength(32);
        });
    }

    private static void DefineWriters(ModelBuilder model)
    {
        model.Entity<LogHeadRow>(head =>
        {
            head.ToTable("log_head");
            head.Property(h => h.Id).ValueGeneratedNever();
            head.HasData(new LogHeadRow { Id = LogHeadRow.Only });
        });
        model.Entity<ClockRow>(clock =>
        {
            clock.ToTable("clock");
            clock.Property(c => c.Id).ValueGeneratedNever();
        });
        model.Entity<WriterSlotRow>(slot =>
        {
            slot.ToTable("writer_slots");
            slot.HasKey(s => s.Slot);
            slot.Property(s => s.Slot).ValueGeneratedNever();
        });
    }
}

public sealed class SqliteLedgerDb(DbContextOptions<SqliteLedgerDb> options) : LedgerDb(options);

internal sealed class SqliteLedgerDbFactory() : DesignTimeDb<SqliteLedgerDb>(DatabaseKind.Sqlite, "ledger");

internal sealed class PostgresLedgerDbFactory() : DesignTimeDb<PostgresLedgerDb>(DatabaseKind.Postgres, "ledger");

internal sealed class SqlServerLedgerDbFactory() : DesignTimeDb<SqlServerLedgerDb>(DatabaseKind.SqlServer, "ledger");
