using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The schema <c>programs</c>: programmes, their rule sets and publications; decisions of orders,
/// coupons, and corrections.</summary>
public abstract class ProgramsDb(DbContextOptions options) : ModuleDb(options, ProgramsModule.Name)
{
    private const int IdLength = 32;
    private const int TextLength = 200;

    // partners/{32}/credentials/{100}
    private const int CredentialLength = 160;

    internal DbSet<ProgramRow> Programs => Set<ProgramRow>();

    internal DbSet<RuleSetRow> RuleSets => Set<RuleSetRow>();

    internal DbSet<RuleSetPublicationRow> Publications => Set<RuleSetPublicationRow>();

    internal DbSet<EvaluationRow> Evaluations => Set<EvaluationRow>();

    internal DbSet<UnpaidOrderRow> UnpaidOrders => Set<UnpaidOrderRow>();

    internal DbSet<CouponRow> Coupons => Set<CouponRow>();

    internal DbSet<ProfileRow> Profiles => Set<ProfileRow>();

    internal DbSet<SegmentRow> Segments => Set<SegmentRow>();

    internal DbSet<SegmentMemberRow> SegmentMembers => Set<SegmentMemberRow>();

    internal DbSet<TierGrantRow> TierGrants => Set<TierGrantRow>();

    internal DbSet<TierFreezeRow> TierFreezes => Set<TierFreezeRow>();

    internal DbSet<CorrectionRow> Corrections => Set<CorrectionRow>();

    internal DbSet<CorrectionLineRow> CorrectionLines => Set<CorrectionLineRow>();

    internal DbSet<CorrectionOrderRow> CorrectionOrders => Set<CorrectionOrderRow>();

    internal DbSet<ReferralCodeRow> ReferralCodes => Set<ReferralCodeRow>();

    internal DbSet<ReferralRow> Referrals => Set<ReferralRow>();

    internal DbSet<ReferralAttemptRow> ReferralAttempts => Set<ReferralAttemptRow>();

    internal DbSet<CaseRow> Cases => Set<CaseRow>();

    internal DbSet<NightRow> Nights => Set<NightRow>();

    internal DbSet<SurveyAnswerRow> SurveyAnswers => Set<SurveyAnswerRow>();

    protected override void Define(ModelBuilder model)
    {
        ReferralTables.Define(model);
        MemberTables.Define(model);
        CaseTables.Define(model);
        CorrectionTables.Define(model);
        SurveyTables.Define(model);
        model.Entity<ProgramRow>(program =>
        {
            program.ToTable("programs");
            program.HasKey(p => new { p.PartnerId, p.Id });
            program.Property(p => p.PartnerId).HasMaxLength(IdLength);
            program.Property(p => p.Id).HasMaxLength(IdLength);
            program.Property(p => p.Title).HasMaxLength(TextLength);
            program.Property(p => p.TitleZh).HasMaxLength(TextLength);
        });
        model.Entity<RuleSetRow>(set =>
        {
            set.ToTable("rule_sets");
            set.HasKey(s => new { s.PartnerId, s.ProgramId, s.Number });
            set.Property(s => s.PartnerId).HasMaxLength(IdLength);
            set.Property(s => s.ProgramId).HasMaxLength(IdLength);
            set.Property(s => s.Number).ValueGeneratedNever();
            set.Property(s => s.Proposer).HasMaxLength(CredentialLength);
            set.Property(s => s.Digest).HasMaxLength(32);
            set.Property(s => s.Approver).HasMaxLength(CredentialLength);
            set.Property(s => s.Reason).HasMaxLength(500);
            set.HasOne<ProgramRow>().WithMany().HasForeignKey(s => new { s.PartnerId, s.ProgramId })
                .OnDelete(DeleteBehavior.Restrict);
            set.HasOne(s => s.Content).WithOne()
                .HasForeignKey<RuleSetContentRow>(c => new { c.PartnerId, c.ProgramId, c.Number });
        });
        model.Entity<RuleSetContentRow>(content =>
        {
            content.ToTable("rule_set_contents");
            content.HasKey(c => new { c.PartnerId, c.ProgramId, c.Number });
            content.Property(c => c.PartnerId).HasMaxLength(IdLength);
            content.Property(c => c.ProgramId).HasMaxLength(IdLength);
            content.Property(c => c.Number).ValueGeneratedNever();
        });
        model.Entity<RuleSetPublicationRow>(publication =>
        {
            publication.ToTable("publications");
            publication.HasKey(p => p.LogNumber);
            publication.Property(p => p.LogNumber).ValueGeneratedNever();
            publication.Property(p => p.PartnerId).HasMaxLength(IdLength);
            publication.Property(p => p.ProgramId).HasMaxLength(IdLength);
            publication.Property(p => p.Publisher).HasMaxLength(CredentialLength);
            publication.HasIndex(p => new { p.PartnerId, p.ProgramId, p.Sequence }).IsUnique();
        });
        DefineOrders(model);
    }

    private static void DefineOrders(ModelBuilder model)
    {
        model.Entity<EvaluationRow>(evaluation =>
        {
            evaluation.ToTable("evaluations");
            evaluation.HasKey(e => e.Digest);
            evaluation.Property(e => e.Digest).HasMaxLength(32);
            evaluation.Property(e => e.PartnerId).HasMaxLength(IdLength);
            evaluation.Property(e => e.ProgramId).HasMaxLength(IdLength);
            evaluation.HasIndex(e => new { e.PartnerId, e.ProgramId, e.CreateTime });
            evaluation.HasIndex(e => new { e.Buyer, e.PartnerId, e.CreateTime });
            evaluation.Property(e => e.PayerHash).HasMaxLength(32);
            evaluation.Property(e => e.DeviceHash).HasMaxLength(32);
            evaluation.HasIndex(e => new { e.PartnerId, e.ProgramId, e.ReturnTime })
                .HasFilter("return_time IS NOT NULL");
            // Those that the sweep looks for: of which nobody knows whether a journal names them.
            evaluation.HasIndex(e => e.CreateTime, "IX_evaluations_open").HasFilter("journal IS NULL");
            evaluation.HasOne<RuleSetRow>().WithMany()
                .HasForeignKey(e => new { e.PartnerId, e.ProgramId, e.Number }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CouponRow>(coupon =>
        {
            coupon.ToTable("coupons");
            coupon.HasKey(c => c.Id);
            coupon.Property(c => c.Id).ValueGeneratedNever();
            coupon.Property(c => c.PartnerId).HasMaxLength(IdLength);
            coupon.Property(c => c.ProgramId).HasMaxLength(IdLength);
            coupon.Property(c => c.Definition).HasMaxLength(IdLength);
            coupon.Property(c => c.Member).HasMaxLength(16);
            coupon.Property(c => c.CodeHash).HasMaxLength(32);
            coupon.Ignore(c => c.Program);
            coupon.Ignore(c => c.Name);
            coupon.HasIndex(c => new { c.PartnerId, c.ProgramId, c.Member, c.ExpireTime, c.Id });
            // What members are told of: coupons that end, and those that an order or an event gave.
            coupon.HasIndex(c => new { c.ExpireTime, c.Id }).HasFilter("member IS NOT NULL");
            coupon.HasIndex(c => c.OrderId).HasFilter("order_id IS NOT NULL");
            coupon.HasIndex(c => c.CodeHash).IsUnique().HasFilter("code_hash IS NOT NULL");
        });
        model.Entity<UnpaidOrderRow>(unpaid =>
        {
            unpaid.ToTable("unpaid_orders");
            unpaid.HasKey(o => o.Id);
            unpaid.Property(o => o.Id).ValueGeneratedNever();
            unpaid.Property(o => o.PartnerId).HasMaxLength(IdLength);
            unpaid.Property(o => o.ProgramId).HasMaxLength(IdLength);
            unpaid.Ignore(o => o.Name);
            unpaid.HasIndex(o => o.DueTime);
        });
    }
}

/// <summary>The context on SQLite.</summary>
public sealed class SqliteProgramsDb(DbContextOptions<SqliteProgramsDb> options) : ProgramsDb(options);

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresProgramsDb(DbContextOptions<PostgresProgramsDb> options) : ProgramsDb(options);

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerProgramsDb(DbContextOptions<SqlServerProgramsDb> options) : ProgramsDb(options);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqliteProgramsDb()
    : DesignTimeDb<SqliteProgramsDb>(DatabaseKind.Sqlite, ProgramsModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimePostgresProgramsDb()
    : DesignTimeDb<PostgresProgramsDb>(DatabaseKind.Postgres, ProgramsModule.Name);

/// <summary>For <c>dotnet ef</c>.</summary>
public sealed class DesignTimeSqlServerProgramsDb()
    : DesignTimeDb<SqlServerProgramsDb>(DatabaseKind.SqlServer, ProgramsModule.Name);
