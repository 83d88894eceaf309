using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The tables of referrals.</summary>
internal static class ReferralTables
{
    private const int IdLength = 32;

    public static void Define(ModelBuilder model)
    {
        model.Entity<ReferralCodeRow>(code =>
        {
            code.ToTable("referral_codes");
            code.HasKey(c => new { c.PartnerId, c.ProgramId, c.Member });
            code.Property(c => c.PartnerId).HasMaxLength(IdLength);
            code.Property(c => c.ProgramId).HasMaxLength(IdLength);
            code.Property(c => c.CodeHash).HasMaxLength(32);
            code.HasIndex(c => c.CodeHash).IsUnique();
        });
        model.Entity<ReferralAttemptRow>(attempt =>
        {
            attempt.ToTable("referral_attempts");
            attempt.HasKey(a => new { a.PartnerId, a.Member, a.Owner });
            attempt.Property(a => a.PartnerId).HasMaxLength(IdLength);
        });
        model.Entity<ReferralRow>(referral =>
        {
            referral.ToTable("referrals");
            // Made of the brand and the new member: a member that gives a second code has the same key.
            referral.HasKey(r => r.Id);
            referral.Property(r => r.Id).ValueGeneratedNever();
            referral.Property(r => r.PartnerId).HasMaxLength(IdLength);
            referral.Property(r => r.ProgramId).HasMaxLength(IdLength);
            referral.Property(r => r.ReferrerDigest).HasMaxLength(32);
            referral.Property(r => r.ReferredDigest).HasMaxLength(32);
            referral.Ignore(r => r.Program);
            referral.Ignore(r => r.Name);
            referral.HasIndex(r => r.DueTime).HasFilter("due_time IS NOT NULL");
            referral.HasIndex(r => new { r.PartnerId, r.ProgramId, r.UseTime, r.Id });
            referral.HasIndex(r => new { r.PartnerId, r.ProgramId, r.DecideTime })
                .HasFilter("decide_time IS NOT NULL");
            referral.HasIndex(r => new { r.Referrer, r.PartnerId, r.ProgramId, r.UseTime });
        });
    }
}
