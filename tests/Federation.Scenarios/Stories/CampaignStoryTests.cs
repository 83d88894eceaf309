using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Scenarios.EventsMade;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Date = Google.Type.Date;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>What a campaign's budgets still have, through the gateway, on each database.</summary>
public sealed class CampaignStoryTests
{
    private const string Program = EventsMade.Program;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>50 coins in all and 30 a day: 10 and then 20 of 40 on the first day, the last 20 on the
    /// second.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Budgets_AreToldToTheCoin_UntilTheyAreGone(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var other = await alliance.GivenCredentialAsync("aster", Partners.V1.CredentialRole.PartnerAdmin);
        await AssertRefusedAsync(ErrorReason.ProgramNotFound, aster);
        var begin = await ProgramsMade.InForceAsync("aster", aster, other, CampaignTerms());
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        Task FinishAsync(string course, string grade, Timestamp time) => aster.Events.ReportEventAsync(
            Reporting(ann, course, time, EventKind.Course, e => (e.Object, e.Grade) = (course, grade))).ResponseAsync;

        var (spring, summer) = await ReadAsync(aster);
        Assert.Equal((CampaignState.Running, 0, "course"),
            (spring.State, spring.Campaign.HoldoutBasisPoints, Assert.Single(spring.Rules)));
        Assert.Equal([(0L, 50L, true), (0L, 30L, false)], BudgetsOf(spring));
        Assert.Equal((CampaignState.Upcoming, 0, 0), (summer.State, summer.Budgets.Count, summer.Rules.Count));

        await FinishAsync("chess", "easy", begin);
        Assert.Equal([(10L, 40L, true), (10L, 20L, false)], BudgetsOf((await ReadAsync(aster)).Spring));
        await FinishAsync("first-aid", "hard", begin);
        (spring, _) = await ReadAsync(aster);
        Assert.Equal([(30L, 20L, true), (30L, 0L, false)], BudgetsOf(spring));
        Assert.Equal(CampaignState.UsedUp, spring.State);
        var firstDay = spring.Budgets[1].FirstDate;

        var nextDay = begin + Duration.FromTimeSpan(TimeSpan.FromDays(1));
        await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = nextDay });
        (spring, _) = await ReadAsync(aster);
        Assert.Equal((CampaignState.Running, 1), (spring.State, DaysFrom(firstDay, spring.Budgets[1].FirstDate)));
        Assert.Equal([(30L, 20L, true), (0L, 30L, false)], BudgetsOf(spring));
        await FinishAsync("cooking", "hard", nextDay);
        (spring, _) = await ReadAsync(alliance.Admin);
        Assert.Equal([(50L, 0L, true), (20L, 10L, false)], BudgetsOf(spring));
        Assert.Equal(CampaignState.UsedUp, spring.State);
        Assert.Equal(50, await Alliance.BalanceOfAsync(aster, "aster", ann));

        var end = spring.Campaign.EndTime;
        await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = end });
        (spring, summer) = await ReadAsync(aster);
        Assert.Equal((CampaignState.Ended, CampaignState.Running), (spring.State, summer.State));
        await AssertRefusedAsync(ErrorReason.ProgramNotFound, await alliance.GivenPartnerAsync("birch"));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Spring with its budgets runs for the years 2000 to 2049, so at any time of a test; summer after
    /// it.</summary>
    private static RuleSetTerms CampaignTerms()
    {
        var terms = Terms();
        var change = new DateTime(2050, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp();
        terms.Campaigns.Add(new Campaign
        {
            Id = "spring",
            Title = new LocalizedText { En = "Spring" },
            StartTime = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
            EndTime = change,
            Limits =
            {
                new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = 50 },
                new Limit { Per = Per.Everyone, Period = Period.Day, Of = LimitedBy.Coins, AtMost = 30 },
                new Limit { Per = Per.Member, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = 1000 },
            },
        });
        terms.Campaigns.Add(new Campaign
        {
            Id = "summer",
            Title = new LocalizedText { En = "Summer" },
            StartTime = change,
            EndTime = new DateTime(2060, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
        });
        terms.Rules.Single(r => r.Id == "course").Campaign = "spring";
        return terms;
    }

    /// <summary>Page by page.</summary>
    private static async Task<(CampaignStanding Spring, CampaignStanding Summer)> ReadAsync(FederationClient by)
    {
        var request = new ListCampaignsRequest { Program = Program, PageSize = 1 };
        var first = await by.Programs.ListCampaignsAsync(request);
        Assert.Equal(("CNY", "Asia/Shanghai"), (first.Currency, first.TimeZone));
        request.PageToken = first.NextPageToken;
        var second = await by.Programs.ListCampaignsAsync(request);
        Assert.Empty(second.NextPageToken);
        return (Assert.Single(first.Campaigns), Assert.Single(second.Campaigns));
    }

    private static IEnumerable<(long Used, long Left, bool Ever)> BudgetsOf(CampaignStanding campaign) =>
        campaign.Budgets.Select(b => (b.Used, b.Left, b.FirstDate is null));

    private static int DaysFrom(Date first, Date then) =>
        new DateOnly(then.Year, then.Month, then.Day).DayNumber
            - new DateOnly(first.Year, first.Month, first.Day).DayNumber;

    private static async Task AssertRefusedAsync(ErrorReason reason, FederationClient by)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => by.Programs.ListCampaignsAsync(new() { Program = Program }).ResponseAsync);
        Assert.Equal(reason, refused.Refusal.Reason);
    }
}
