using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

/// <summary>The schema <c>partners</c>.</summary>
public abstract class PartnersDb(DbContextOptions options) : ModuleDb(options, PartnersModule.Name)
{
    private const int IdLength = 32;
    private const int NameLength = 100;

    public DbSet<PartnerRow> Partners => Set<PartnerRow>();

    public DbSet<CoinRow> Coins => Set<CoinRow>();

    public DbSet<MerchantRow> Merchants => Set<MerchantRow>();

    public DbSet<RevokedClient> RevokedClients => Set<RevokedClient>();

    public DbSet<DirectoryVersion> DirectoryVersions => Set<DirectoryVersion>();

    /// <summary>
    /// Counts one change of brands, coins, merchants or revoked clients. Called first in the transaction of each: its
    /// row lock is held until the commit, so that changes happen one after the other, what one of them checks stays
    /// true until it commits, and a reader that sees a version sees everything up to it.
    /// </summary>
    public Task<int> BumpDirectoryAsync(CancellationToken cancel) =>
        DirectoryVersions.ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), cancel);

    protected override void Define(ModelBuilder model)
    {
        model.Entity<PartnerRow>(partner =>
        {
            partner.ToTable("partners");
            partner.HasKey(p => p.Id);
            partner.Property(p => p.Id).HasMaxLength(IdLength);
            partner.Property(p => p.DisplayName).HasMaxLength(NameLength);
            partner.Property(p => p.DisplayNameZh).HasMaxLength(NameLength);
        });
        model.Entity<CoinRow>(coin =>
        {
            coin.ToTable("coins");
            coin.HasKey(c => c.Id);
            coin.Property(c => c.Id).HasMaxLength(IdLength);
            coin.Property(c => c.PartnerId).HasMaxLength(IdLength);
            coin.Property(c => c.DisplayCode).HasMaxLength(12);
            coin.Property(c => c.DisplayName).HasMaxLength(NameLength);
            coin.Property(c => c.DisplayNameZh).HasMaxLength(NameLength);
            coin.HasIndex(c => c.DisplayCode).IsUnique();
            coin.HasOne<PartnerRow>().WithMany().HasForeignKey(c => c.PartnerId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<MerchantRow>(merchant =>
        {
            merchant.ToTable("merchants");
            merchant.HasKey(m => new { m.PartnerId, m.Id });
            merchant.Property(m => m.PartnerId).HasMaxLength(IdLength);
            merchant.Property(m => m.Id).HasMaxLength(IdLength);
            merchant.Property(m => m.DisplayName).HasMaxLength(NameLength);
            merchant.Property(m => m.CoinId).HasMaxLength(IdLength);
            merchant.HasOne<PartnerRow>().WithMany().HasForeignKey(m => m.PartnerId).OnDelete(DeleteBehavior.Restrict);
            merchant.HasOne<CoinRow>().WithMany().HasForeignKey(m => m.CoinId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<RevokedClient>(client =>
        {
            client.ToTable("revoked_clients");
            client.HasKey(c => c.ClientId);
            client.Property(c => c.ClientId).HasMaxLength(NameLength);
            // The sweep deletes those that were revoked long ago.
            client.HasIndex(c => c.Time);
        });
        model.Entity<DirectoryVersion>(version =>
        {
            version.ToTable("directory_version");
            version.HasKey(v => v.Id);
            version.Property(v => v.Id).ValueGeneratedNever();
            version.HasData(new DirectoryVersion { Id = 1, Version = 1 });
        });
    }
}

public sealed class SqlitePartnersDb(DbContextOptions<SqlitePartnersDb> options) : PartnersDb(options);

public sealed class PostgresPartnersDb(DbContextOptions<PostgresPartnersDb> options) : PartnersDb(options);

public sealed class SqlServerPartnersDb(DbContextOptions<SqlServerPartnersDb> options) : PartnersDb(options);

internal sealed class SqlitePartnersDesign() : DesignTimeDb<SqlitePartnersDb>(DatabaseKind.Sqlite, PartnersModule.Name);

internal sealed class PostgresPartnersDesign()
    : DesignTimeDb<PostgresPartnersDb>(DatabaseKind.Postgres, PartnersModule.Name);

internal sealed class SqlServerPartnersDesign()
    : DesignTimeDb<SqlServerPartnersDb>(DatabaseKind.SqlServer, PartnersModule.Name);
