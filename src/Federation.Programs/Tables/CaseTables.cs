using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The table of cases.</summary>
internal static class CaseTables
{
    private const int IdLength = 32;

    public static void Define(ModelBuilder model) => model.Entity<CaseRow>(found =>
    {
        found.ToTable("cases");
        found.HasKey(c => c.Id);
        found.Property(c => c.Id).ValueGeneratedNever();
        found.Property(c => c.PartnerId).HasMaxLength(IdLength);
        found.Property(c => c.ProgramId).HasMaxLength(IdLength);
        found.Ignore(c => c.Program);
        found.Ignore(c => c.Order);
        found.Ignore(c => c.Name);
        found.HasIndex(c => c.DueTime).HasFilter("due_time IS NOT NULL");
        found.HasIndex(c => new { c.PartnerId, c.ProgramId, c.CreateTime, c.Id });
    });
}
