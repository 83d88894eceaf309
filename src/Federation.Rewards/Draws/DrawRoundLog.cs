using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Numbers the rounds of draws in the order in which they begin.</summary>
internal static class DrawRoundLog
{
    /// <summary>Adds a round to the context, which the caller saves in the transaction that begins the round. Another
    /// round of the same moment has the same number: then saving fails, and the caller tries again.</summary>
    public static async Task AddRoundAsync(
        this RewardsDb db, DrawId draw, int round, DateTimeOffset now, CancellationToken cancel) =>
        db.DrawRounds.Add(new DrawRoundRow
        {
            Number = (await db.DrawRounds.MaxAsync(r => (long?)r.Number, cancel) ?? 0) + 1,
            PartnerId = draw.PartnerId,
            DrawId = draw.Id,
            Round = round,
            StartTime = now,
        });
}
