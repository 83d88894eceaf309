using Federation.Hosting;
using Federation.Rewards.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Tells winners of draws, also those to whom a prize was passed on. Rounds are followed by their numbers; a
/// message's key makes it once, so a round that was told in part is told again from its beginning.</summary>
internal sealed class PrizeSweep(
    [FromKeyedServices(MessagesModule.Name)] PrizeOfferService.PrizeOfferServiceClient rewards, MessageWriter writer,
    PartnerDirectory directory) : TableSweep<MessagesDb>
{
    private const int RoundsPerStep = 20;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "prizes";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var settings = await db.Settings.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, cancel);
        // The first brand that begins is told nothing of what was before, so the numbers can wait.
        if (settings.Count == 0)
            return 0;
        var seen = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRow.Prizes)
            .Select(c => c.Position).SingleAsync(cancel);
        var listed = await rewards.ListRoundsAsync(
            new ListRoundsRequest { AfterNumber = seen, Limit = RoundsPerStep },
            // gRPC's deadlines are wall-clock times of this process.
            deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
        if (listed.Rounds.Count == 0)
            return 0;
        var told = listed.Rounds.Where(r => settings.GetValueOrDefault(DrawId.Parse(r.Draw).PartnerId) is { } row
            && row.Tells(V1.MessageKind.Prizes, r.StartTime.ToDateTimeOffset())).ToList();
        var snapshot = await directory.WithAsync(
            d => told.TrueForAll(r => d.Partners.ContainsKey(DrawId.Parse(r.Draw).PartnerId)), cancel);
        await writer.WriteAsync(db, [.. told.SelectMany(r => PrizeMessages.OfBegun(r, snapshot))], cancel);
        await db.MoveCursorAsync(CursorRow.Prizes, seen, listed.Rounds[^1].Number, cancel);
        return listed.Rounds.Count;
    }
}
