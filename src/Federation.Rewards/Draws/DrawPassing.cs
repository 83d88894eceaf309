using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Passes prizes on that were not claimed in time: they are offered to the next winners, whom the same seed
/// picks.</summary>
internal sealed class DrawPassing(RewardsDb db, DrawTickets tickets, DrawSeal seal, AllianceClock clock)
{
    /// <summary>Ends a round whose time is over, and begins the next one where there is one.</summary>
    public async Task PassAsync(DrawRow draw, CancellationToken cancel)
    {
        var terms = draw.ReadTerms();
        var same = db.Draws.Where(d => d.PartnerId == draw.PartnerId && d.Id == draw.Id
            && d.ClaimEndTime == draw.ClaimEndTime && d.Claims == draw.Claims);
        var claims = await db.DrawClaims.AsNoTracking()
            .Where(c => c.PartnerId == draw.PartnerId && c.DrawId == draw.Id).ToListAsync(cancel);
        var (prizes, rounds, named) = (
            DrawForm.PrizesOf(terms), draw.ReadRounds(), DrawOutcome.CountOf(draw.Winners!));
        // A claim after the row was read moves its number: then nothing is written, and the next step reads again.
        var left = prizes - claims.Count;
        var winners = left > 0 && rounds.Count < terms.ClaimRounds
            ? await WinnersAsync(draw, terms, named + left, cancel)
            : draw.Winners!;
        var now = await clock.NowAsync(cancel);
        if (DrawOutcome.CountOf(winners) == named)
        {
            using var turn = await db.WriterTurnAsync(cancel);
            await same.ExecuteUpdateAsync(
                s => s.SetProperty(d => d.ClaimEndTime, (DateTimeOffset?)null), cancel);
            return;
        }
        var next = new ClaimRound
        {
            StartTime = now.ToTimestamp(),
            EndTime = now.AddDays(terms.ClaimDays).ToTimestamp(),
        };
        var kept = DrawRow.Kept(rounds.Append(next));
        // A round of another draw that begins at the same moment gets the number first: then it is tried again.
        await Contention.Commands.ExecuteAsync(
            async _ => await BeginAsync(draw.Name, same, next, kept, winners, rounds.Count + 1, cancel), cancel);
    }

    private async Task BeginAsync(
        DrawId draw, IQueryable<DrawRow> same, ClaimRound next, byte[] rounds, byte[] winners, int number,
        CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var taken = await same.ExecuteUpdateAsync(
            s => s.SetProperty(d => d.ClaimEndTime, next.EndTime.ToDateTimeOffset())
                .SetProperty(d => d.Rounds, rounds)
                .SetProperty(d => d.Winners, winners),
            cancel);
        if (taken == 0)
            return;
        await db.AddRoundAsync(draw, number, next.StartTime.ToDateTimeOffset(), cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<byte[]> WinnersAsync(DrawRow draw, DrawTerms terms, int count, CancellationToken cancel)
    {
        var all = await tickets.AllAsync(draw, cancel);
        var seed = DrawSeeds.SeedOf(
            draw.Name.ToString(), seal.Open(draw), draw.Root, draw.Tickets, draw.PublicValue ?? "");
        return DrawOutcome.Of(seed, all, terms.WinsPerHolder, count);
    }
}
