using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Writes coupons before the journal that makes them.</summary>
internal static class WrittenCoupons
{
    /// <param name="db">A context of the call's own.</param>
    /// <param name="coupons">The coupons; an earlier try may have written them.</param>
    /// <param name="cancel">Ends the writing.</param>
    public static async Task WriteCouponsAsync(
        this ProgramsDb db, IEnumerable<CouponRow> coupons, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        db.Coupons.AddRange(coupons);
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
