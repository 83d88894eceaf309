using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Writes levels before the journal that gives them.</summary>
internal static class WrittenLevels
{
    /// <param name="db">A context of the call's own.</param>
    /// <param name="level">The level; an earlier try, or one at the same moment, may have written it.</param>
    /// <param name="cancel">Ends the writing.</param>
    public static async Task WriteLevelAsync(this ProgramsDb db, TierGrantRow level, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        db.TierGrants.Add(level);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // It is there.
        }
    }
}
