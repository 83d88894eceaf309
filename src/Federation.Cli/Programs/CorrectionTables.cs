using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Corrections and their lines, as tables.</summary>
internal static class CorrectionTables
{
    public static Table List(IEnumerable<Correction> corrections)
    {
        var table = Tables.Of(
            "correction", "state", "rule set", "from", "to", "reason", "proposer", "decider", "#lines", "#done");
        foreach (var c in corrections)
            table.Row(c.Name, c.State, c.RuleSet, c.FromTime, c.ToTime, c.Reason, c.Proposer, c.Decider, c.Lines,
                c.DoneLines);
        return table;
    }

    public static IEnumerable<Table> Of(Correction correction)
    {
        yield return List([correction]).Caption(new TableTitle(
            $"{Tables.Cell(correction.Orders)} orders were compared; {Tables.Cell(correction.UnearnedOrders)} are not "
            + $"earned yet, of {Tables.Cell(correction.UnknownOrders)} too little is recorded."));
        if (correction.Sums.Count > 0)
            yield return Sums(correction);
    }

    /// <summary>Who gets what.</summary>
    public static Table Lines(IEnumerable<CorrectionLine> lines)
    {
        var table = Tables.Of(
            "#line", "member", "coin", "#orders", "#then", "#now", "#difference", "#posted", "state", "refused",
            "journal");
        foreach (var l in lines)
            table.Row(l.Number, l.Member, ResourceNames.LastPart(l.Coin), l.Orders, l.EarnedUnits, l.DueUnits,
                l.DifferenceUnits, l.PostedUnits, l.State, l.RefusalReason, l.Journal);
        return table;
    }

    private static Table Sums(Correction correction)
    {
        var table = Tables.Of("coin", "#to give", "#to take", "#given", "#taken");
        foreach (var s in correction.Sums)
            table.Row(s.Coin, s.GiveUnits, s.TakeUnits, s.GivenUnits, s.TakenUnits);
        return table;
    }
}
