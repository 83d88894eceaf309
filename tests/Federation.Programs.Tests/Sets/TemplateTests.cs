using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;

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
        Assert.Equal(7, listed.Count);
        foreach (var template in listed)
        {
            var draft = await module.Programs.ApplyTemplate(Applying(template.Id), Call.Ann);
            Assert.Equal(RuleSetState.Proposed, (await module.ProposeAsync(draft.RuleSet.Name)).State);
        }
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
        Assert.Contains("amazon-prime, coupons, four-tiers", refusal.Message, StringComparison.Ordinal);
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
