using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Drafts that are made from templates.</summary>
public sealed class TemplateTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    public static TheoryData<Action<ApplyTemplateRequest>, string> Wrong => new()
    {
        { r => r.Template = "none", "template" },
        { r => r.Coin = "", "coin" },
        { r => r.Currency = "yuan", "currency" },
        { r => r.SettlementUnitsPerMinorUnit = 0, "settlement_units_per_minor_unit" },
        { r => r.TimeZone = "Asia/Atlantis", "time_zone" },
        { r => r.StartDate = new() { Year = 2026, Month = 2, Day = 30 }, "start_date" },
        { r => r.StartDate = new() { Year = 2026, Month = 2 }, "start_date" },
        { r => r.StartDate = new() { Year = 9001, Month = 1, Day = 1 }, "start_date" },
        { r => r.Parent = "partners/aster", "parent" },
        { r => r.RequestId = "1", "request_id" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Template_Applied_IsADraftThatIsMadeOnce(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var request = Applying("member-coins");
        var made = await module.Programs.ApplyTemplate(request, Call.Ann);
        module.Now += TimeSpan.FromDays(2);
        var again = await module.Programs.ApplyTemplate(request, Call.Ann);
        var read = await module.GetAsync(made.RuleSet.Name);
        var changed = request.Clone();
        changed.Currency = "EUR";

        Assert.Equal((Given.RuleSet(1), RuleSetState.Draft), (made.RuleSet.Name, made.RuleSet.State));
        Assert.Equal((false, true, made.RuleSet), (made.Replayed, again.Replayed, again.RuleSet));
        Assert.Equal(
            ["base", "double", "large-order", "share", "referrer", "referred"], read.Terms.Rules.Select(r => r.Id));
        Assert.Equal(
            ErrorReason.RequestIdReused, await Refusals.ReasonAsync(module.Programs.ApplyTemplate(changed, Call.Ann)));
    }

    /// <summary>Alliance time is midnight of 1 March in London, and the evening before in New York.</summary>
    [Theory]
    [InlineData("Europe/London", 3, 1)]
    [InlineData("America/New_York", 2, 28)]
    public async Task Start_LeftOut_IsTheProgrammesToday(string timeZone, int month, int day)
    {
        await using var module = await Module.StartAsync();
        var request = Applying("member-coins");
        request.TimeZone = timeZone;
        var made = await module.Programs.ApplyTemplate(request, Call.Ann);
        var from = (await module.GetAsync(made.RuleSet.Name)).Terms.Rules[1].Condition.Time.FromDate;
        Assert.Equal((2026, month, day), (from.Year, from.Month, from.Day));
    }

    [Fact]
    public async Task Templates_Listed_CanEachBeProposed()
    {
        await using var module = await Module.StartAsync();
        var listed = (await module.Programs.ListTemplates(new(), Call.Birch)).Templates;
        Assert.Equal(13, listed.Count);
        foreach (var template in listed)
        {
            var draft = await module.Programs.ApplyTemplate(Applying(template.Id), Call.Ann);
            Assert.Equal(RuleSetState.Proposed, (await module.ProposeAsync(draft.RuleSet.Name)).State);
        }
    }

    /// <summary>The requests are for the brand, its coin and its time zone; a retry gets the same ones.</summary>
    [Fact]
    public async Task Setup_OfATemplate_IsReadyForTheBrandsChoices()
    {
        await using var module = await Module.StartAsync();
        var request = Applying("points-mall");
        request.StartDate = new() { Year = 2026, Month = 6, Day = 1 };
        var made = await module.Programs.ApplyTemplate(request, Call.Ann);
        var again = await module.Programs.ApplyTemplate(request, Call.Ann);
        var listed = (await module.Programs.ListTemplates(new(), Call.Ann)).Templates
            .Single(t => t.Id == "points-mall");

        Assert.Equal(made.Setup, again.Setup);
        Assert.Equal(listed.Setup.Select(s => s.Title), made.Setup.Select(s => s.Title));
        Assert.All(listed.Setup, s => Assert.Null(s.Request));
        var reward = made.Setup.Single(s => s.Request?.Is(CreateRewardRequest.Descriptor) == true).Request
            .Unpack<CreateRewardRequest>();
        Assert.Equal(
            ("", "partners/aster", "coins/aster", 500, Given.Program, "Asia/Shanghai"),
            (reward.RequestId, reward.Parent, reward.Terms.Coin, reward.Terms.PriceUnits, reward.Terms.Program,
                reward.Terms.TimeZone));
        // Gold on 1 June at midnight in Shanghai, everybody on the 2nd; the draw closes 30 days after the 1st.
        Assert.Equal("2026-05-31T16:00:00Z", Text(reward.Terms.Levels.Single().FromTime));
        Assert.Equal("2026-06-01T16:00:00Z", Text(reward.Terms.FromTime));
        var draw = made.Setup.Single(s => s.Request?.Is(CreateDrawRequest.Descriptor) == true).Request
            .Unpack<CreateDrawRequest>();
        Assert.Equal(("monthly", 50L, "2026-06-30T16:00:00Z"),
            (draw.DrawId, draw.Terms.PriceUnits, Text(draw.Terms.CloseTime)));
    }

    /// <summary>Where it is promised that no coin expires unannounced, the coin's rule says so.</summary>
    [Theory]
    [InlineData("member-coins", 24)]
    [InlineData("jd", 12)]
    public async Task Setup_ThatPromisesNotice_TurnsItOn(string template, int months)
    {
        await using var module = await Module.StartAsync();
        var made = await module.Programs.ApplyTemplate(Applying(template), Call.Ann);
        var coin = made.Setup[0].Request.Unpack<UpdateCoinRequest>();
        Assert.Equal(
            ("coins/aster", months, 30, NoticeEvidence.Accepted, "Asia/Shanghai"),
            (coin.Name, coin.Expiry.Months, coin.Expiry.NoticeDays, coin.Expiry.NoticeEvidence, coin.Expiry.TimeZone));
        var settings = made.Setup[1].Request.Unpack<SetMessageSettingsRequest>();
        Assert.Contains(settings.Settings.Channels, c => c.Kind == MessageKind.CoinsExpiring && c.Channels.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Choice_ThatIsWrong_IsRefusedByItsField(Action<ApplyTemplateRequest> change, string field)
    {
        await using var module = await Module.StartAsync();
        var request = Applying("four-tiers");
        change(request);
        Assert.Equal([field], await Refusals.FieldsAsync(module.Programs.ApplyTemplate(request, Call.Ann)));
    }

    /// <summary>The scale of the programme's money must be that of the alliance's, whatever the template.</summary>
    [Theory]
    [InlineData("JPY", 0, 1, null)]
    [InlineData("JPY", 2, 100, null)]
    [InlineData("JPY", 2, 1, "settlement_units_per_minor_unit")]
    [InlineData("CNY", 2, 100, "settlement_units_per_minor_unit")]
    [InlineData("CNY", 0, 1, "currency")]
    [InlineData("KWD", 2, 1, "currency")]
    public async Task Currency_OfTheAlliance_HasItsScale(string currency, int scale, long units, string? field)
    {
        await using var module = await Module.StartAsync();
        (module.Deployment.SettlementCurrency, module.Deployment.SettlementScale) = (currency, scale);
        var request = Applying("mcdonalds");
        (request.Currency, request.SettlementUnitsPerMinorUnit) = (currency, units);
        if (field is not null)
        {
            Assert.Equal([field], await Refusals.FieldsAsync(module.Programs.ApplyTemplate(request, Call.Ann)));
            return;
        }
        var made = await module.Programs.ApplyTemplate(request, Call.Ann);
        Assert.Equal(
            [40, 100],
            (await module.GetAsync(made.RuleSet.Name)).Terms.Rules.Select(
                r => r.Condition.All?.Of[1].Basket.AtLeastMinorUnits ?? r.Condition.Basket.AtLeastMinorUnits));
    }

    [Fact]
    public async Task Template_Unknown_IsRefusedWithTheKnownOnes()
    {
        await using var module = await Module.StartAsync();
        var refusal = await Refusals.OfAsync(module.Programs.ApplyTemplate(Applying("none"), Call.Ann));
        Assert.Equal(ErrorReason.FieldInvalid, refusal.Reason);
        Assert.Contains(
            "amazon-prime, ant-forest, applecare, coupons, four-tiers", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_WithoutTheRight_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var request = Applying("coupons");
        Assert.Equal(
            ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(module.Programs.ApplyTemplate(
                Applying("coupons", "coins/birch"), Call.Birch)));
        Assert.Equal(
            ErrorReason.NotYours, await Refusals.ReasonAsync(module.Programs.ApplyTemplate(
                Applying("coupons", "coins/birch"), Call.Ann)));
        Assert.Equal(
            ErrorReason.CoinNotFound, await Refusals.ReasonAsync(module.Programs.ApplyTemplate(
                Applying("coupons", "coins/none"), Call.Ann)));
        await module.SuspendAsync();
        Assert.Equal(
            ErrorReason.PartnerSuspended,
            await Refusals.ReasonAsync(module.Programs.ApplyTemplate(request, Call.Ann)));
    }

    private static string Text(Timestamp time) => time.ToString().Trim('"');

    private static ApplyTemplateRequest Applying(string template, string coin = "coins/aster") => new()
    {
        RequestId = Module.NewId(),
        Parent = Given.Program,
        Template = template,
        Coin = coin,
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
    };
}
