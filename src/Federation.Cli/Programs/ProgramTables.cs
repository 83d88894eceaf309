using System.Globalization;
using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Programmes, their rule sets, and what is known of them, as tables.</summary>
internal static class ProgramTables
{
    public static Table List(IEnumerable<Programs.V1.Program> programs)
    {
        var table = Tables.Of("programme", "title", "Chinese title", "in force", "since");
        foreach (var p in programs)
            table.Row(p.Name, p.Title.En, p.Title.ZhCn, p.RuleSet, p.CreateTime);
        return table;
    }

    public static Table List(IEnumerable<RuleSet> ruleSets)
    {
        var table = Tables.Of(
            "rule set", "state", "#revision", "#gives away (bp)", "proposer", "approver", "reason", "in force from");
        foreach (var s in ruleSets)
            table.Row(s.Name, s.State, s.Revision, GiveAway(s.Report), s.Proposer, s.Approver, s.Reason,
                s.PublishTime);
        return table;
    }

    public static Table Templates(IEnumerable<RuleSetTemplate> templates)
    {
        var table = Tables.Of("template", "title", "Chinese title", "gives", "set up besides");
        foreach (var t in templates)
        {
            table.Row(t.Id, t.Title.En, t.Title.ZhCn, t.Description.En, t.Setup.FirstOrDefault()?.Title.En);
            foreach (var step in t.Setup.Skip(1))
                table.Row("", "", "", "", step.Title.En);
        }
        return table;
    }

    /// <summary>A rule set, what it has, and what the guard found.</summary>
    public static IEnumerable<Table> Of(RuleSet ruleSet)
    {
        yield return List([ruleSet]);
        if (ruleSet.Terms is { } terms)
            yield return Rules(terms);
        if (ruleSet.Report is { Findings.Count: > 0 } report)
            yield return Findings(report);
    }

    public static IEnumerable<Table> Check(CheckRuleSetResponse check)
    {
        yield return Tables.Of("#gives away (bp)", "#band (bp)").Row(GiveAway(check.Report), check.BandBasisPoints);
        if (check.Report.Findings.Count > 0)
            yield return Findings(check.Report);
    }

    public static Table Differences(DiffRuleSetsRequest asked, IEnumerable<RuleSetChange> changes)
    {
        var table = Tables.Of("where", asked.Name, asked.Other);
        foreach (var c in changes)
            table.Row(c.Path, c.Before, c.After);
        return table;
    }

    public static Table Publications(IEnumerable<RuleSetPublication> publications)
    {
        var table = Tables.Of("#number", "rule set", "in force from", "asked for at", "publisher");
        foreach (var p in publications)
            table.Row(p.Sequence, p.RuleSet, p.PublishTime, p.CreateTime, p.Publisher);
        return table;
    }

    private static Table Rules(RuleSetTerms terms)
    {
        var table = Tables.Of("rule", "title", "#priority", "group", "campaign", "gives");
        foreach (var r in terms.Rules)
            table.Row(r.Id, r.Title?.En is { Length: > 0 } en ? en : r.Title?.ZhCn, r.Priority, r.Group, r.Campaign,
                string.Join(", ", r.Effects.Select(e => Tables.Word(e.GivesCase))));
        return table;
    }

    private static Table Findings(GuardReport report)
    {
        var table = Tables.Of("finding", "error", "rule", "where", "says");
        foreach (var f in report.Findings)
            table.Row(f.Kind, f.Error, f.Rule, f.Path, f.Words.En);
        return table;
    }

    private static string GiveAway(GuardReport? report) => report switch
    {
        null => "",
        { GiveAwayBasisPoints: int.MaxValue } => "no bound",
        _ => report.GiveAwayBasisPoints.ToString(CultureInfo.InvariantCulture),
    };
}
