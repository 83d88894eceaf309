using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Web.Tests;

/// <summary>Campaigns of Aster's programme: one that runs with two budgets, one whose budget is gone, one that has not
/// begun and one that has ended.</summary>
internal sealed partial class FakeAlliance
{
    private static Campaign CampaignOf(string id, string english, string chinese, int heldOut = 0) => new()
    {
        Id = id,
        Title = new LocalizedText { En = english, ZhCn = chinese },
        StartTime = Earlier,
        EndTime = Timestamp.FromDateTimeOffset(Earlier.ToDateTimeOffset().AddDays(40)),
        HoldoutBasisPoints = heldOut,
    };

    private static CampaignBudget BudgetOf(Period period, LimitedBy of, long most, long used) => new()
    {
        Limit = new Limit { Per = Per.Everyone, Period = period, Of = of, AtMost = most },
        Used = used,
        Left = most - used,
        FirstDate = period == Period.Ever ? null : new Google.Type.Date { Year = 2011, Month = 12, Day = 5 },
    };

    private static ListCampaignsResponse CampaignsOf(ListCampaignsRequest request) => new()
    {
        RuleSet = request.Program + "/ruleSets/1",
        Currency = "GBP",
        TimeZone = "Europe/London",
        NextPageToken = request.PageToken.Length == 0 ? "more" : "",
        Campaigns =
        {
            new CampaignStanding
            {
                Campaign = CampaignOf("winter", "Winter <b>lights</b>", "冬日<b>灯火</b>", heldOut: 1050),
                State = CampaignState.Running,
                Rules = { "double", "tea" },
                Budgets =
                {
                    BudgetOf(Period.Ever, LimitedBy.Money, 500_00, 123_45),
                    BudgetOf(Period.Week, LimitedBy.Coins, 5000, 4999),
                },
            },
            new CampaignStanding
            {
                Campaign = CampaignOf("tea", "Tea for all", "人人有茶"),
                State = CampaignState.UsedUp,
                Rules = { "all" },
                Budgets = { BudgetOf(Period.Ever, LimitedBy.Times, 1000, 1000) },
            },
            new CampaignStanding
            {
                Campaign = CampaignOf("spring", "Spring", "春季"),
                State = CampaignState.Upcoming,
            },
            new CampaignStanding { Campaign = CampaignOf("old", "Old", "旧"), State = CampaignState.Ended },
        },
    };
}
