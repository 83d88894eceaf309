using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The tables of cases, and of the nights in which some are found.</summary>
internal static class CaseTables
{
    private const int IdLength = 32;

    public static void Define(ModelBuilder model)
    {
        DefineCases(model);
        model.Entity<NightRow>(night =>
        {
            night.ToTable("nights");
            night.HasKey(n => new { n.PartnerId, n.ProgramId });
            night.Property(n => n.PartnerId).HasMaxLength(IdLength);
            night.Property(n => n.ProgramId).HasMaxLength(IdLength);
            night.Ignore(n => n.Program);
            night.HasIndex(n => n.NextTime);
        });
    }

    private static void DefineCases(ModelBuilder model) => model.Entity<CaseRow>(found =>
    {
        found.ToTable("cases");
        found.HasKey(c => c.Id);
        found.Property(c => c.Id).ValueGeneratedNever();
        found.Property(c => c.PartnerId).HasMaxLength(IdLength);
        found.Property(c => c.ProgramId).HasMaxLength(IdLength);
        found.Ignore(c => c.Program);
        found.Ignore(c => c.Order);
        found.Ignore(c => c.Name);
        found.Property(c => c.Subject).HasMaxLength(32);
        found.HasIndex(c => c.DueTime).HasFilter("due_time IS NOT NULL");
        found.HasIndex(c => new { c.PartnerId, c.ProgramId, c.DueTime }, "IX_cases_open")
            .HasFilter("due_time IS NOT NULL");
        found.HasIndex(c => new { c.PartnerId, c.ProgramId, c.Subject, c.CreateTime })
            .HasFilter("subject IS NOT NULL");
        found.HasIndex(c => new { c.PartnerId, c.ProgramId, c.CreateTime, c.Id });
    });
}
