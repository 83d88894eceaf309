using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

/// <summary>
/// The module's database: rate boards and their publications, and the list of exchanges, which follows the ledger.
/// </summary>
public abstract class ExchangeDb(DbContextOptions options) : ModuleDb(options, ExchangeModule.Name)
{
    internal DbSet<BoardRecord> Boards => Set<BoardRecord>();

    internal DbSet<BoardPairsRecord> BoardPairs => Set<BoardPairsRecord>();

    internal DbSet<BoardApprovalRecord> BoardApprovals => Set<BoardApprovalRecord>();

    internal DbSet<PublicationRecord> Publications => Set<PublicationRecord>();

    internal DbSet<QuoteRecord> Quotes => Set<QuoteRecord>();

    internal DbSet<ExchangeRecord> Exchanges => Set<ExchangeRecord>();

    internal DbSet<PartyRecord> Parties => Set<PartyRecord>();

    internal DbSet<CursorRecord> Cursors => Set<CursorRecord>();

    protected override void Define(ModelBuilder model)
    {
        DefineBoards(model);
        DefineExchanges(model);
        model.Entity<QuoteRecord>(quote =>
        {
            quote.ToTable("quotes");
            quote.HasKey(q => q.Id);
            quote.Property(q => q.Id).ValueGeneratedNever();
            quote.Property(q => q.MerchantPartnerId).HasMaxLength(32);
            // What makes the cap hold whatever happens at once: a place is taken once.
            quote.HasIndex(q => new { q.MemberId, q.Slot }).IsUnique();
            quote.HasIndex(q => new { q.MemberId, q.MerchantPartnerId, q.MerchantSlot }).IsUnique();
            // The clean-up's: SQL Server's index above holds only the quotes that have a place.
            quote.HasIndex(q => new { q.MemberId, q.ExpireTime });
            // The sweep deletes those that expired long ago.
            quote.HasIndex(q => q.ExpireTime);
        });
    }

    private static void DefineBoards(ModelBuilder model)
    {
        model.Entity<BoardRecord>(board =>
        {
            board.ToTable("boards");
            board.HasKey(b => b.Number);
            board.Property(b => b.Number).ValueGeneratedNever();
            board.Property(b => b.Currency).HasMaxLength(3);
            board.Property(b => b.Proposer).HasMaxLength(100);
            board.HasOne(b => b.Pairs).WithOne().HasForeignKey<BoardPairsRecord>(p => p.Number);
            board.Navigation(b => b.Pairs).IsRequired().AutoInclude();
            board.Property(b => b.Findings).HasDefaultValue(Array.Empty<byte>());
            board.Property(b => b.Revision).HasDefaultValue(1L);
            board.HasMany(b => b.Values).WithOne().HasForeignKey(v => v.BoardNumber);
            board.HasMany(b => b.Approvals).WithOne().HasForeignKey(a => a.BoardNumber);
        });
        model.Entity<BoardPairsRecord>(pairs =>
        {
            pairs.ToTable("boards");
            pairs.HasKey(p => p.Number);
            pairs.Property(p => p.Number).ValueGeneratedNever();
            pairs.Property(p => p.Pairs).HasDefaultValue(Array.Empty<byte>());
        });
        model.Entity<BoardApprovalRecord>(approval =>
        {
            approval.ToTable("board_approvals");
            approval.HasKey(a => new { a.BoardNumber, a.PartnerId });
            approval.Property(a => a.PartnerId).HasMaxLength(32);
            approval.Property(a => a.Approver).HasMaxLength(100);
            approval.Property(a => a.Reason).HasMaxLength(500);
        });
        model.Entity<BoardValueRecord>(value =>
        {
            value.ToTable("board_values");
            value.HasKey(v => new { v.BoardNumber, v.CoinId });
            value.Property(v => v.CoinId).HasMaxLength(32);
        });
        model.Entity<PublicationRecord>(publication =>
        {
            publication.ToTable("publications");
            publication.HasKey(p => p.Sequence);
            publication.Property(p => p.Sequence).ValueGeneratedNever();
            publication.HasIndex(p => p.BoardNumber);
            publication.Property(p => p.Publisher).HasMaxLength(100);
            publication.Property(p => p.Reason).HasMaxLength(500);
        });
    }

    private static void DefineExchanges(ModelBuilder model)
    {
        model.Entity<ExchangeRecord>(exchange =>
        {
            exchange.ToTable("exchanges");
            exchange.HasKey(e => e.JournalId);
            exchange.Property(e => e.JournalId).ValueGeneratedNever();
            exchange.HasIndex(e => new { e.GroupNumber, e.Position }).IsUnique();
            exchange.HasIndex(e => e.CreateTime);
            // A member's own list.
            exchange.HasIndex(e => new { e.MemberId, e.GroupNumber, e.Position });
            // Columns keep the names that they had when a payment had one source and every exchange a till: migrations
            // only add.
            exchange.Property(e => e.SourcePartners).HasColumnName("source_partner_id")
                .HasMaxLength(33 * ExchangeRecord.MaxSources)
                .HasConversion(partners => partners.ToString(), text => PartnerSet.Read(text));
            exchange.Property(e => e.TargetPartnerId).HasColumnName("merchant_partner_id").HasMaxLength(32);
            exchange.Property(e => e.ExternalReference).HasMaxLength(128);
        });
        model.Entity<PartyRecord>(party =>
        {
            party.ToTable("exchange_parties");
            party.HasKey(p => new { p.PartnerId, p.GroupNumber, p.Position });
            party.Property(p => p.PartnerId).HasMaxLength(32);
        });
        model.Entity<CursorRecord>(cursor =>
        {
            cursor.ToTable("cursors");
            cursor.HasKey(c => c.Name);
            cursor.Property(c => c.Name).HasMaxLength(32);
            cursor.HasData(new CursorRecord { Name = CursorRecord.Exchanges });
        });
    }
}

/// <summary>The context on SQLite.</summary>
public sealed class SqliteExchangeDb(DbContextOptions<SqliteExchangeDb> options) : ExchangeDb(options);

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresExchangeDb(DbContextOptions<PostgresExchangeDb> options) : ExchangeDb(options);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqliteExchangeDb()
    : DesignTimeDb<SqliteExchangeDb>(DatabaseKind.Sqlite, ExchangeModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimePostgresExchangeDb()
    : DesignTimeDb<PostgresExchangeDb>(DatabaseKind.Postgres, ExchangeModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqlServerExchangeDb()
    : DesignTimeDb<SqlServerExchangeDb>(DatabaseKind.SqlServer, ExchangeModule.Name);
