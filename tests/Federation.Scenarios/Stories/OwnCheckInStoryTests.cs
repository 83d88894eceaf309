using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Federation.Scenarios.EventsMade;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>Members who check in by themselves, through the gateway.</summary>
public sealed class OwnCheckInStoryTests
{
    private const string Me = SignedMember.Me;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>What the status foretells is what each day gives, over a run with one missed day.</summary>
    [Fact]
    public async Task CheckIns_OfARun_GiveWhatWasForetold()
    {
        await using var world = await World.StartAsync(Terms(byMembers: true));
        var (ann, name) = await world.MemberAsync("ann");
        var foretold = await StatusAsync(ann, days: 8);
        Assert.Equal((true, false, 7, 0L), (
            foretold.ByMembers, foretold.CheckedIn, foretold.CycleDays, foretold.RunDays));
        Assert.Equal("5 5 5 5 5 5 30 5", string.Join(' ', foretold.Days.Select(CoinsOf)));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), foretold.Days.Select(d => d.RunDays));
        Assert.Equal("check-in: 30 coins: day 7 of the run.", foretold.Days[6].Words.Single().En);

        for (var day = 0; day < 6; day++)
        {
            var given = await ann.Events.CheckInAsync(CheckingIn());
            Assert.Equal((foretold.Days[day].Date, 5L, day + 1L), (
                given.Date, given.Evaluation.Coins.Single().Units, given.Evaluation.RunDays));
            Assert.Empty(given.Evaluation.Tallies);
            await world.NextDayAsync();
        }
        // The seventh day is missed, once.
        var before = await StatusAsync(ann, days: 2);
        Assert.Equal((6L, true, false), (before.RunDays, before.RepairLeft, before.CheckedIn));
        Assert.Equal("30 5", string.Join(' ', before.Days.Select(CoinsOf)));
        await world.NextDayAsync();
        Assert.True((await StatusAsync(ann, days: 1)).RepairLeft);
        var seventh = await ann.Events.CheckInAsync(CheckingIn());
        Assert.Equal((30L, 7L), (seventh.Evaluation.Coins.Single().Units, seventh.Evaluation.RunDays));
        var after = await StatusAsync(ann, days: 2);
        Assert.Equal((7L, false, true, seventh.EvaluationName), (
            after.RunDays, after.RepairLeft, after.CheckedIn, after.EvaluationName));
        Assert.Equal((5L, 8L), (CoinsOf(after.Days.Single()), after.Days.Single().RunDays));

        Assert.Equal(60, await Alliance.BalanceOfAsync(world.Aster, "aster", name));
        var read = await ann.Checkout.GetEvaluationAsync(new() { Name = seventh.EvaluationName });
        Assert.Equal((Me, true, "check-in: 30 coins: day 7 of the run."), (
            read.Record.Event.Member, read.Record.Event.ByMember, read.Record.Result.Awards.Single().Words.En));
        await world.AssertBooksAsync();
    }

    /// <summary>A day pays once: the same request is answered as before, any other one is refused, whoever sends
    /// it.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CheckIn_TwiceADay_PaysOnce(DatabaseKind kind)
    {
        await using var world = await World.StartAsync(Terms(byMembers: true), kind);
        var name = await Alliance.GivenMemberAsync(world.Aster, "bob");
        // Eight phones at once, each with a request of its own, and the brand's server.
        var phones = Enumerable.Range(0, 8).Select(_ => world.OpenAs(name)).ToList();
        var brand = world.Aster.Events.ReportEventAsync(
            Reporting(name, "brand", await world.NowAsync(), EventKind.CheckIn)).ResponseAsync;
        var outcomes = await Task.WhenAll(
            [.. phones.Select(p => ReasonOfAsync(p.Events.CheckInAsync(CheckingIn()).ResponseAsync)),
                ReasonOfAsync(brand)]);
        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.Equal(8, outcomes.Count(o => o == ErrorReason.EventCounted));
        Assert.Equal(5, await Alliance.BalanceOfAsync(world.Aster, "aster", name));

        await world.NextDayAsync();
        var request = CheckingIn();
        var first = await phones[0].Events.CheckInAsync(request);
        var again = await phones[1].Events.CheckInAsync(request);
        Assert.Equal(
            (true, first.EvaluationName, first.Journal), (again.Replayed, again.EvaluationName, again.Journal));
        await world.NextDayAsync();
        // Sent again after midnight it is still the check-in of the day before.
        var late = await phones[0].Events.CheckInAsync(request);
        Assert.Equal((true, first.Date, first.Journal), (late.Replayed, late.Date, late.Journal));
        Assert.False((await StatusAsync(phones[0], days: 1)).CheckedIn);
        Assert.Equal(10, await Alliance.BalanceOfAsync(world.Aster, "aster", name));
        await world.AssertBooksAsync();
    }

    /// <summary>Without the brand's word nothing is given, and the day is not used up.</summary>
    [Fact]
    public async Task CheckIn_WhereTheBrandDoesNotAllowIt_IsRefusedAndUsesUpNothing()
    {
        await using var world = await World.StartAsync(Terms(byMembers: false));
        var (ann, name) = await world.MemberAsync("ann");
        Assert.False((await StatusAsync(ann, days: 1)).ByMembers);
        var request = CheckingIn();
        Assert.Equal(
            ErrorReason.CheckInsNotOffered, await ReasonOfAsync(ann.Events.CheckInAsync(request).ResponseAsync));
        var reported = await world.Aster.Events.ReportEventAsync(
            Reporting(name, "1", await world.NowAsync(), EventKind.CheckIn));
        Assert.Equal(5, reported.Evaluation.Coins.Single().Units);
        // The brand's own check-in is this day's, and the member reads what it gave.
        Assert.Equal(reported.EvaluationName, (await StatusAsync(ann, days: 1)).EvaluationName);

        await world.ReplaceAsync(Terms(byMembers: true));
        // What was refused stays so; another press is another request.
        Assert.Equal(
            ErrorReason.CheckInsNotOffered, await ReasonOfAsync(ann.Events.CheckInAsync(request).ResponseAsync));
        Assert.Equal(
            ErrorReason.EventCounted, await ReasonOfAsync(ann.Events.CheckInAsync(CheckingIn()).ResponseAsync));
        await world.NextDayAsync();
        Assert.Equal(2, (await ann.Events.CheckInAsync(CheckingIn())).Evaluation.RunDays);
        Assert.Equal(10, await Alliance.BalanceOfAsync(world.Aster, "aster", name));
        await world.AssertBooksAsync();
    }

    /// <summary>A suspended brand gives nothing, and who left it gets nothing; the day is not used up.</summary>
    [Fact]
    public async Task CheckIn_OfASuspendedBrandOrALeaver_IsRefused()
    {
        await using var world = await World.StartAsync(Terms(byMembers: true));
        var (ann, name) = await world.MemberAsync("ann");
        await world.SuspendAsync();
        Assert.Equal(
            ErrorReason.PartnerSuspended, await ReasonOfAsync(ann.Events.CheckInAsync(CheckingIn()).ResponseAsync));
        await world.ResumeAsync();
        await world.Aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = name });
        Assert.Equal(
            ErrorReason.NotLinked, await ReasonOfAsync(ann.Events.CheckInAsync(CheckingIn()).ResponseAsync));
        await world.Aster.Members.RelinkMemberAsync(
            new() { RequestId = RequestIds.New(), Name = name, ExternalId = "ann" });
        Assert.Equal(5, (await ann.Events.CheckInAsync(CheckingIn())).Evaluation.Coins.Single().Units);
        await world.AssertBooksAsync();
    }

    /// <summary>A name that the brand gives an event keeps no member from checking in, and the limit of a rule shows
    /// in what is foretold.</summary>
    [Fact]
    public async Task Forecast_OfALimitedRule_EndsWhereTheLimitDoes()
    {
        var terms = Terms(byMembers: true);
        terms.Rules.Single(r => r.Id == "check-in").Limits.Add(
            new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = 13 });
        await using var world = await World.StartAsync(terms);
        var (ann, name) = await world.MemberAsync("ann");
        var day = (await StatusAsync(ann, days: 1)).Days[0].Date;
        await world.Aster.Events.ReportEventAsync(Reporting(
            name, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}/{name["members/".Length..]}", await world.NowAsync(),
            EventKind.Named, e => e.Source = "members"));
        Assert.Equal("5 5 3 0", string.Join(' ', (await StatusAsync(ann, days: 4)).Days.Select(CoinsOf)));
        Assert.Equal(5, (await ann.Events.CheckInAsync(CheckingIn())).Evaluation.Coins.Single().Units);
        Assert.Equal("5 3 0", string.Join(' ', (await StatusAsync(ann, days: 4)).Days.Select(CoinsOf)));
        await world.AssertBooksAsync();
    }

    private static RuleSetTerms Terms(bool byMembers)
    {
        var terms = EventsMade.Terms();
        terms.CheckIns.ByMembers = byMembers;
        return terms;
    }

    private static long CoinsOf(CheckInDay day) => day.Coins.Sum(c => c.Units);

    private static async Task<CheckInStatus> StatusAsync(SignedMember member, int days) =>
        (await member.MemberPrograms.GetMemberStatusAsync(
            new() { Program = EventsMade.Program, Member = Me, CheckInDays = days })).Status.CheckIns;

    private static async Task<ErrorReason?> ReasonOfAsync<T>(Task<T> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RefusedException e)
        {
            return e.Refusal.Reason;
        }
        catch (RpcException e)
        {
            return Hosting.Refusal.From(e)?.Reason;
        }
    }

    private const string Partner = "partners/aster";

    /// <summary>Aster with a programme, and members who are signed in.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly Alliance alliance;
        private readonly FederationClient second;
        private readonly SignedMembers sessions;

        private World(Alliance alliance, FederationClient aster, FederationClient second, SignedMembers sessions) =>
            (this.alliance, Aster, this.second, this.sessions) = (alliance, aster, second, sessions);

        public FederationClient Aster { get; }

        public static async Task<World> StartAsync(RuleSetTerms terms, DatabaseKind kind = DatabaseKind.Sqlite)
        {
            var alliance = new Alliance(await Deployment.OnAsync(kind));
            var aster = await alliance.GivenPartnerAsync("aster");
            var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
            await ProgramsMade.InForceAsync("aster", aster, second, terms);
            var sessions = await SignedMembers.OfAsync(
                alliance.Deployment.Databases, alliance.Deployment.Gateways[0], aster);
            return new World(alliance, aster, second, sessions);
        }

        public Task ReplaceAsync(RuleSetTerms terms) => ProgramsMade.ReplaceAsync("aster", Aster, second, terms);

        public async Task<(SignedMember Session, string Name)> MemberAsync(string externalId)
        {
            var name = await Alliance.GivenMemberAsync(Aster, externalId);
            return (OpenAs(name), name);
        }

        public SignedMember OpenAs(string name) => sessions.Open(sessions.IdOf("aster", name), name, "aster");

        public async Task<Timestamp> NowAsync() => (await Aster.Clock.GetClockAsync(new())).Clock.Now;

        public async Task NextDayAsync()
        {
            var next = await NowAsync() + Duration.FromTimeSpan(TimeSpan.FromDays(1));
            await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = next });
        }

        /// <summary>Suspends aster, and its programmes know it.</summary>
        public async Task SuspendAsync()
        {
            var member = await Alliance.GivenMemberAsync(Aster, "walker");
            await alliance.Admin.Partners.SuspendPartnerAsync(new() { RequestId = RequestIds.New(), Name = Partner });
            var n = 0;
            while (await ReasonOfAsync(Aster.Events.ReportEventAsync(
                Reporting(member, $"{n++}", await NowAsync(), EventKind.Named)).ResponseAsync)
                != ErrorReason.PartnerSuspended)
            {
            }
        }

        public async Task ResumeAsync() => await alliance.Admin.Partners.ResumePartnerAsync(
            new() { RequestId = RequestIds.New(), Name = Partner });

        public async Task AssertBooksAsync()
        {
            await alliance.AssertBooksAsync();
            alliance.Deployment.Errors.AssertNone();
        }

        public async ValueTask DisposeAsync()
        {
            sessions.Dispose();
            await alliance.DisposeAsync();
        }
    }
}
