using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>A file's rows on their way through the alliance: day by day, members in parallel, a member's rows in
/// order.</summary>
internal sealed class ReplayRun
{
    private readonly PurchaseFile file;
    private readonly AllianceSetup setup;
    private readonly List<MemberReplay> members;
    private DateTimeOffset clock;

    private ReplayRun(PurchaseFile file, AllianceSetup setup, List<MemberReplay> members, DateTimeOffset clock) =>
        (this.file, this.setup, this.members, this.clock) = (file, setup, members, clock);

    /// <summary>Sets the alliance up and finds out where each member's rows go on. Sends no row.</summary>
    public static async Task<ReplayRun> PrepareAsync(PurchaseFile file, AllianceSetup setup, CancellationToken cancel)
    {
        var clock = await setup.ReadClockAsync(file, cancel);
        var brands = await setup.EnsureBrandsAsync(cancel);
        var outcomes = setup.ReplayedBefore
            ? await RowOutcomes.ReadAsync(file.Rows, brands.Values, cancel)
            : new RowOutcome[file.Rows.Count];
        var byMember = Enumerable.Range(0, file.Rows.Count)
            .GroupBy(i => file.Rows[i].Member, StringComparer.Ordinal).Select(g => g.ToArray()).ToList();
        if (setup.ReplayedBefore)
            await PlacedOrders.NoteAsync(
                byMember, file.Rows, outcomes, brands, DateOnly.FromDateTime(clock.UtcDateTime), cancel);
        var members = byMember.ConvertAll(indexes =>
        {
            var rows = Array.ConvertAll(indexes, i => file.Rows[i]);
            var start = ResumePoint.After(rows, i => outcomes[indexes[i]]);
            return new MemberReplay(rows[0].Member, rows, start, brands, setup.ReplayedBefore);
        });
        var run = new ReplayRun(file, setup, members, clock);
        run.CheckClock();
        await run.StartAsync(cancel);
        return run;
    }

    /// <summary>How many rows are done already.</summary>
    public int RowsDoneBefore => file.Rows.Count - members.Sum(m => m.Pending.Count());

    /// <param name="parallel">At most so many members at once.</param>
    /// <param name="rowDone">Called after each row with its day, from many threads.</param>
    public async Task RunAsync(int parallel, Action<DateOnly> rowDone, CancellationToken cancel)
    {
        var days = new SortedDictionary<DateOnly, List<(MemberReplay Member, int Rows)>>();
        foreach (var member in members)
            foreach (var day in member.Pending.GroupBy(p => p.Day))
            {
                if (!days.TryGetValue(day.Key, out var list))
                    days[day.Key] = list = [];
                list.Add((member, day.Count()));
            }
        foreach (var (day, ofDay) in days)
        {
            await MoveClockAsync(day, cancel);
            var time = Timestamp.FromDateTimeOffset(clock);
            // Who has most to do begins first, so that nobody is waited for at the end of the day.
            await Parallel.ForEachAsync(
                ofDay.OrderByDescending(m => m.Rows).Select(m => m.Member),
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel },
                async (member, stop) => await member.RunAsync(day, time, () => rowDone(day), stop));
        }
    }

    /// <summary>A row that must be sent, of a time that has passed, was never replayed here: the clock cannot go back
    /// for it.</summary>
    private void CheckClock()
    {
        var late = members.SelectMany(m => m.Pending)
            .Where(p => p.Time < clock && RowDecision.SurelyLeavesCommand(p.AmountPence)).MinBy(p => p.Line);
        if (late is not null)
            throw AllianceSetup.TooLate(file, late, clock);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        await MoveClockAsync(file.Rows[0].Day, cancel);
        await setup.EnsureBoardAsync(cancel);
        await setup.EnsureProgramsAsync(cancel);
    }

    private async Task MoveClockAsync(DateOnly day, CancellationToken cancel)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (start <= clock)
            return;
        await setup.AdvanceClockAsync(start, cancel);
        clock = start;
    }
}
