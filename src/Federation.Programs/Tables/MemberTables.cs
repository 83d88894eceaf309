using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The tables of what programmes know of members.</summary>
internal static class MemberTables
{
    private const int IdLength = 32;
    private const int ReasonLength = 200;

    // partners/{32}/credentials/{100}
    private const int CredentialLength = 160;

    public static void Define(ModelBuilder model)
    {
        model.Entity<ProfileRow>(profile =>
        {
            profile.ToTable("profiles");
            // Orders are asked for by members; those of several brands are read together.
            profile.HasKey(p => new { p.Member, p.PartnerId });
            profile.Property(p => p.PartnerId).HasMaxLength(IdLength);
        });
        DefineSegments(model);
        model.Entity<TierGrantRow>(grant =>
        {
            grant.ToTable("tier_grants");
            grant.HasKey(g => g.Id);
            grant.Property(g => g.Id).ValueGeneratedNever();
            grant.Property(g => g.PartnerId).HasMaxLength(IdLength);
            grant.Property(g => g.ProgramId).HasMaxLength(IdLength);
            grant.Property(g => g.Scheme).HasMaxLength(IdLength);
            grant.Property(g => g.Level).HasMaxLength(IdLength);
            grant.Property(g => g.Reason).HasMaxLength(ReasonLength);
            grant.Property(g => g.Creator).HasMaxLength(CredentialLength);
            grant.Ignore(g => g.Program);
            grant.Ignore(g => g.Name);
            grant.HasIndex(g => new { g.Member, g.PartnerId, g.ProgramId, g.ToDay });
        });
        model.Entity<TierFreezeRow>(freeze =>
        {
            freeze.ToTable("tier_freezes");
            freeze.HasKey(f => f.Id);
            freeze.Property(f => f.Id).ValueGeneratedNever();
            freeze.Property(f => f.PartnerId).HasMaxLength(IdLength);
            freeze.Property(f => f.ProgramId).HasMaxLength(IdLength);
            freeze.Property(f => f.Reason).HasMaxLength(ReasonLength);
            freeze.Property(f => f.Creator).HasMaxLength(CredentialLength);
            freeze.HasIndex(f => new { f.Member, f.PartnerId, f.ProgramId, f.ToDay });
        });
    }

    private static void DefineSegments(ModelBuilder model)
    {
        model.Entity<SegmentRow>(segment =>
        {
            segment.ToTable("segments");
            segment.HasKey(s => new { s.PartnerId, s.ProgramId, s.Id });
            segment.Property(s => s.PartnerId).HasMaxLength(IdLength);
            segment.Property(s => s.ProgramId).HasMaxLength(IdLength);
            segment.Property(s => s.Id).HasMaxLength(IdLength);
            segment.HasOne<ProgramRow>().WithMany().HasForeignKey(s => new { s.PartnerId, s.ProgramId })
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<SegmentMemberRow>(member =>
        {
            member.ToTable("segment_members");
            // In the order in which they are listed.
            member.HasKey(m => new { m.PartnerId, m.ProgramId, m.Segment, m.Member });
            member.Property(m => m.PartnerId).HasMaxLength(IdLength);
            member.Property(m => m.ProgramId).HasMaxLength(IdLength);
            member.Property(m => m.Segment).HasMaxLength(IdLength);
            // Orders ask for the segments of a member.
            member.HasIndex(m => new { m.Member, m.Segment });
        });
    }
}
