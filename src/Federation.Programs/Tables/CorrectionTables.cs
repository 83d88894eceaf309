using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The tables of corrections.</summary>
internal static class CorrectionTables
{
    private const int IdLength = 32;
    private const int CodeLength = 64;
    private const int ReasonLength = 500;

    // partners/{32}/credentials/{100}
    private const int CredentialLength = 160;

    public static void Define(ModelBuilder model)
    {
        model.Entity<CorrectionRow>(correction =>
        {
            correction.ToTable("corrections");
            // Two that are proposed at the same moment meet in this key; the second is decided again.
            correction.HasKey(c => new { c.PartnerId, c.ProgramId, c.Number });
            correction.Property(c => c.PartnerId).HasMaxLength(IdLength);
            correction.Property(c => c.ProgramId).HasMaxLength(IdLength);
            correction.Property(c => c.Number).ValueGeneratedNever();
            correction.Property(c => c.RuleSetDigest).HasMaxLength(32);
            correction.Property(c => c.Digest).HasMaxLength(32);
            correction.Property(c => c.ReasonCode).HasMaxLength(CodeLength);
            correction.Property(c => c.Reason).HasMaxLength(ReasonLength);
            correction.Property(c => c.Proposer).HasMaxLength(CredentialLength);
            correction.Property(c => c.Decider).HasMaxLength(CredentialLength);
            correction.Property(c => c.DecisionReason).HasMaxLength(ReasonLength);
            correction.HasIndex(c => c.State);
            correction.HasOne<RuleSetRow>().WithMany()
                .HasForeignKey(c => new { c.PartnerId, c.ProgramId, c.RuleSet }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CorrectionLineRow>(line =>
        {
            line.ToTable("correction_lines");
            line.HasKey(l => new { l.PartnerId, l.ProgramId, l.Number, l.Line });
            line.Property(l => l.PartnerId).HasMaxLength(IdLength);
            line.Property(l => l.ProgramId).HasMaxLength(IdLength);
            line.Property(l => l.Number).ValueGeneratedNever();
            line.Property(l => l.Line).ValueGeneratedNever();
            line.Property(l => l.Coin).HasMaxLength(IdLength);
            line.Property(l => l.RefusalReason).HasMaxLength(CodeLength);
            line.HasOne<CorrectionRow>().WithMany().HasForeignKey(l => new { l.PartnerId, l.ProgramId, l.Number })
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CorrectionOrderRow>(order =>
        {
            order.ToTable("correction_orders");
            order.HasKey(o => new { o.PartnerId, o.ProgramId, o.Number, o.Line, o.OrderId });
            order.Property(o => o.PartnerId).HasMaxLength(IdLength);
            order.Property(o => o.ProgramId).HasMaxLength(IdLength);
            order.Property(o => o.Number).ValueGeneratedNever();
            order.Property(o => o.Line).ValueGeneratedNever();
            order.Property(o => o.Coin).HasMaxLength(IdLength);
            // The return of an order asks for its corrections.
            order.HasIndex(o => o.OrderId);
            order.HasOne<CorrectionLineRow>().WithMany()
                .HasForeignKey(o => new { o.PartnerId, o.ProgramId, o.Number, o.Line })
                .OnDelete(DeleteBehavior.Restrict);
        });
    }
}
