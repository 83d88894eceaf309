using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Rewards.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>Reminds those who have not claimed their prizes a day before they lose them. Rounds are followed by their
/// ends; one that is missed until its last day is told then.</summary>
internal sealed class PrizeReminderSweep(
    [FromKeyedServices(MessagesModule.Name)] PrizeOfferService.PrizeOfferServiceClient rewards, MessageWriter writer,
    PartnerDirectory directory, AllianceClock clock) : TableSweep<MessagesDb>
{
    private const int RoundsPerStep = 20;
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    // Of a round that is no longer, members are told when it begins that they have one day.
    private static readonly TimeSpan ShortestRound = TimeSpan.FromDays(2);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "prize-reminders";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var settings = await db.Settings.AsNoTracking().ToDictionaryAsync(s => s.PartnerId, cancel);
        if (settings.Count == 0)
            return 0;
        var now = await clock.NowAsync(cancel);
        var seen = await db.Cursors.AsNoTracking().Where(c => c.Name == CursorRow.PrizeReminders)
            .Select(c => c.Position).SingleAsync(cancel);
        var after = Math.Max(seen, Moments.ToMicroseconds(now));
        var until = Moments.ToMicroseconds(now + Before);
        if (after >= until)
            return 0;
        var listed = await rewards.ListEndingRoundsAsync(
            new ListEndingRoundsRequest
            {
                AfterTime = Moments.FromMicroseconds(after).ToTimestamp(),
                UntilTime = Moments.FromMicroseconds(until).ToTimestamp(),
                Limit = RoundsPerStep,
            },
            // gRPC's deadlines are wall-clock times of this process.
            deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
        if (listed.Rounds.Count == 0)
            return 0;
        var told = listed.Rounds.Where(r => settings.GetValueOrDefault(DrawId.Parse(r.Draw).PartnerId) is { } row
            && row.Tells(MessageKind.Prizes, now)
            && r.ClaimEndTime.ToDateTimeOffset() - r.StartTime.ToDateTimeOffset() >= ShortestRound).ToList();
        var snapshot = await directory.WithAsync(
            d => told.TrueForAll(r => d.Partners.ContainsKey(DrawId.Parse(r.Draw).PartnerId)), cancel);
        await writer.WriteAsync(db, [.. told.SelectMany(r => PrizeMessages.OfEnding(r, snapshot))], cancel);
        var last = listed.Rounds[^1].ClaimEndTime.ToDateTimeOffset();
        await db.MoveCursorAsync(
            CursorRow.PrizeReminders, seen, listed.More ? Moments.ToMicroseconds(last) : until, cancel);
        return listed.Rounds.Count;
    }
}
