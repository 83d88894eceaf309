using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>The member's run of check-ins with this one.</summary>
/// <param name="Days">The days in it; 0 if this one is before the run's last day and does not belong to it.</param>
/// <param name="Repaired">Whether it has outlived a day without a check-in.</param>
internal readonly record struct CheckInRun(long Days, bool Repaired)
{
    public static CheckInRun Of(OrderRun run)
    {
        var (days, last) = (run.Tally(TallyNames.RunDays, 0), run.Tally(TallyNames.RunLastDay, 0));
        var repaired = run.Tally(TallyNames.RunRepaired, 0) != 0;
        if (days == 0)
            return new(1, false);
        return (run.Moment.Day - last) switch
        {
            <= 0 => new(0, repaired),
            1 => new(days + 1, repaired),
            2 when run.Rules.Terms.CheckIns?.Repair == true && !repaired => new(days + 1, true),
            _ => new(1, false),
        };
    }

    /// <summary>The key of tables by the day of the run; empty if it has none.</summary>
    /// <param name="terms">How runs are counted.</param>
    public string KeyOf(CheckIns? terms) => Days == 0
        ? ""
        : (terms?.CycleDays is > 0 and var cycle ? ((Days - 1) % cycle) + 1 : Days)
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>What the check-in moves.</summary>
    public IEnumerable<TallyMove> Moves(OrderRun run)
    {
        if (Days == 0)
            yield break;
        yield return Set(TallyNames.RunDays, Days);
        yield return Set(TallyNames.RunLastDay, run.Moment.Day);
        if (Repaired != (run.Tally(TallyNames.RunRepaired, 0) != 0))
            yield return Set(TallyNames.RunRepaired, Repaired ? 1 : 0);
    }

    private static TallyMove Set(string definition, long value) =>
        new() { Key = TallyMoves.Key(definition, Per.Member, 0), Set = value, Exact = true };
}
