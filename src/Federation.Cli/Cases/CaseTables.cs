using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Cases as tables.</summary>
internal static class CaseTables
{
    public static Table Of(IEnumerable<Case> cases)
    {
        var table = Tables.Of(
            "case", "kind", "state", "members", "coins", "found", "decide by", "decided", "by", "reason");
        foreach (var c in cases)
            table.Row(
                c.Name, c.Kind, c.State, string.Join(", ", c.Members),
                string.Join(", ", c.Coins.Select(sum => $"{sum.Units} {ResourceNames.LastPart(sum.Coin)}")),
                c.CreateTime, c.Deadline, c.DecideTime, c.Decider, c.Reason);
        return table;
    }

    /// <summary>When orders were last looked at by night.</summary>
    public static Table Night(NightlyRun? night)
    {
        var table = Tables.Of("last night until", "# orders", "# new cases");
        if (night is not null)
            table.Row(night.Night, night.Orders, night.Cases);
        return table;
    }

    /// <summary>What was found.</summary>
    public static Table Signals(Case found, SpokenLanguage language)
    {
        var table = Tables.Of("what was found");
        foreach (var signal in found.Signals)
            table.Row(language.Say(signal));
        return table;
    }
}
