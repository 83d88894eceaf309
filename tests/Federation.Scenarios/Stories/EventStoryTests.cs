using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Scenarios.EventsMade;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>What members do besides buying, through the gateway, on each database.</summary>
public sealed class EventStoryTests
{
    private const string Program = EventsMade.Program;
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>5 each day, 30 on the seventh; one day may be missed, the second begins anew.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CheckIns_OfARun_AreCountedOnceADay(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, ann) = await GivenProgramAsync(alliance, days: 11);
        for (var day = 0; day < 6; day++)
            Assert.Equal((5, day + 1), await CheckInAsync(aster, ann, day));
        Assert.Equal((30, 7), await CheckInAsync(aster, ann, 6));
        Assert.Equal(60, await Alliance.BalanceOfAsync(aster, "aster", ann));

        // Twice a day is once, whatever its number; the same again is answered as before.
        await AssertRefusedAsync(
            ErrorReason.EventCounted, aster, Reporting(ann, "twice", On(6), EventKind.CheckIn));
        var again = await aster.Events.ReportEventAsync(Reporting(ann, "day-6", On(6), EventKind.CheckIn));
        Assert.Equal((true, 30L, 7L), (again.Replayed, again.Evaluation.Coins[0].Units, again.Evaluation.RunDays));
        await AssertRefusedAsync(
            ErrorReason.RequestIdReused, aster, Reporting(ann, "day-6", On(7), EventKind.CheckIn));

        // Day 7 is missed, then day 9.
        Assert.Equal((5, 8), await CheckInAsync(aster, ann, 8));
        Assert.Equal((5, 1), await CheckInAsync(aster, ann, 10));
        // Reported late, a day counts, and the run stays as it is.
        Assert.Equal((5, 0), await CheckInAsync(aster, ann, 7));
        Assert.Equal((5, 2), await CheckInAsync(aster, ann, 11));
        Assert.Equal(60 + 5 + 5 + 5 + 5, await Alliance.BalanceOfAsync(aster, "aster", ann));
        var status = await aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = ann });
        Assert.Equal((2, true), (status.Status.CheckIns.RunDays, status.Status.CheckIns.CheckedIn));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A line is reviewed once, by who bought and kept it.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Review_OfALineThatIsKept_CountsOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, ann) = await GivenProgramAsync(alliance, days: 0);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var order = ProgramsMade.Order("aster", begin);
        order.Member = ann;
        order.Lines.Add(new OrderLine { Number = 2, Sku = "cup", Quantity = 2, ListMinorUnits = 500 });
        var sold = (await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order })).OrderName;
        Assert.Equal(20, await Alliance.BalanceOfAsync(aster, "aster", ann));

        ReportEventRequest Review(string member, string id, int line) => Reporting(
            member, id, begin, EventKind.Review, e => e.Reviewed = new ReviewedLine { Order = sold, Line = line });
        await AssertRefusedAsync(ErrorReason.OrderNotFound, aster, Review(bob, "1", 1));
        await AssertRefusedAsync(ErrorReason.LineNotKept, aster, Review(ann, "2", 3));
        var reviewed = await aster.Events.ReportEventAsync(Review(ann, "3", 1));
        Assert.Equal(20, reviewed.Evaluation.Coins.Single().Units);
        await AssertRefusedAsync(ErrorReason.EventCounted, aster, Review(ann, "4", 1));

        await aster.Checkout.ReturnOrderAsync(
            new() { Name = sold, ReturnId = "r1", Lines = { new ReturnedLine { Number = 2, Quantity = 1 } } });
        await aster.Events.ReportEventAsync(Review(ann, "5", 2));
        await aster.Checkout.ReturnOrderAsync(new() { Name = sold, ReturnId = "r2", All = true });
        await AssertRefusedAsync(ErrorReason.LineNotKept, aster, Review(ann, "6", 1));
        Assert.Equal(40, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Visits, surveys, courses and walks, with what they give by hand.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Events_OfEachKind_GiveWhatTheirRulesSay(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, ann) = await GivenProgramAsync(alliance, days: 1);
        Task<ReportEventResponse> Visit(string id, string what, int day) => ReportAsync(
            aster, Reporting(ann, id, On(day), EventKind.ShareVisit, e => (e.Object, e.Channel) = (what, "moments")));

        // The limit of a visit a day leaves nothing of another one, which counts all the same.
        Assert.Equal(10, CoinsOf(await Visit("v1", "tea", 0)));
        Assert.Equal(0, CoinsOf(await Visit("v2", "cup", 0)));
        await AssertRefusedAsync(ErrorReason.EventCounted, aster, Reporting(
            ann, "v3", On(0), EventKind.ShareVisit, e => (e.Object, e.Channel) = ("tea", "moments")));
        Assert.Equal(10, CoinsOf(await Visit("v4", "tea", 1)));

        var survey = Reporting(ann, "s1", On(1), EventKind.Survey, e => (e.Object, e.Answers) =
            ("long-survey", new SurveyAnswers { Satisfaction = 5, Recommendation = 9 }));
        survey.WithMisses = true;
        var answered = await ReportAsync(aster, survey);
        Assert.Equal("survey: 80 coins: for long-survey.", answered.Evaluation.Awards.Single().Words.En);
        var miss = answered.Evaluation.Misses.Single();
        Assert.Equal(("sorry", "event"), (miss.Rule, miss.Path));
        survey.WithMisses = false;
        Assert.Empty((await ReportAsync(aster, survey)).Evaluation.Misses);
        var unhappy = await ReportAsync(aster, Reporting(ann, "s2", On(1), EventKind.Survey, e =>
            (e.Object, e.Answers) = ("short", new SurveyAnswers { Recommendation = 2 })));
        Assert.Equal(50, CoinsOf(unhappy));
        var coupon = (await aster.Coupons.ListCouponsAsync(new() { Program = Program, Member = ann })).Coupons.Single();
        Assert.Equal(("gift", true, ""), (coupon.Definition, coupon.ByEvent, coupon.Order));

        Assert.Equal(40, CoinsOf(await ReportAsync(aster, Reporting(
            ann, "c1", On(1), EventKind.Course, e => (e.Object, e.Grade) = ("first-aid", "hard")))));
        Assert.Equal(0, CoinsOf(await ReportAsync(aster, Reporting(
            ann, "c2", On(1), EventKind.Course, e => (e.Object, e.Grade) = ("chess", "unknown")))));
        var walks = new BatchReportEventsRequest();
        walks.Events.AddRange(Enumerable.Range(1, 7).Select(n => Reporting(ann, $"w{n}", On(1), EventKind.Named)));
        var walked = (await aster.Events.BatchReportEventsAsync(walks)).Results;
        Assert.Equal([0, 0, 9, 0, 0, 9, 0], walked.Select(w => CoinsOf(w.Reported)));
        var status = await aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = ann });
        Assert.Equal("gold", status.Status.Tiers.Single().Standing.Level);
        Assert.All(status.Status.Grants, g => Assert.Equal(("walks", true, ""), (g.Reason, g.ByEvent, g.Order)));

        Assert.Equal(10 + 10 + 80 + 50 + 40 + 18, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>The journal carries the record's digest; its parts are not undone by themselves.</summary>
    [Fact]
    public async Task Event_IsRecomputedFromItsRecord_AndNotUndoneInParts()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann) = await GivenProgramAsync(alliance, days: 0);
        var reported = await ReportAsync(aster, Reporting(ann, "1", begin, EventKind.CheckIn));

        var found = await aster.Checkout.GetEvaluationAsync(new() { Name = reported.EvaluationName });
        Assert.Equal(reported.Journal, found.Journal);
        Assert.Equal(Verification.Same, Records.Verify(found.Record, found.Digest.Span));
        var journal = (await aster.Ledger.GetJournalAsync(new() { Name = reported.Journal })).Journal;
        Assert.Equal(
            (JournalKind.Program, found.Digest),
            (journal.Kind, journal.Detail.Unpack<EventDetail>().Digest));
        foreach (var part in reported.Parts.Append(reported.Journal))
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => aster.Ledger.ReverseAsync(
                new() { RequestId = RequestIds.New(), Journal = part }).ResponseAsync);
            Assert.Contains(
                refused.Refusal.Reason, new[] { ErrorReason.BelongsToProgram, ErrorReason.NotReversible });
        }
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A simulation counts events as they were; a draft without the rule gives nothing for them.</summary>
    [Fact]
    public async Task Simulation_OfOrdersAndEvents_CountsBoth()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann) = await GivenProgramAsync(alliance, days: 2);
        var order = ProgramsMade.Order("aster", begin);
        order.Member = ann;
        await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
        for (var day = 0; day < 3; day++)
            await CheckInAsync(aster, ann, day);
        var terms = Terms();
        terms.Rules.Single(r => r.Id == "check-in").Effects[0].Earn.Units = 7;
        var draft = await ProgramsMade.DraftAsync(aster.Programs, "aster", terms);

        using var call = aster.Programs.SimulateRuleSet(new()
        {
            Name = draft,
            FromTime = begin,
            ToTime = begin + Duration.FromTimeSpan(TimeSpan.FromDays(9)),
        });
        SimulationReport? report = null;
        while (await call.ResponseStream.MoveNext(default))
            report = call.ResponseStream.Current.Report ?? report;
        Assert.Equal((1, 3), (report!.Orders, report.Events));
        Assert.Equal((10 + 15, 10 + 21), (report.Then.Coins[0].Units, report.Now.Coins[0].Units));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Two nodes, one member, the same check-in under many numbers: one of them counts.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CheckIn_ReportedByManyAtTwoNodes_CountsOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(kind == DatabaseKind.Sqlite ? 1 : 2, kind));
        var (aster, ann) = await GivenProgramAsync(alliance, days: 3);
        var other = await alliance.GivenCredentialAsync(
            "aster", CredentialRole.PartnerAdmin, kind == DatabaseKind.Sqlite ? 0 : 1);
        for (var day = 0; day < 3; day++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(
                n => TryAsync(n % 2 == 0 ? aster : other, Reporting(ann, $"{day}-{n}", On(day), EventKind.CheckIn))));
            Assert.Equal(1, outcomes.Count(o => o is null));
            Assert.Equal(9, outcomes.Count(o => o == ErrorReason.EventCounted));
        }
        // Different acts at once are all counted, each walk once.
        var walks = await Task.WhenAll(Enumerable.Range(0, 9).Select(
            n => ReportAsync(n % 2 == 0 ? aster : other, Reporting(ann, $"w{n}", On(3), EventKind.Named))));
        Assert.Equal(27, walks.Sum(CoinsOf));
        Assert.Equal(15 + 27, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One budget of coins, twenty members at two nodes: it is used up, and not exceeded.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Budget_UsedByManyEventsAtOnce_IsNeverExceeded(DatabaseKind kind)
    {
        const int budget = 130;
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(kind == DatabaseKind.Sqlite ? 1 : 2, kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var other = await alliance.GivenCredentialAsync(
            "aster", CredentialRole.PartnerAdmin, kind == DatabaseKind.Sqlite ? 0 : 1);
        var terms = Terms();
        terms.Campaigns.Add(new Campaign
        {
            Id = "spring",
            Title = new LocalizedText { En = "Spring" },
            StartTime = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).ToTimestamp(),
            Limits =
            {
                new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = budget },
            },
        });
        terms.Rules.Single(r => r.Id == "course").Campaign = "spring";
        begin = await ProgramsMade.InForceAsync("aster", aster, other, terms);
        var members = new List<string>();
        for (var i = 0; i < 20; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));

        var reported = await Task.WhenAll(members.Select((m, i) => ReportAsync(
            i % 2 == 0 ? aster : other,
            Reporting(m, $"{i}", begin, EventKind.Course, e => (e.Object, e.Grade) = ("first-aid", "easy")))));
        // Who met the budget too often may go without, so a part of it may be left.
        var given = reported.Sum(CoinsOf);
        Assert.InRange(given, budget - 10, budget);
        var balances = 0L;
        foreach (var member in members)
            balances += await Alliance.BalanceOfAsync(aster, "aster", member);
        Assert.Equal(given, balances);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task<(FederationClient Aster, string Ann)> GivenProgramAsync(Alliance alliance, int days)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        begin = await ProgramsMade.InForceAsync("aster", aster, second, Terms());
        if (days > 0)
            await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = On(days) });
        return (aster, await Alliance.GivenMemberAsync(aster, "ann"));
    }

    private Timestamp On(int day) => begin + Duration.FromTimeSpan(TimeSpan.FromDays(day));

    private async Task<(long Coins, long Run)> CheckInAsync(FederationClient aster, string member, int day)
    {
        var answer = await ReportAsync(aster, Reporting(member, $"day-{day}", On(day), EventKind.CheckIn));
        return (CoinsOf(answer), answer.Evaluation.RunDays);
    }

    private static long CoinsOf(ReportEventResponse reported) => reported.Evaluation.Coins.Sum(c => c.Units);

    private static async Task<ReportEventResponse> ReportAsync(FederationClient client, ReportEventRequest request) =>
        await client.Events.ReportEventAsync(request);

    private static async Task<ErrorReason?> TryAsync(FederationClient client, ReportEventRequest request)
    {
        try
        {
            await client.Events.ReportEventAsync(request);
            return null;
        }
        catch (RefusedException e)
        {
            return e.Refusal.Reason;
        }
    }

    private static async Task AssertRefusedAsync(
        ErrorReason reason, FederationClient client, ReportEventRequest request) =>
        Assert.Equal(reason, await TryAsync(client, request));
}
