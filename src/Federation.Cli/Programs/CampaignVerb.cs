using System.Globalization;
using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation programs campaigns</c>: what runs, and what its budgets still have.</summary>
internal static class CampaignVerb
{
    public static ExampleCommand Campaigns(Globals globals)
    {
        var (name, limit) = (ProgramText.ProgramArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "campaigns", "Lists the campaigns of the rule set in force, and what their budgets still have.",
            "programs campaigns aster/main")
        {
            name, limit,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var program = ProgramText.Program(parse.GetValue(name)!).ToString();
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Programs.ListCampaignsAsync(
                    new ListCampaignsRequest { Program = program, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, TableOf(found));
        });
        return command;
    }

    private static Table TableOf(ListCampaignsResponse found)
    {
        var table = Tables.Of(
            "campaign", "state", "from", "to", "hold-out %", "rules", "budget", "most", "used", "left", "since");
        foreach (var one in found.Campaigns)
        {
            var campaign = one.Campaign;
            var about = new object?[]
            {
                campaign.Id, one.State, campaign.StartTime, campaign.EndTime,
                (campaign.HoldoutBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture),
                string.Join(", ", one.Rules),
            };
            if (one.Budgets.Count == 0)
                table.Row([.. about, "", "", "", "", ""]);
            foreach (var budget in one.Budgets)
                table.Row(
                [
                    .. about, $"{Tables.Word(budget.Limit.Of)} {Tables.Word(budget.Limit.Period)}",
                    budget.Limit.AtMost, budget.Used, budget.Left, Dates.Text(budget.FirstDate),
                ]);
        }
        return table;
    }
}
