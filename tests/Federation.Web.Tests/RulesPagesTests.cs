using System.Net;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The programme pages of a brand's portal: what they say, and what their forms send.</summary>
public sealed class RulesPagesTests
{
    private const string Draft = "/portal/rules/main/2";
    private const string Simulation = "/simulation?from=2011-11-01&to=2011-12-01";

    [Theory]
    [InlineData("/portal/rules", "Aster <i>friends</i>", "紫菀之友")]
    [InlineData("/portal/rules/main", "Waits for approval|Draft", "草稿")]
    [InlineData("/portal/rules/main", "2.50%", "2.50%")]
    [InlineData("/portal/rules/main/templates", "1 coin for each unit of money.", "每消费 1 元得 1 金币。")]
    [InlineData(Draft, "2 ASTER for each £1.00 that is paid.", "每实付 £1.00 得 2 ASTER。")]
    [InlineData(Draft, "At most 500 coins for each member a day.", "每位会员每天最多 500 积分。")]
    [InlineData(Draft, "2 times the coins that were earned by buying.", "购物所得积分变为 2 倍。")]
    [InlineData(Draft, "The member's level is one of Gold.", "会员等级为 金卡 之一。")]
    [InlineData(Draft, "The weekday is one of Tuesday.", "星期为 星期二。")]
    [InlineData(Draft, "£2.00 off the order.", "整单优惠 £2.00。")]
    [InlineData(Draft, "The goods come to £20.00 or more.", "商品金额达到 £20.00。")]
    [InlineData(Draft, "At most £500.00 for all together in all.", "全体合计总计最多 £500.00。")]
    [InlineData("/portal/rules/main/compare?from=1&to=2", "rules[base].effects[0].earn.units", "差异")]
    [InlineData(Draft + Simulation, "40 of 1,200 orders.", "1,200 单中的 40 单")]
    [InlineData(Draft + Simulation, "1,500", "200 位会员会得到更多")]
    public async Task Page_SaysInBothLanguages_WhatTheRulesSay(string path, string english, string chinese)
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        foreach (var (language, text) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            visit.Cookies["language"] = language;
            var html = await visit.ReadAsync(path);
            var said = WebUtility.HtmlDecode(html).Replace('\u00A0', ' ');
            Assert.True(
                text.Split('|').Any(t => said.Contains(t, StringComparison.Ordinal)),
                $"{path} lacks '{text}' in {said}");
            Assert.DoesNotMatch("<b>(time|day|2|here)|<i>friends", html);
        }
    }

    [Fact]
    public async Task Programme_IsMade_AndTheIdIsChecked()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        var wrong = await SendAsync(visit, "/portal/rules", "make", new() { ["id"] = "Main!", ["en"] = "" });
        Assert.Contains("href=\"#id\"", wrong, StringComparison.Ordinal);
        Assert.Contains("href=\"#en\"", wrong, StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);

        var next = await SendAsync(visit, "/portal/rules", "make", new() { ["id"] = "club", ["en"] = "Club" });
        Assert.Equal("/portal/rules/club", next);
        var sent = Assert.IsType<CreateProgramRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("partners/aster", "club", "Club"), (sent.Parent, sent.ProgramId, sent.Title.En));
    }

    [Fact]
    public async Task Template_IsApplied_WithTheFormsParameters()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = "/portal/rules/main/templates";
        Assert.Contains(
            "Reward: 100 coins for charity.", await visit.ReadAsync(path), StringComparison.Ordinal);
        var wrong = await SendAsync(visit, path, "apply", new()
        {
            ["template"] = "",
            ["coin"] = "birch",
            ["currency"] = "pounds",
            ["units"] = "0",
            ["zone"] = "Nowhere",
            ["start"] = "soon",
        });
        foreach (var field in new[] { "template", "coin", "currency", "units", "zone", "start" })
            Assert.Contains($"href=\"#{field}\"", wrong, StringComparison.Ordinal);

        var next = await SendAsync(visit, path, "apply", new()
        {
            ["template"] = "member-coins",
            ["coin"] = "aster",
            ["currency"] = "GBP",
            ["units"] = "100",
            ["zone"] = "Europe/London",
            ["start"] = "2011-12-24",
        });
        Assert.Equal("/portal/rules/main/2", next);
        var sent = Assert.IsType<ApplyTemplateRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(
            ("partners/aster/programs/main", "member-coins", "coins/aster", "GBP", 100L, "Europe/London", 24),
            (sent.Parent, sent.Template, sent.Coin, sent.Currency, sent.SettlementUnitsPerMinorUnit, sent.TimeZone,
                sent.StartDate.Day));
    }

    /// <summary>What is proposed besides stays on the page, until each is done by its button or elsewhere.</summary>
    [Fact]
    public async Task Template_WithMoreToSetUp_ProposesItAndDoesIt()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = "/portal/rules/main/templates";
        var made = WebUtility.HtmlDecode(await SendAsync(
            visit, path, "apply", new() { ["template"] = "four-tiers", ["coin"] = "aster" }));
        Assert.Contains("href=\"/portal/rules/main/2\"", made, StringComparison.Ordinal);
        foreach (var text in new[]
            { "1. Coins <b>expire</b>", "3. A gift", "\"rewardId\": \"gift\"", "4. Report reviews." })
            Assert.Contains(text, made, StringComparison.Ordinal);
        Assert.Contains("value=\"step-0\"", made, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"step-3\"", made, StringComparison.Ordinal);

        var fields = Visit.FormOf(made, "step-2");
        using var answer = await visit.PostAsync(path, fields);
        var done = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var sent = Assert.IsType<Rewards.V1.CreateRewardRequest>(all.Alliance.Commands.Last());
        Assert.Equal(("partners/aster", "gift"), (sent.Parent, sent.RewardId));
        Assert.NotEmpty(sent.RequestId);
        Assert.DoesNotContain("value=\"step-2\"", done, StringComparison.Ordinal);
        Assert.Contains("value=\"step-1\"", done, StringComparison.Ordinal);
        Assert.Equal("2", Visit.FormOf(done, "step-1")["done"]);

        // What no page of ours sends is taken for nothing.
        var commands = all.Alliance.Commands.Count;
        foreach (var wrong in new[] { "", "%%%", "AAAA" })
        {
            fields["answer"] = wrong;
            using var refused = await visit.PostAsync(path, fields);
            Assert.True((int)refused.StatusCode < 500, $"'{wrong}' was answered {refused.StatusCode}");
        }
        Assert.Equal(commands, all.Alliance.Commands.Count);
    }

    /// <summary>Each of what the form offers becomes a rule of the draft.</summary>
    [Theory]
    [InlineData("check-in", "", "EVENT_KIND_CHECK_IN")]
    [InlineData("review", "", "EVENT_KIND_REVIEW")]
    [InlineData("share", "", "\"period\": \"PERIOD_DAY\"")]
    [InlineData("survey", "", "EVENT_KIND_SURVEY")]
    [InlineData("course", "", "EVENT_KIND_COURSE")]
    [InlineData("attendance", "", "EVENT_KIND_ATTENDANCE")]
    [InlineData("referrer", "", "REFERRAL_SIDE_REFERRER")]
    [InlineData("referred", "", "REFERRAL_SIDE_REFERRED")]
    [InlineData("birthday", "", "BIRTHDAY_PERIOD_MONTH")]
    [InlineData("day", "8", "\"daysOfMonth\": [ 8 ]")]
    [InlineData("goal", "10", "\"every\": \"10\"")]
    public async Task Rule_OnWhatMembersDo_IsAdded(string kind, string number, string part)
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = Draft + "/edit/rules";
        var typed = new Dictionary<string, string>
        {
            ["kind"] = kind,
            ["id"] = "new-" + kind,
            ["en"] = "New",
            ["units"] = "5",
            ["number"] = number,
        };
        Assert.Equal(Draft + "/edit#rule-new-" + kind, await SendAsync(visit, path, "new", typed));
        var sent = Assert.IsType<UpdateRuleSetRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Contains(part, sent.Terms.Rules[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal(kind == "goal", sent.Terms.Counters.Any(c => c.Id == "new-goal"));

        // Its id is taken now, and such numbers there are not.
        typed["units"] = "0";
        typed["number"] = "99999";
        typed["en"] = "";
        var wrong = await SendAsync(visit, path, "new", typed);
        foreach (var field in new[] { "id", "en", "units" })
            Assert.Contains($"href=\"#{field}\"", wrong, StringComparison.Ordinal);
        Assert.Equal(number.Length > 0, wrong.Contains("href=\"#number\"", StringComparison.Ordinal));
        Assert.Single(all.Alliance.Commands);
    }

    [Fact]
    public async Task Rule_IsChangedByItsFields()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        var path = Draft + "/edit/rules/base";
        var wrong = await SendAsync(
            visit, path, "fields", new() { ["units"] = "-1", ["per"] = "x", ["priority"] = "z" });
        foreach (var field in new[] { "units", "per", "priority" })
            Assert.Contains($"href=\"#{field}\"", wrong, StringComparison.Ordinal);

        var next = await SendAsync(visit, path, "fields", new()
        {
            ["en"] = "More",
            ["units"] = "7",
            ["per"] = "2.50",
            ["priority"] = "-3",
        });
        Assert.Equal(Draft + "/edit#rule-base", next);
        var rule = all.Alliance.RuleSets[1].Terms.Rules[0];
        Assert.Equal(
            ("More", 7L, 250L, -3), (rule.Title.En, rule.Effects[0].Earn.Units, rule.Effects[0].Earn.PerMinorUnits,
                rule.Priority));
        Assert.Equal(3, all.Alliance.RuleSets[1].Terms.Rules.Count);
    }

    [Fact]
    public async Task Rules_AreAddedMovedAndRemoved()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        await SendAsync(visit, Draft + "/edit/rules", "text", new()
        {
            ["rule"] = "{\"id\": \"gift\", \"effects\": [{\"earn\": {\"units\": \"5\"}}]}",
        });
        await SendAsync(visit, Draft + "/edit", "up-off", []);
        await SendAsync(visit, Draft + "/edit", "down-base", []);
        await SendAsync(visit, Draft + "/edit", "remove-double", []);
        Assert.Equal(["off", "base", "gift"], all.Alliance.RuleSets[1].Terms.Rules.Select(r => r.Id));
        Assert.Equal(7, all.Alliance.RuleSets[1].Revision);

        var wrong = await SendAsync(visit, Draft + "/edit/rules", "text", new() { ["rule"] = "{\"id\": 5, " });
        Assert.Contains("This is not the text of a rule", wrong, StringComparison.Ordinal);
        Assert.Contains("{&quot;id&quot;: 5,", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherParts_AreChanged_AndRulesStay()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        await SendAsync(visit, Draft + "/edit/others", "others", new()
        {
            ["terms"] = "{\"currency\": \"EUR\", \"coins\": [\"coins/aster\"], \"rules\": [{\"id\": \"smuggled\"}]}",
        });
        var terms = all.Alliance.RuleSets[1].Terms;
        Assert.Equal(("EUR", 0), (terms.Currency, terms.Coupons.Count));
        Assert.Equal(["base", "double", "off"], terms.Rules.Select(r => r.Id));
    }

    /// <summary>Two people edit one draft: the second is refused, sees what the first changed, and loses nothing of
    /// what was typed. Saved again, it is theirs.</summary>
    [Fact]
    public async Task Draft_OfTwoPeople_TellsTheSecondWhatTheFirstChanged()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        var path = Draft + "/edit/rules/base";
        var seen = Visit.FieldsOf(await visit.ReadAsync(path), "[^>]*");
        var other = all.Alliance.RuleSets[1];
        other.Terms.Rules[0].Effects[0].Earn.Units = 99;
        other.Revision++;

        seen["_handler"] = "fields";
        (seen["units"], seen["per"], seen["priority"]) = ("7", "1", "0");
        using var answer = await visit.PostAsync(path, seen);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("VERSION_MISMATCH", html, StringComparison.Ordinal);
        Assert.Contains("Another person has changed the draft meanwhile", html, StringComparison.Ordinal);
        Assert.Contains("<del>2</del>", html, StringComparison.Ordinal);
        Assert.Contains("<ins>99</ins>", html, StringComparison.Ordinal);
        Assert.Matches("<input id=\"units\" name=\"units\" value=\"7\"", html);
        Assert.Equal(99, other.Terms.Rules[0].Effects[0].Earn.Units);

        var again = Visit.FieldsOf(html, "[^>]*");
        again["_handler"] = "fields";
        using var saved = await visit.PostAsync(path, again);
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(7, other.Terms.Rules[0].Effects[0].Earn.Units);
    }

    [Fact]
    public async Task Findings_LeadToTheirRule()
    {
        await using var all = await StartAsync();
        all.Alliance.Findings.Add(new GuardFinding
        {
            Error = true,
            Rule = "double",
            Path = "rules[1]",
            Words = new() { En = "It gives <b>more</b> than it costs.", ZhCn = "送出的多于成本。" },
        });
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(Draft + "/edit");
        Assert.Contains("<a href=\"#rule-double\">double: It gives &lt;b&gt;more", html, StringComparison.Ordinal);
        Assert.Contains("id=\"rule-double\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RuleSet_GoesItsWay_AndNobodyApprovesTheirOwn()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        var draft = all.Alliance.RuleSets[1];
        await SendAsync(visit, Draft, "propose", []);
        Assert.Equal(3, all.Alliance.Commands.OfType<ProposeRuleSetRequest>().Single().Revision);

        draft.Proposer = all.Alliance.People[0].Name;
        var own = await visit.ReadAsync(Draft);
        Assert.DoesNotContain("value=\"approve\"", own, StringComparison.Ordinal);
        draft.Proposer = "partners/aster/users/ben";
        all.Alliance.Refusal = m => m == "ApproveRuleSet"
            ? FakeAlliance.Refuse(ErrorReason.SignInNotRecent, StatusCode.FailedPrecondition) : null;
        var stale = await SendAsync(visit, Draft, "approve", new() { ["reason"] = "Winter" });
        Assert.Contains("fresh=true", stale, StringComparison.Ordinal);
        all.Alliance.Refusal = _ => null;
        await SendAsync(visit, Draft, "approve", new() { ["reason"] = "Winter" });
        Assert.Equal("Winter", all.Alliance.Commands.OfType<ApproveRuleSetRequest>().Last().Reason);

        Assert.Contains(
            "href=\"#time\"", await SendAsync(visit, Draft, "publish", new() { ["time"] = "soon" }),
            StringComparison.Ordinal);
        await SendAsync(visit, Draft, "publish", new() { ["time"] = "2012-06-01T09:30" });
        Assert.Equal(
            new DateTimeOffset(2012, 6, 1, 8, 30, 0, TimeSpan.Zero),
            all.Alliance.Commands.OfType<PublishRuleSetRequest>().Single().PublishTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Order_IsTried_AndExplained()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = "/portal/rules/main/1/try";
        Assert.Contains("href=\"#sku1\"", await SendAsync(visit, path, "try", []), StringComparison.Ordinal);
        Assert.Contains(
            "href=\"#sku2\"", await SendAsync(visit, path, "try", new() { ["sku2"] = "x", ["quantity2"] = "1" }),
            StringComparison.Ordinal);
        var html = WebUtility.HtmlDecode(await SendAsync(visit, path, "try", new()
        {
            ["sku1"] = "tea",
            ["quantity1"] = "2",
            ["price1"] = "10.90",
            ["shop"] = "partners/aster/merchants/s",
        }));
        foreach (var said in new[] { "£19.80", "base: 19 coins: 1 for each £1.00", "double: There is no member" })
            Assert.Contains(said, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulation_OfNoPeriod_SaysSo_AndOfNoRules_IsRefused()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        Assert.Contains(
            "Give two days", await visit.ReadAsync(Draft + "/simulation?from=2011-12-01&to=2011-11-01"),
            StringComparison.Ordinal);
        Assert.Contains(
            "RULE_SET_NOT_FOUND",
            await visit.ReadAsync("/portal/rules/main/9/simulation?from=2011-11-01&to=2011-12-01"),
            StringComparison.Ordinal);
        using var stranger = all.Visit();
        using var answer = await stranger.GetAsync(Draft + "/simulation?from=2011-11-01&to=2011-12-01");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    /// <summary>Who may not write sees the rules and no form.</summary>
    [Fact]
    public async Task Pages_OfAReader_HaveNoForms()
    {
        await using var all = await StartAsync();
        all.Authority.Scopes = ["programs.read"];
        using var visit = await all.SignedInAsync();
        foreach (var path in new[] { "/portal/rules", "/portal/rules/main", Draft })
        {
            var html = await visit.ReadAsync(path);
            Assert.DoesNotContain("method=\"post\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("/templates\"", html, StringComparison.Ordinal);
        }
    }

    private static async Task<Surroundings> StartAsync()
    {
        var all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        return all;
    }

    /// <summary>Fills a page's form and sends it.</summary>
    /// <returns>Where it leads, or the page that came back.</returns>
    private static async Task<string> SendAsync(
        Visit visit, string path, string handler, Dictionary<string, string> typed)
    {
        var html = await visit.ReadAsync(path);
        var form = html.Split("<form").FirstOrDefault(
            f => f.Contains($"value=\"{handler}\"", StringComparison.Ordinal)) ?? "";
        Assert.True(form.Length > 0, $"{path} has no form {handler}");
        var fields = Visit.FieldsOf("<form" + form.Split("</form>")[0] + "</form>");
        foreach (var (name, value) in typed)
            fields[name] = value;
        using var answer = await visit.PostAsync(path, fields);
        return answer.Headers.Location is { } next
            ? next.PathAndQuery + next.Fragment : await answer.Content.ReadAsStringAsync();
    }
}
