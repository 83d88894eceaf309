using System.Net;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Web.Tests;

/// <summary>The portal's rewards: what there is of them, and what became of those that were redeemed.</summary>
public sealed class BrandRewardPagesTests : IAsyncLifetime
{
    private const string Redemption = "/portal/redemptions/" + FakeAlliance.Id;
    private const string New = "/portal/new-reward";
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    [Theory]
    [InlineData("/portal/rewards", "A <b>cup</b>", "马克杯")]
    [InlineData("/portal/rewards?show=cold", "the rarest first", "最少的在前")]
    [InlineData("/portal/rewards/cup", "Holds <script>alert(2)</script> tea.", "石制。")]
    [InlineData("/portal/rewards/cup", "At any time while it is active", "启用期间随时")]
    [InlineData("/portal/rewards/film", "Add these codes", "添加这些兑换码")]
    [InlineData("/portal/redemptions?show=all", "A <i>film</i>", "一部电影")]
    [InlineData("/portal/redemptions", "There is nothing here", "这里没有记录")]
    [InlineData(Redemption, "Redemption of A <i>film</i>", "一部电影 的兑换")]
    [InlineData(New, "Who hands it over", "由谁交付")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        // Nobody at the brand needs a member's code.
        await visit.AssertSaysAsync(path, english, chinese, "<script>alert|<b>cup|<i>film|FILM-");
    }

    /// <summary>A draft of all fields; a day is one of the coin's zone, the last one whole.</summary>
    [Fact]
    public async Task Reward_IsMadeFromTheForm()
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync(New));
        foreach (var (name, value) in new[]
        {
            ("reward", "repair"), ("title-en", "Repair"), ("title-zh", "维修"), ("more-en", "At once."),
            ("kind", "Right"), ("coin", "aster"), ("price", "1,200"), ("fulfilment", "once"), ("limited", "yes"),
            ("from", "2011-12-10"), ("to", "2011-12-31"), ("often", "2"), ("right-en", "Priority"), ("days", "365"),
        })
            fields[name] = value;
        fields.Remove("late");

        using var done = await visit.PostAsync(New, fields);

        Assert.EndsWith("/portal/rewards/repair", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<CreateRewardRequest>(Assert.Single(all.Alliance.Commands));
        var terms = sent.Terms;
        Assert.Equal(("partners/aster", "repair"), (sent.Parent, sent.RewardId));
        Assert.Equal(
            ("Repair", "维修", "At once.", RewardKind.Right, "coins/aster", 1200L),
            (terms.Title.En, terms.Title.ZhCn, terms.Description.En, terms.Kind, terms.Coin, terms.PriceUnits));
        Assert.Equal(
            (RewardFulfilment.AtOnce, true, false),
            (terms.Fulfilment, terms.LimitedStock, terms.CancellableAfterFulfilment));
        Assert.Equal(TimeSpan.FromDays(22), terms.ToTime.ToDateTimeOffset() - terms.FromTime.ToDateTimeOffset());
        Assert.Equal([new RewardLimit { Period = Period.Ever, AtMost = 2 }], terms.Limits);
        Assert.Equal(("Priority", 365), (terms.Right.Title.En, terms.Right.ValidDays));
        Assert.Null(terms.Cause);
    }

    [Theory]
    [InlineData("Donation", "trees", "")]
    [InlineData("Coupon", "", "tea")]
    [InlineData("Code", "", "")]
    public async Task Reward_OfAKind_SaysWhatItIs(string kind, string cause, string definition)
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync(New));
        (fields["reward"], fields["title-zh"], fields["kind"], fields["price"]) = ("some", "名称", kind, "5");
        (fields["coin"], fields["cause"], fields["cause-en"]) = ("aster", cause, "Trees");
        (fields["program"], fields["definition"]) = ("main", definition);
        fields.Remove("limited");
        using var done = await visit.PostAsync(New, fields);
        var terms = Assert.IsType<CreateRewardRequest>(Assert.Single(all.Alliance.Commands)).Terms;
        Assert.Equal(cause, terms.Cause?.Id ?? "");
        Assert.Equal(definition, terms.Coupon?.Definition ?? "");
        Assert.Equal(
            definition.Length > 0 ? "partners/aster/programs/main" : "", terms.Coupon?.Program ?? "");
        Assert.Equal((kind == "Code", RewardFulfilment.AtOnce), (terms.LimitedStock, terms.Fulfilment));
    }

    /// <summary>Nothing is looked at where all of it is empty.</summary>
    [Theory]
    [InlineData("50", "48", true, "24", 50, 48, 24)]
    [InlineData("", "", true, "", 0, 0, 0)]
    [InlineData("", "", false, "", null, 0, 0)]
    public async Task Reward_SaysWhichRedemptionsAreHeld(
        string share, string changed, bool device, string deadline, int? percent, int hours, int until)
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync(New));
        (fields["reward"], fields["title-en"], fields["price"]) = ("some", "Some", "5");
        (fields["coin"], fields["kind"]) = ("aster", "Goods");
        (fields["share"], fields["changed"], fields["deadline"]) = (share, changed, deadline);
        fields.Remove("device");
        if (device)
            fields["device"] = "yes";
        using var done = await visit.PostAsync(New, fields);
        var terms = Assert.IsType<CreateRewardRequest>(Assert.Single(all.Alliance.Commands)).Terms;
        Assert.Equal(
            percent is { } known
                ? new RewardChecks
                {
                    BalancePercent = known,
                    ContactChangeHours = hours,
                    NewDevice = device,
                    DeadlineHours = until,
                }
                : null,
            terms.Checks);
    }

    [Theory]
    [InlineData("reward", "", "Give it an id.")]
    [InlineData("title-en", "", "Give it a title in one language at least.")]
    [InlineData("price", "-1", "Write a price above zero, at most to 1.")]
    [InlineData("price", "0", "Write a price above zero, at most to 1.")]
    [InlineData("often", "-2", "Write a whole number above zero.")]
    [InlineData("from", "tomorrow", "Choose a day.")]
    [InlineData("to", "9999-12-31", "Choose a day.")]
    public async Task Mistake_ComesBack_WithWhatWasTyped(string field, string value, string said)
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync(New));
        (fields["reward"], fields["title-en"], fields["price"]) = ("some", "Some <i>thing</i>", "5");
        (fields["coin"], fields["kind"]) = ("aster", "Goods");
        fields[field] = value;
        using var answer = await visit.PostAsync(New, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains(
            field == "title-en" ? "value=\"some\"" : "value=\"Some &lt;i&gt;", html, StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
    }

    [Fact]
    public async Task State_IsSet_ByTheButtonsThatItHas()
    {
        const string path = "/portal/rewards/cup";
        foreach (var (form, state) in new[]
        {
            ("pause", RewardState.Paused), ("activate", RewardState.Active), ("end", RewardState.Ended),
        })
        {
            using var done = await visit.PostAsync(path, Visit.FormOf(await visit.ReadAsync(path), form));
            Assert.EndsWith(path, done.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(state, all.Alliance.Commands.Cast<SetRewardStateRequest>().Last().State);
        }
        Assert.DoesNotContain("method=\"post\" action=\"/portal/rewards", await visit.ReadAsync(path),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("40", "delivery", 40)]
    [InlineData("-3", "broken", -3)]
    [InlineData("0", "nothing", 0)]
    [InlineData("x", "nothing", 0)]
    [InlineData("4", "", 0)]
    public async Task Stock_IsChanged_WithAReason(string pieces, string why, long sent)
    {
        const string path = "/portal/rewards/cup";
        var fields = Visit.FormOf(await visit.ReadAsync(path), "stock");
        (fields["pieces"], fields["why"]) = (pieces, why);
        using var answer = await visit.PostAsync(path, fields);
        Assert.Equal(
            sent == 0 ? [] : [(sent, why)],
            all.Alliance.Commands.Cast<AddStockRequest>().Select(r => (r.Units, r.Reason)));
    }

    [Fact]
    public async Task Codes_AreSent_OneALine_AndNeverKept()
    {
        const string path = "/portal/rewards/film";
        var fields = Visit.FormOf(await visit.ReadAsync(path), "codes");
        fields["codes"] = " A-1 \r\n\r\nB-<b>2</b>\n";
        using var done = await visit.PostAsync(path, fields);
        Assert.EndsWith(path, done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.True(done.Headers.CacheControl is { NoStore: true });
        var sent = Assert.IsType<AddCodesRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("partners/aster/rewards/film", "A-1 B-<b>2</b>"), (sent.Name, string.Join(' ', sent.Codes)));
    }

    [Fact]
    public async Task Redemption_IsHandedOver_ThenCancelled()
    {
        all.Alliance.Redeemed.State = RedemptionState.Pending;
        Assert.Contains(Redemption, await visit.ReadAsync("/portal/redemptions"), StringComparison.Ordinal);
        var fields = Visit.FormOf(await visit.ReadAsync(Redemption), "fulfil");
        fields["reference"] = "parcel-8";
        using var done = await visit.PostAsync(Redemption, fields);
        var fulfilled = Assert.IsType<FulfilRedemptionRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("partners/aster/redemptions/" + FakeAlliance.Id, "parcel-8"),
            (fulfilled.Name, fulfilled.Reference));

        fields = Visit.FormOf(await visit.ReadAsync(Redemption), "cancel");
        using var silent = await visit.PostAsync(Redemption, fields);
        Assert.Contains("Say why.", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fields["why"] = "It broke.";
        using var cancelled = await visit.PostAsync(Redemption, fields);
        Assert.Equal("It broke.", Assert.Single(all.Alliance.Commands.OfType<CancelRedemptionRequest>()).Reason);
        Assert.DoesNotContain("value=\"cancel\"", await visit.ReadAsync(Redemption), StringComparison.Ordinal);
    }

    /// <summary>What is unusual stands there in words; one form for each decision, with a reason.</summary>
    [Theory]
    [InlineData("release", RedemptionDecision.Release, "It was held, and released")]
    [InlineData("refuse", RedemptionDecision.Refuse, "It was held, and refused")]
    public async Task Redemption_ThatIsHeld_IsDecidedWithAReason(
        string form, RedemptionDecision decision, string said)
    {
        (all.Alliance.Redeemed.State, all.Alliance.Redeemed.Hold) = (RedemptionState.Held, new RedemptionHold
        {
            Signals = { new RedemptionSignal { Words = new() { En = "It is <unusual>." } } },
            ExpireTime = new() { Seconds = 1_800_000_000 },
        });
        Assert.Contains(Redemption, await visit.ReadAsync("/portal/redemptions?show=held"), StringComparison.Ordinal);
        var page = await visit.ReadAsync(Redemption);
        Assert.Contains("It is &lt;unusual&gt;.", page, StringComparison.Ordinal);
        foreach (var other in new[] { "fulfil", "cancel" })
            Assert.DoesNotContain($"value=\"{other}\"", page, StringComparison.Ordinal);
        var fields = Visit.FormOf(page, form);
        using var silent = await visit.PostAsync(Redemption, fields);
        Assert.Contains("Say why.", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fields[form + "-why"] = "She called us.";
        using var done = await visit.PostAsync(Redemption, fields);
        var sent = Assert.IsType<DecideRedemptionRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal((decision, "She called us."), (sent.Decision, sent.Reason));
        page = await visit.ReadAsync(Redemption);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("She called us.", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{form}\"", page, StringComparison.Ordinal);
    }

    /// <summary>A desk hands over, and changes no reward; who may only read sees no button.</summary>
    [Theory]
    [InlineData("rewards.read redemptions.read rewards.fulfil", true)]
    [InlineData("rewards.read redemptions.read", false)]
    public async Task Buttons_AreThoseOfTheRole(string scopes, bool fulfils)
    {
        all.Alliance.Redeemed.State = RedemptionState.Pending;
        all.Authority.Role = "partner-service";
        all.Authority.Scopes = scopes.Split(' ');
        using var desk = await all.SignedInAsync();
        var reward = await desk.ReadAsync("/portal/rewards/cup");
        foreach (var form in new[] { "pause", "stock", "end" })
            Assert.DoesNotContain($"value=\"{form}\"", reward, StringComparison.Ordinal);
        Assert.DoesNotContain(New, await desk.ReadAsync("/portal/rewards"), StringComparison.Ordinal);
        var redemption = await desk.ReadAsync(Redemption);
        Assert.Equal(fulfils, redemption.Contains("value=\"fulfil\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/portal/rewards/..%2F..%2Fbirch%2Frewards%2Fcup")]
    [InlineData("/portal/redemptions/..%2F..%2Fbirch")]
    public async Task Addresses_OfOthers_AreNotFound(string path)
    {
        using var answer = await visit.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
