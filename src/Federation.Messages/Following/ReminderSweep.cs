using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>
/// Reminds members 30, 7 and 1 days before something ends, once a day of their brand's. A brand that begins, and
/// one whose days were missed, is caught up: each reminder is for all that ends between it and the next one, and its
/// key makes it once. Each kind is a sweep of its own, so that a module that is away delays its own reminders alone.
/// </summary>
internal abstract class ReminderSweep(MessageMaker maker, AllianceClock clock) : TableSweep<MessagesDb>
{
    private const int MessagesPerCommit = 500;

    /// <summary>The kind of the reminders.</summary>
    protected abstract MessageKind Kind { get; }

    /// <summary>The table in which it is marked what was done.</summary>
    protected abstract string Marks { get; }

    /// <summary>For how many days after its last day something may be told of.</summary>
    protected abstract int DaysAfter { get; }

    /// <summary>Each reminder, and the first day that it is for, counted from the day it is made on.</summary>
    private (int DaysBefore, int From)[] Reminders => [(30, 8), (7, 2), (1, -DaysAfter)];

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var brands = (await db.Settings.AsNoTracking().ToListAsync(cancel))
            .Select(s => (s.PartnerId, Settings: s.Read()))
            .Where(s => !s.Settings.Off.Contains(Kind)).ToList();
        var done = await db.RemindersIn(Marks).AsNoTracking()
            .ToDictionaryAsync(r => (r.PartnerId, r.DaysBefore), r => r.LastDay, cancel);
        foreach (var (daysBefore, from) in Reminders)
        {
            // Brands of one time zone together: what ends is listed for all.
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

    /// <summary>What ends in a period.</summary>
    /// <param name="from">The first end.</param>
    /// <param name="to">The first end that is not listed any more.</param>
    /// <param name="settings">Of these brands alone.</param>
    /// <param name="cancel">Ends the reading.</param>
    protected abstract Task<IReadOnlyList<IEnding>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, MessageSettings> settings,
        CancellationToken cancel);

    /// <summary>Those of the reminders that are made. Coins are listed of open wallets alone, so all of
    /// them.</summary>
    protected virtual Task<IReadOnlyList<NewMessage>> WantedAsync(
        IReadOnlyList<NewMessage> reminders, CancellationToken cancel) => Task.FromResult(reminders);

    private async Task RemindAsync(
        MessagesDb db, IReadOnlyDictionary<string, MessageSettings> settings, int daysBefore, int from,
        DateTimeOffset now, CancellationToken cancel)
    {
        var zone = settings.Values.First();
        var today = QuietHours.DayOf(zone, now);
        var (first, last) = (today.AddDays(from), today.AddDays(daysBefore));
        var listed = await ListAsync(
            EarliestTime.Or(QuietHours.StartOf(zone, first)),
            QuietHours.StartOf(zone, last.AddDays(1)).AddMinutes(1), settings, cancel);
        foreach (var some in listed.Where(e => e.LastDay >= first && e.LastDay <= last).Chunk(MessagesPerCommit))
        {
            var wanted = await WantedAsync(
                [.. some.Select(e => e.Reminder(daysBefore, today, n => db.Notices.Add(n)))], cancel);
            db.ChangeTracker.Clear();
            using var turn = await db.WriterTurnAsync(cancel);
            await maker.MakeAsync(db, wanted, cancel);
            await db.SaveChangesAsync(cancel);
        }
        db.ChangeTracker.Clear();
        await MarkAsync(db, [.. settings.Keys], daysBefore, today.DayNumber, cancel);
    }

    private async Task MarkAsync(
        MessagesDb db, IReadOnlyList<string> partners, int daysBefore, int day, CancellationToken cancel)
    {
        var marks = db.RemindersIn(Marks);
        using var turn = await db.WriterTurnAsync(cancel);
        foreach (var partner in partners)
        {
            var marked = await marks.Where(r => r.PartnerId == partner && r.DaysBefore == daysBefore)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LastDay, day), cancel);
            if (marked == 0)
                marks.Add(new ReminderRow { PartnerId = partner, DaysBefore = daysBefore, LastDay = day });
        }
        await db.SaveChangesAsync(cancel);
    }
}
