using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>What a rule set would have given, as tables.</summary>
internal static class SimulationTables
{
    private static readonly string[] Sums =
        ["#orders then", "#orders now", "#coins then", "#coins now", "#off then", "#off now"];

    public static IEnumerable<Table> Of(
        SimulationReport report, SimulateRuleSetRequest asked, SettlementMoney money)
    {
        yield return Rules(report, money).Caption(new TableTitle(
            $"{Tables.Cell(report.Orders)} orders of {Tables.Cell(report.Members)} members from "
            + $"{Tables.Cell(asked.FromTime)} to {Tables.Cell(asked.ToTime)}, in {money.Currency}."));
        if (report.Levels.Count > 0)
            yield return Levels(report, money);
        if (report.Segments.Count > 0)
            yield return Segments(report, money);
        yield return Members(report, money);
        if (report.Budgets.Count > 0)
            yield return Budgets(report);
    }

    private static Table Rules(SimulationReport report, SettlementMoney money)
    {
        var table = Tables.Of(["rule", .. Sums]);
        foreach (var r in report.Rules)
            table.Row([r.Rule, .. Cells(r.Then, r.Now, money)]);
        return table.Row(["all", .. Cells(report.Then, report.Now, money)]);
    }

    private static Table Levels(SimulationReport report, SettlementMoney money)
    {
        var table = Tables.Of(["scheme", "level before", .. Sums]);
        foreach (var l in report.Levels)
            table.Row([l.Scheme, l.Level, .. Cells(l.Then, l.Now, money)]);
        return table;
    }

    private static Table Segments(SimulationReport report, SettlementMoney money)
    {
        var table = Tables.Of(["segment", .. Sums]);
        foreach (var s in report.Segments)
            table.Row([s.Segment, .. Cells(s.Then, s.Now, money)]);
        return table;
    }

    private static Table Members(SimulationReport report, SettlementMoney money)
    {
        var table = Tables.Of("member", "#orders", "#gain");
        foreach (var m in report.LargestGains.Concat(report.LargestLosses))
            table.Row(NameOf(m.Member), m.Orders, money.Cell(m.GainMinorUnits));
        return table.Caption(new TableTitle(
            $"{Tables.Cell(report.GainingMembers)} members would have got more in all, "
            + $"{Tables.Cell(report.LosingMembers)} less; those with most are shown."));
    }

    private static Table Budgets(SimulationReport report)
    {
        var table = Tables.Of("budget", "period from", "#size", "#left", "ran out");
        foreach (var b in report.Budgets)
            table.Row(b.Definition, DayOf(b.Period), b.AtMost, b.Left, b.RunOutTime);
        return table;
    }

    private static IEnumerable<object?> Cells(GivenSum then, GivenSum now, SettlementMoney money) =>
    [
        then.Times, now.Times, Coins(then), Coins(now), money.Cell(then.DiscountMinorUnits),
        money.Cell(now.DiscountMinorUnits),
    ];

    private static string Coins(GivenSum sum) => sum.Coins.Count == 0
        ? "0"
        : string.Join(" + ", sum.Coins.Select(c => $"{Tables.Cell(c.Units)} {ResourceNames.LastPart(c.Coin)}"));

    private static string NameOf(ByteString member) => member.Length == 16
        ? ResourceNames.Members + new Guid(member.Span, bigEndian: true).ToString("D")
        : Convert.ToHexStringLower(member.Span);

    /// <summary>A period's first day; nothing for all time.</summary>
    private static string DayOf(int period) => period == 0
        ? ""
        : DateTime.UnixEpoch.AddDays(period).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
