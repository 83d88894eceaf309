using Microsoft.EntityFrameworkCore;

namespace Federation.Hosting;

/// <summary>Writes rows before the journal that makes them count.</summary>
public static class WrittenOnce
{
    /// <param name="db">A context of the call's own.</param>
    /// <param name="rows">The rows; an earlier try, or one at the same moment, may have written them.</param>
    /// <param name="cancel">Ends the writing.</param>
    public static async Task WriteOnceAsync<TRow>(
        this ModuleDb db, IEnumerable<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        db.ChangeTracker.Clear();
        db.Set<TRow>().AddRange(rows);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // They are there.
        }
    }
}
