using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The table of surveys' answers.</summary>
internal static class SurveyTables
{
    private const int IdLength = 32;
    private const int NameLength = 64;

    public static void Define(ModelBuilder model) => model.Entity<SurveyAnswerRow>(answer =>
    {
        answer.ToTable("survey_answers");
        answer.HasKey(a => new { a.Digest, a.Place });
        answer.Property(a => a.Digest).HasMaxLength(32);
        answer.Property(a => a.Place).ValueGeneratedNever();
        answer.Property(a => a.PartnerId).HasMaxLength(IdLength);
        answer.Property(a => a.ProgramId).HasMaxLength(IdLength);
        answer.Property(a => a.Survey).HasMaxLength(NameLength);
        answer.Property(a => a.Question).HasMaxLength(NameLength);
        answer.Property(a => a.Answer).HasMaxLength(NameLength);
        // Surveys by name, and the answers of one in a period.
        answer.HasIndex(a => new { a.PartnerId, a.ProgramId, a.Kind, a.Survey, a.Day });
        answer.HasOne<EvaluationRow>().WithMany().HasForeignKey(a => a.Digest).OnDelete(DeleteBehavior.Cascade);
    });
}
