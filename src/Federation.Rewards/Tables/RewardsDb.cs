using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>The schema <c>rewards</c>: brands' rewards, who wanted them, pools of codes, and draws with their
/// entries.</summary>
public abstract class RewardsDb(DbContextOptions options) : ModuleDb(options, RewardsModule.Name)
{
    private const int IdLength = 32;
    private const int HashLength = 32;

    // Twelve bytes of nonce, sixteen of tag, and 200 characters of at most four bytes.
    private const int ContentLength = 828;

    // Twelve bytes of nonce, sixteen of tag, and the secret.
    private const int SecretLength = 60;
    private const int CredentialLength = 160;
    private const int PublicValueLength = 1000;

    internal DbSet<RewardRow> Rewards => Set<RewardRow>();

    internal DbSet<RedemptionRow> Redemptions => Set<RedemptionRow>();

    internal DbSet<RewardCodeRow> Codes => Set<RewardCodeRow>();

    internal DbSet<DrawRow> Draws => Set<DrawRow>();

    internal DbSet<DrawEntryRow> DrawEntries => Set<DrawEntryRow>();

    internal DbSet<DrawClaimRow> DrawClaims => Set<DrawClaimRow>();

    internal DbSet<DrawRoundRow> DrawRounds => Set<DrawRoundRow>();

    protected override void Define(ModelBuilder model)
    {
        DefineRewards(model);
        DefineDraws(model);
    }

    private static void DefineDraws(ModelBuilder model)
    {
        model.Entity<DrawRow>(draw =>
        {
            draw.ToTable("draws");
            draw.HasKey(d => new { d.PartnerId, d.Id });
            draw.Property(d => d.PartnerId).HasMaxLength(IdLength);
            draw.Property(d => d.Id).HasMaxLength(IdLength);
            draw.Property(d => d.Commitment).HasMaxLength(HashLength);
            draw.Property(d => d.Secret).HasMaxLength(SecretLength);
            draw.Property(d => d.Root).HasMaxLength(HashLength);
            draw.Property(d => d.Proposer).HasMaxLength(CredentialLength);
            draw.Property(d => d.PublicValue).HasMaxLength(PublicValueLength);
            draw.Property(d => d.CancelReason).HasMaxLength(200);
            draw.Ignore(d => d.Name);
            draw.HasIndex(d => d.State);
            draw.HasIndex(d => d.ClaimEndTime);
        });
        model.Entity<DrawClaimRow>(claim =>
        {
            claim.ToTable("draw_claims");
            claim.HasKey(c => new { c.PartnerId, c.DrawId, c.Place });
            claim.Property(c => c.PartnerId).HasMaxLength(IdLength);
            claim.Property(c => c.DrawId).HasMaxLength(IdLength);
            claim.Property(c => c.Member).HasMaxLength(16);
            claim.Ignore(c => c.Draw);
            claim.HasIndex(c => c.Delivery);
        });
        model.Entity<DrawRoundRow>(round =>
        {
            round.ToTable("draw_rounds");
            round.HasKey(r => r.Number);
            round.Property(r => r.Number).ValueGeneratedNever();
            round.Property(r => r.PartnerId).HasMaxLength(IdLength);
            round.Property(r => r.DrawId).HasMaxLength(IdLength);
        });
        model.Entity<DrawEntryRow>(entry =>
        {
            entry.ToTable("draw_entries");
            entry.HasKey(e => e.Id);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.PartnerId).HasMaxLength(IdLength);
            entry.Property(e => e.DrawId).HasMaxLength(IdLength);
            entry.Property(e => e.Member).HasMaxLength(16);
            entry.HasIndex(e => new { e.PartnerId, e.DrawId, e.FirstTicket });
            entry.HasIndex(e => new { e.PartnerId, e.DrawId, e.Member });
            entry.HasIndex(e => new { e.PartnerId, e.DrawId, e.Id });
        });
    }

    private static void DefineRewards(ModelBuilder model)
    {
        model.Entity<RewardRow>(reward =>
        {
            reward.ToTable("rewards");
            reward.HasKey(r => new { r.PartnerId, r.Id });
            reward.Property(r => r.PartnerId).HasMaxLength(IdLength);
            reward.Property(r => r.Id).HasMaxLength(IdLength);
            reward.Property(r => r.Cause).HasMaxLength(IdLength);
            reward.Ignore(r => r.Name);
        });
        model.Entity<RedemptionRow>(redemption =>
        {
            redemption.ToTable("redemptions");
            redemption.HasKey(r => r.Id);
            redemption.Property(r => r.Id).ValueGeneratedNever();
            redemption.Property(r => r.PartnerId).HasMaxLength(IdLength);
            redemption.Property(r => r.RewardId).HasMaxLength(IdLength);
            redemption.Property(r => r.Member).HasMaxLength(16);
            redemption.Ignore(r => r.Name);
            redemption.Ignore(r => r.Reward);
            redemption.HasIndex(r => new { r.PartnerId, r.CreateTime, r.Id });
            redemption.HasIndex(r => new { r.PartnerId, r.Member, r.CreateTime, r.Id });
            redemption.HasIndex(r => new { r.PartnerId, r.RewardId, r.CreateTime });
            redemption.HasIndex(r => r.CreateTime, "IX_redemptions_open").HasFilter("journal IS NULL");
            redemption.HasIndex(r => r.HoldExpireTime, "IX_redemptions_held")
                .HasFilter("hold_expire_time IS NOT NULL");
        });
        model.Entity<RewardCodeRow>(code =>
        {
            code.ToTable("codes");
            code.HasKey(c => c.Id);
            code.Property(c => c.Id).ValueGeneratedNever();
            code.Property(c => c.PartnerId).HasMaxLength(IdLength);
            code.Property(c => c.RewardId).HasMaxLength(IdLength);
            code.Property(c => c.Hash).HasMaxLength(HashLength);
            code.Property(c => c.Content).HasMaxLength(ContentLength);
            code.Ignore(c => c.Reward);
            code.HasIndex(c => new { c.PartnerId, c.RewardId, c.Hash }).IsUnique();
            code.HasIndex(c => c.RedemptionId).IsUnique().HasFilter("redemption_id IS NOT NULL");
            code.HasIndex(c => new { c.PartnerId, c.RewardId, c.Id }, "IX_codes_free")
                .HasFilter("redemption_id IS NULL");
        });
    }
}

/// <summary>The context on SQLite.</summary>
public sealed class SqliteRewardsDb(DbContextOptions<SqliteRewardsDb> options) : RewardsDb(options);

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresRewardsDb(DbContextOptions<PostgresRewardsDb> options) : RewardsDb(options);

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerRewardsDb(DbContextOptions<SqlServerRewardsDb> options) : RewardsDb(options);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqliteRewardsDb()
    : DesignTimeDb<SqliteRewardsDb>(DatabaseKind.Sqlite, RewardsModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimePostgresRewardsDb()
    : DesignTimeDb<PostgresRewardsDb>(DatabaseKind.Postgres, RewardsModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqlServerRewardsDb()
    : DesignTimeDb<SqlServerRewardsDb>(DatabaseKind.SqlServer, RewardsModule.Name);
