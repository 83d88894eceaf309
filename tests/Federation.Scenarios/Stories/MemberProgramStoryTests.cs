using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Date = Google.Type.Date;

namespace Federation.Scenarios;

/// <summary>Rules that depend on who the member is, through the gateway, on each database. An order of 100 yuan earns
/// 100 coins, and what more it earns says which rules fired.</summary>
public sealed class MemberProgramStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Base = 100;
    private const int InCity = 1000;
    private const int OfSegment = 2000;
    private const int OnBirthday = 4000;
    private const int OfCampaign = 8000;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Rules_FireForWhomTheyShouldAlone(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var (ann, bob, cat) = (await Alliance.GivenMemberAsync(aster, "ann"),
            await Alliance.GivenMemberAsync(aster, "bob"), await Alliance.GivenMemberAsync(aster, "cat"));
        await aster.MemberPrograms.SetProfileAsync(Profile(ann, "Suzhou"));
        await aster.MemberPrograms.SetProfileAsync(Profile(cat, "Hangzhou"));
        var segment = await aster.MemberPrograms.UpdateSegmentAsync(Segment([bob, cat], []));
        Assert.Equal(2, segment.Segment.Members);

        Assert.Equal(
            (Base + InCity, Base + OfSegment, Base + OfSegment),
            (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob), await CoinsAsync(aster, cat)));
        var record = await PlacedAsync(aster, ann);
        Assert.Equal("Suzhou", record.Facts.Member.Attributes.Single().Value);
        Assert.Empty(record.Facts.Member.Segments);
        // The rule set asks for no attribute but the city.
        Assert.DoesNotContain("shoe", record.ToString(), StringComparison.Ordinal);

        await aster.MemberPrograms.UpdateSegmentAsync(Segment([ann], [cat]));
        await aster.MemberPrograms.SetProfileAsync(new() { RequestId = RequestIds.New(), Member = cat });
        Assert.Equal(
            (Base + InCity + OfSegment, Base),
            (await CoinsAsync(aster, ann), await CoinsAsync(aster, cat)));
        var status = await StatusAsync(aster, ann);
        Assert.Equal(["segments/vip"], status.Segments);
        Assert.Equal(10_000, status.Tiers.Single().Standing.Counted);
        await EndAsync(alliance);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Birthday_IsKnownThirtyDaysAfterItWasEntered(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        var now = await NowAsync(aster);
        await SetBirthdayAsync(aster, ann, now.AddDays(31));
        await SetBirthdayAsync(aster, bob, now.AddDays(50));
        Assert.Equal(Base, await CoinsAsync(aster, ann));
        await AdvanceAsync(alliance, now.AddDays(30).AddHours(-2));
        Assert.Equal(Base, await CoinsAsync(aster, ann));
        await AdvanceAsync(alliance, now.AddDays(31));
        Assert.Equal((Base + OnBirthday, Base), (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob)));

        // Entered again it is the same; another one is new.
        await SetBirthdayAsync(aster, ann, now.AddDays(31));
        Assert.Equal(Base + OnBirthday, await CoinsAsync(aster, ann));
        await SetBirthdayAsync(aster, ann, now.AddDays(30));
        Assert.Equal(Base, await CoinsAsync(aster, ann));
        await EndAsync(alliance);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task GrantedLevel_GivesItsFactorUntilItsDay(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        var now = await NowAsync(aster);
        var (first, last) = (DateOf(now), DateOf(now.AddDays(10)));
        var grant = (await aster.MemberPrograms.GrantTierAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = Program,
            Member = ann,
            Scheme = "club",
            Level = "gold",
            FromDate = first,
            ToDate = DateOf(now.AddDays(11)),
            Reason = "goodwill",
        })).Grant;
        Assert.Equal(2 * Base, await CoinsAsync(aster, ann));
        var record = await PlacedAsync(aster, ann);
        Assert.Equal([grant.Grant], record.Facts.Member.TierGrants);
        var tier = (await StatusAsync(aster, ann)).Tiers.Single();
        Assert.Equal(("gold", last), (tier.Standing.Level, tier.LastDate));

        await AdvanceAsync(alliance, now.AddDays(10));
        Assert.Equal(2 * Base, await CoinsAsync(aster, ann));
        await AdvanceAsync(alliance, now.AddDays(11));
        Assert.Equal(Base, await CoinsAsync(aster, ann));
        await EndAsync(alliance);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task FrozenLevel_OutlastsTheYear(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var (ann, bob) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "bob"));
        foreach (var member in new[] { ann, ann, bob, bob })
            await PlacedAsync(aster, member);
        var year = (await NowAsync(aster)).AddHours(8).Year;
        var tier = (await StatusAsync(aster, ann)).Tiers.Single();
        Assert.Equal(("gold", new Date { Year = year, Month = 12, Day = 31 }), (tier.Standing.Level, tier.LastDate));
        var freeze = await FreezeAsync(aster, ann, year);

        await AdvanceAsync(alliance, new DateTimeOffset(year + 1, 1, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((2 * Base, Base), (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob)));
        var record = await PlacedAsync(aster, ann);
        Assert.Equal("gold", record.Facts.Member.TierGrants.Single().Level);
        var status = await StatusAsync(aster, ann);
        Assert.Equal([freeze], status.Freezes);
        Assert.Equal(
            ("gold", new Date { Year = year + 1, Month = 2, Day = 28 }),
            (status.Tiers[0].Standing.Level, status.Tiers[0].LastDate));
        await FreezeAsync(aster, "", year);
        Assert.Equal(2 * Base, await CoinsAsync(aster, bob));
        await AdvanceAsync(alliance, new DateTimeOffset(year + 1, 3, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((Base, Base), (await CoinsAsync(aster, ann), await CoinsAsync(aster, bob)));
        await EndAsync(alliance);
    }

    /// <summary>Some do not get a campaign, so that it can be seen what it does; the records say who.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Campaign_IsHeldOutFromSome_AndTheRecordsSayFromWhom(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance, t =>
        {
            t.Campaigns.Add(new Campaign
            {
                Id = "spring",
                Title = new LocalizedText { En = "Spring" },
                StartTime = new Timestamp { Seconds = 0 },
                EndTime = new Timestamp { Seconds = 4_000_000_000 },
                Segment = "segments/vip",
                HoldoutBasisPoints = 5000,
                HoldoutSalt = ByteString.CopyFrom(new byte[16]),
            });
            var rule = Gift("spring-gift", OfCampaign, null);
            rule.Campaign = "spring";
            t.Rules.Add(rule);
        });
        var arms = new Dictionary<Arm, int>();
        for (var i = 0; arms.Count < 2; i++)
        {
            Assert.True(i < 64, $"All of {i} members are in one arm.");
            var member = await Alliance.GivenMemberAsync(aster, $"member-{i}");
            await aster.MemberPrograms.UpdateSegmentAsync(Segment([member], []));
            var record = await PlacedAsync(aster, member);
            var exposure = Assert.Single(record.Result.Exposures);
            Assert.Equal(("spring", "spring-gift"), (exposure.Campaign, exposure.Rule));
            Assert.Equal(
                Base + OfSegment + (exposure.Arm == Arm.Treated ? OfCampaign : 0),
                record.Result.Coins.Single().Units);
            arms[exposure.Arm] = arms.GetValueOrDefault(exposure.Arm) + 1;
        }
        Assert.Equal([Arm.Treated, Arm.HeldOut], arms.Keys.Order());
        var outside = await PlacedAsync(aster, await Alliance.GivenMemberAsync(aster, "outside"));
        Assert.Empty(outside.Result.Exposures);
        await EndAsync(alliance);
    }

    private static async Task EndAsync(Alliance alliance)
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<DateTimeOffset> NowAsync(FederationClient client) =>
        (await client.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();

    private static async Task AdvanceAsync(Alliance alliance, DateTimeOffset to) =>
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTimeOffset(to) });

    private static async Task<MemberStatus> StatusAsync(FederationClient aster, string member) =>
        (await aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = member })).Status;

    private static SetProfileRequest Profile(string member, string city) => new()
    {
        RequestId = RequestIds.New(),
        Member = member,
        Attributes =
        {
            new Programs.V1.Attribute { Name = "city", Value = city },
            new Programs.V1.Attribute { Name = "shoe-size", Value = "41" },
        },
    };

    private static async Task SetBirthdayAsync(FederationClient aster, string member, DateTimeOffset day)
    {
        var date = DateOf(day);
        date.Year = 0;
        await aster.MemberPrograms.SetProfileAsync(
            new() { RequestId = RequestIds.New(), Member = member, Birthday = date });
    }

    private static UpdateSegmentRequest Segment(string[] add, string[] remove) => new()
    {
        RequestId = RequestIds.New(),
        Program = Program,
        Segment = "segments/vip",
        Add = { add },
        Remove = { remove },
    };

    /// <summary>From December until the end of February.</summary>
    private static async Task<TierFreeze> FreezeAsync(FederationClient aster, string member, int year) =>
        (await aster.MemberPrograms.FreezeTierAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = Program,
            Member = member,
            FromDate = new Date { Year = year, Month = 12, Day = 1 },
            ToDate = new Date { Year = year + 1, Month = 3, Day = 1 },
            Reason = "flood",
        })).Freeze;

    /// <summary>A moment's date in Shanghai.</summary>
    private static Date DateOf(DateTimeOffset moment)
    {
        var date = moment.AddHours(8);
        return new Date { Year = date.Year, Month = date.Month, Day = date.Day };
    }

    /// <summary>What an order of 100 yuan earns now.</summary>
    private static async Task<long> CoinsAsync(FederationClient aster, string member) =>
        (await aster.Checkout.EvaluateOrderAsync(new() { Program = Program, Order = await OrderAsync(aster, member) }))
        .Evaluation.Coins.Sum(c => c.Units);

    /// <summary>Places an order of 100 yuan; the record of its decision, recomputed.</summary>
    private static async Task<EvaluationRecord> PlacedAsync(FederationClient aster, string member)
    {
        var placed = await aster.Checkout.PlaceOrderAsync(
            new() { Program = Program, Order = await OrderAsync(aster, member) });
        var found = await aster.Checkout.GetEvaluationAsync(new() { Name = placed.EvaluationName });
        Assert.Equal(Verification.Same, Records.Verify(found.Record, found.Digest.Span));
        return found.Record;
    }

    private static async Task<Order> OrderAsync(FederationClient aster, string member)
    {
        var order = ProgramsMade.Order("aster", Timestamp.FromDateTimeOffset(await NowAsync(aster)));
        (order.Member, order.Lines[0].ListMinorUnits) = (member, 10_000);
        return order;
    }

    private static async Task<FederationClient> GivenProgramAsync(
        Alliance alliance, Action<RuleSetTerms>? more = null)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.Segments.Add("segments/vip");
        terms.TierSchemes.Add(ProgramsMade.Club());
        terms.Rules.Add(Gift("in-suzhou", InCity, new Condition
        {
            Member = new MemberIs { Attribute = "city", Values = { "Suzhou" } },
        }));
        terms.Rules.Add(Gift("vip", OfSegment, new Condition { Segment = "segments/vip" }));
        terms.Rules.Add(Gift("birthday", OnBirthday, new Condition
        {
            Birthday = new BirthdayWindow { DaysAround = 1 },
        }));
        terms.Rules.Add(new Rule
        {
            Id = "gold",
            Title = new LocalizedText { En = "Twice" },
            Condition = new Condition { Tier = new TierIs { Scheme = "club", Levels = { "gold" } } },
            Effects = { new Effect { Multiply = new Multiply { FactorBasisPoints = 20_000, Rules = { "base" } } } },
        });
        more?.Invoke(terms);
        await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }

    private static Rule Gift(string id, long coins, Condition? condition) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Condition = condition,
        Effects = { new Effect { Earn = new Earn { Units = coins, PerMinorUnits = 10_000 } } },
    };
}
