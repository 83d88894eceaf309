using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Messages;

/// <summary>
/// Reminds members 30, 7 and 1 days before their coins expire, once a day of their brand's. A brand that begins, and
/// one whose days were missed, is caught up: each reminder is for all coins that end between it and the next one, and
/// its key makes it once. Coins that do not end before they are announced are told of until they are.
/// </summary>
internal sealed class ReminderSweep(
    [FromKeyedServices(MessagesModule.Name)] PostingService.PostingServiceClient posting, MessageMaker maker,
    PartnerDirectory directory, MemberNames names, AllianceClock clock) : TableSweep<MessagesDb>
{
    private const int MessagesPerCommit = 500;

    // As long as coins that were not announced may live on.
    private const int LongestExtensionDays = 366;

    // The ledger takes no earlier time, and a sandbox begins there.
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Each reminder, and the first day that it is for, counted from the day it is made on.</summary>
    private static readonly (int DaysBefore, int From)[] Reminders = [(30, 8), (7, 2), (1, -LongestExtensionDays)];

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    public override string Name => "reminders";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var brands = (await db.Settings.AsNoTracking().ToListAsync(cancel))
            .Select(s => (s.PartnerId, Settings: s.Read()))
            .Where(s => !s.Settings.Off.Contains(MessageKind.CoinsExpiring)).ToList();
        var done = await db.Reminders.AsNoTracking()
            .ToDictionaryAsync(r => (r.PartnerId, r.DaysBefore), r => r.LastDay, cancel);
        foreach (var (daysBefore, from) in Reminders)
        {
            // Brands of one time zone together: the ledger lists the coins of all.
            var due = brands.Where(b => done.GetValueOrDefault((b.PartnerId, daysBefore), -1)
                    < QuietHours.DayOf(b.Settings, now).DayNumber)
                .GroupBy(b => b.Settings.TimeZone, StringComparer.Ordinal).FirstOrDefault()?.ToList();
            if (due is null)
                continue;
            var settings = due.ToDictionary(b => b.PartnerId, b => b.Settings, StringComparer.Ordinal);
            await RemindAsync(db, settings, daysBefore, from, now, cancel);
            return 1;
        }
        return 0;
    }

    private async Task RemindAsync(
        MessagesDb db, IReadOnlyDictionary<string, MessageSettings> settings, int daysBefore, int from,
        DateTimeOffset now, CancellationToken cancel)
    {
        var zone = settings.Values.First();
        var today = QuietHours.DayOf(zone, now);
        var (first, last) = (today.AddDays(from), today.AddDays(daysBefore));
        var start = QuietHours.StartOf(zone, first);
        var listed = await ListAsync(
            start < Earliest ? Earliest : start, QuietHours.StartOf(zone, last.AddDays(1)).AddMinutes(1), cancel);
        var snapshot = await directory.WithAsync(d => listed.All(c => d.Coins.ContainsKey(c.CoinId)), cancel);
        var ending = EndingOf(listed, settings, snapshot).Where(e => e.LastDay >= first && e.LastDay <= last).ToList();
        foreach (var some in ending.Chunk(MessagesPerCommit))
        {
            db.ChangeTracker.Clear();
            using var turn = await db.WriterTurnAsync(cancel);
            await maker.MakeAsync(
                db,
                [.. some.Select(e => e.Reminder(daysBefore, today, snapshot, names, n => db.Notices.Add(n)))],
                cancel);
            await db.SaveChangesAsync(cancel);
        }
        db.ChangeTracker.Clear();
        await MarkAsync(db, [.. settings.Keys], daysBefore, today.DayNumber, cancel);
    }

    private async Task<List<ExpiringCoins>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var request = new ListExpiringRequest { FromTime = from.ToTimestamp(), ToTime = to.ToTimestamp() };
        var listed = new List<ExpiringCoins>();
        do
        {
            // gRPC's deadlines are wall-clock times of this process.
            var page = await posting.ListExpiringAsync(
                request, deadline: DateTime.UtcNow + CallLimit, cancellationToken: cancel);
            listed.AddRange(page.Coins);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return listed;
    }

    private static IEnumerable<EndingCoins> EndingOf(
        IEnumerable<ExpiringCoins> listed, IReadOnlyDictionary<string, MessageSettings> settings,
        DirectorySnapshot snapshot) =>
        from coins in listed
        let partner = snapshot.Coins.GetValueOrDefault(coins.CoinId)?.PartnerId
        where partner is not null && settings.ContainsKey(partner)
        group coins by (
            Partner: partner, coins.MemberId, coins.CoinId,
            LastDay: QuietHours.LastDayBefore(settings[partner], coins.ExpireTime.ToDateTimeOffset()))
        into day
        select new EndingCoins(
            day.Key.Partner, MemberId.Parse(day.Key.MemberId), day.Key.CoinId, day.Key.LastDay, [.. day]);

    private static async Task MarkAsync(
        MessagesDb db, IReadOnlyList<string> partners, int daysBefore, int day, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        foreach (var partner in partners)
        {
            var marked = await db.Reminders.Where(r => r.PartnerId == partner && r.DaysBefore == daysBefore)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LastDay, day), cancel);
            if (marked == 0)
                db.Reminders.Add(new ReminderRow { PartnerId = partner, DaysBefore = daysBefore, LastDay = day });
        }
        await db.SaveChangesAsync(cancel);
    }
}
