using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ListCampaignsResponse> ListCampaigns(
        ListCampaignsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.Program(request.Program, "program");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var cancel = context.CancellationToken;
        if (!MayRead(caller, program.PartnerId))
            throw NotFound(program);
        var now = await clock.NowAsync(cancel);
        var ruleSet = await published.ForAsync(db, program, named: null, now, cancel);
        // Of another rule set another page would follow.
        var query = $"{context.Method} {caller.Principal} {ruleSet.Name}";
        var after = pages.Read(query, request.PageToken) ?? "";
        var terms = ruleSet.Rules.Terms;
        var found = terms.Campaigns.OrderBy(c => c.Id, StringComparer.Ordinal)
            .Where(c => string.CompareOrdinal(c.Id, after) > 0).Take(size + 1).ToList();
        var page = found.Take(size).ToList();
        var budgets = await BudgetsAsync(ruleSet, page, now, cancel);
        var rules = terms.Rules.ToLookup(r => r.Campaign, r => r.Id, StringComparer.Ordinal);
        return new ListCampaignsResponse
        {
            RuleSet = ruleSet.Name.ToString(),
            Campaigns = { page.Select(c => Standing(c, now, budgets[c.Id], rules[c.Id])) },
            Currency = terms.Currency,
            TimeZone = terms.TimeZone,
            NextPageToken = found.Count > size ? pages.Write(query, page[^1].Id) : "",
        };
    }

    /// <summary>What the budgets of some campaigns have used.</summary>
    private async Task<ILookup<string, CampaignBudget>> BudgetsAsync(
        PublishedRuleSet ruleSet, IEnumerable<Campaign> some, DateTimeOffset now, CancellationToken cancel)
    {
        var ids = some.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var day = ruleSet.Rules.Calendar.At(now.ToTimestamp()).Day;
        var counted = BudgetTally.Of(ruleSet.Rules, day).Where(b => ids.Contains(b.Campaign)).ToList();
        var units = await tallies.ReadAsync(
            [.. counted.Select(b => ProgramTallies.IdOf(ruleSet.Name.Program, b.Key, null, null))], cancel);
        return counted.Zip(units).ToLookup(
            b => b.First.Campaign, b => Budget(b.First, b.Second), StringComparer.Ordinal);
    }

    private static CampaignBudget Budget(BudgetTally budget, long used) => new()
    {
        Limit = budget.Limit,
        Used = used,
        Left = Math.Max(budget.Limit.AtMost - used, 0),
        FirstDate = budget.Limit.Period == Period.Ever ? null : Days.ToDate(budget.Key.Period),
    };

    private static CampaignStanding Standing(
        Campaign campaign, DateTimeOffset now, IEnumerable<CampaignBudget> budgets, IEnumerable<string> rules)
    {
        var standing = new CampaignStanding { Campaign = campaign, Budgets = { budgets }, Rules = { rules } };
        standing.State = now < campaign.StartTime.ToDateTimeOffset()
            ? CampaignState.Upcoming
            : campaign.EndTime is { } end && now >= end.ToDateTimeOffset()
                ? CampaignState.Ended
                : standing.Budgets.Any(b => b.Left == 0) ? CampaignState.UsedUp : CampaignState.Running;
        return standing;
    }
}
