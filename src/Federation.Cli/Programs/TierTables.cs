using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Levels, grants and freezes, as tables.</summary>
internal static class TierTables
{
    /// <summary>How a member stands; what there is none of is left out.</summary>
    public static IEnumerable<Table> Of(MemberStatus status)
    {
        yield return Tables.Of("member", "rule set", "at", "joined", "segments").Row(
            status.Member, status.RuleSet, status.Time, status.JoinTime,
            string.Join(", ", status.Segments.Select(ResourceNames.LastPart)));
        if (status.Tiers.Count > 0)
            yield return Levels(status.Tiers);
        if (status.Counters.Count > 0)
            yield return Counters(status.Counters);
        if (status.CheckIns is { } run)
            yield return Tables.Of("#check-ins in a row", "last one", "today").Row(
                run.RunDays, run.LastDate is { } last ? Dates.Text(last) : "", run.CheckedIn);
        if (status.Grants.Count > 0)
            yield return Grants(status.Grants);
        if (status.Freezes.Count > 0)
            yield return Freezes(status.Freezes);
    }

    public static Table Grants(IEnumerable<MemberTierGrant> grants)
    {
        var table = Tables.Of("grant", "member", "scheme", "level", "from", "until", "reason", "by", "revoked");
        foreach (var g in grants)
            table.Row(g.Name, g.Member, g.Grant.Scheme, g.Grant.Level, Dates.Text(g.Grant.FromDate),
                Dates.Text(g.Grant.ToDate), g.Reason, g.Order.Length > 0 ? g.Order : g.Creator, g.RevokeTime);
        return table;
    }

    public static Table Freezes(IEnumerable<TierFreeze> freezes)
    {
        var table = Tables.Of("freeze", "member", "from", "until", "reason", "by", "undone");
        foreach (var f in freezes)
            table.Row(f.Name, f.Member.Length == 0 ? "everyone" : f.Member, Dates.Text(f.FromDate),
                Dates.Text(f.ToDate), f.Reason, f.Creator, f.UnfreezeTime);
        return table;
    }

    private static Table Levels(IEnumerable<TierStatus> tiers)
    {
        var table = Tables.Of(
            "scheme", "level", "last day", "#counted", "from", "to", "next level", "#missing");
        foreach (var t in tiers)
            table.Row(t.Standing.Scheme, t.Standing.Level, Dates.Text(t.LastDate), t.Standing.Counted,
                Dates.Text(t.PeriodFirstDate), Dates.Text(t.PeriodLastDate), t.Standing.NextLevel,
                t.Standing.NextLevel.Length == 0 ? null : t.Standing.Missing);
        return table;
    }

    private static Table Counters(IEnumerable<CounterStatus> counters)
    {
        var table = Tables.Of("counter", "#units", "since");
        foreach (var c in counters)
            table.Row(c.Counter, c.Units, Dates.Text(c.PeriodFirstDate));
        return table;
    }
}
