using System.Net;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What the console says of boards, and what its forms send.</summary>
public sealed class BoardPagesTests
{
    private const string Draft = "/console/boards/4";

    [Theory]
    [InlineData("/console/boards", "Board 3 is in force", "汇率表 3 生效中")]
    [InlineData("/console/boards", "Which board was in force from when", "各汇率表的生效时间")]
    [InlineData("/console/boards/3", "Its way into force", "生效过程")]
    [InlineData(Draft, "100\u00A0ASTER would come back as 219\u00A0ASTER", "100\u00A0ASTER 会换回 219\u00A0ASTER")]
    [InlineData(Draft, "→ Aster at 0.8978 or less, the circle closes", "→ 紫菀 不高于 0.8978 时，此循环不再获利")]
    [InlineData(Draft, "It cannot be proposed as long as the guard", "在校验证明没有任何循环获利之前不能提交")]
    [InlineData("/console/boards/5", "strays from the board in force", "偏离生效中的汇率表")]
    [InlineData("/console/boards/6", "You asked for it, so another person must approve it", "您提出")]
    [InlineData("/console/boards/7", "Reason: <b>agreed</b>", "理由：<b>agreed</b>")]
    [InlineData("/console/boards/4/pair?from=dune&to=aster", "exactly 99/50", "精确值 99/50")]
    [InlineData("/console/boards/4/worst", "the worst 50 pairs", "最差的 50 个币对")]
    [InlineData("/console/boards/4/edit", "Values of the coins", "各币的价值")]
    [InlineData("/console/boards/4/csv", "pair,dune,aster,50,100,,,,", "粘贴电子表格保存的内容")]
    [InlineData("/console/boards/csv", "coin,birch,,1,1,,,,", "建立草稿")]
    [InlineData("/console/boards/3/edit", "Only drafts can be changed", "只有草稿可以修改")]
    [InlineData("/console/boards/diff?from=3&to=5", "Aster", "联盟：手续费（基点）")]
    [InlineData("/console/boards/7/publish", "An earlier board can be published again", "随时可以重新发布")]
    [InlineData("/console/boards/what-if", "Days back", "回溯天数")]
    [InlineData("/console/boards/what-if?board=4&days=3", "gains £12.45 in 3 days", "3 天内")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        foreach (var (language, text) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            visit.Cookies["language"] = language;
            using var page = await visit.GetAsync(path);
            var html = await page.Content.ReadAsStringAsync();
            Assert.True(page.StatusCode == HttpStatusCode.OK, html);
            if (!path.Contains("diff", StringComparison.Ordinal) || language == "zh-CN")
                Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>agreed", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>first", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Matrix_MarksWhatChanged_AndWhatGains()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();

        var gains = await visit.ReadAsync(Draft);
        var changed = await visit.ReadAsync("/console/boards/7");
        var own = await visit.ReadAsync("/console/boards/3");

        Assert.Contains("cell bad", gains, StringComparison.Ordinal);
        Assert.Contains("247.5%", gains, StringComparison.Ordinal);
        // Two pairs become the dearer coin.
        Assert.Equal(2, changed.Split("changed\" href").Length - 1);
        Assert.DoesNotContain("changed\" href", own, StringComparison.Ordinal);
        Assert.Contains("1.782", own, StringComparison.Ordinal);
    }

    /// <summary>200 coins, each pair with terms of its own: a window, and not the whole.</summary>
    [Fact]
    public async Task Board_Of200Coins_IsAWindow_AndStaysSmall()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var large = all.Alliance.BoardList[0];
        // Figures without a pattern: they are what a page of this size weighs.
        var random = new Random(20261129);
        large.Values.Clear();
        large.Values.AddRange(Enumerable.Range(0, 200).Select(i =>
            new CoinValue { Coin = $"coins/coin-{i:000}", OnValueUnits = 100 + i, OffValueUnits = 90 + (i % 7) }));
        large.Pairs.AddRange(
            from source in large.Values
            from target in large.Values
            where source != target
            select new PairTerms
            {
                Source = source.Coin,
                Target = target.Coin,
                Values = new()
                {
                    OnValueUnits = random.Next(900_000, 1_000_000),
                    OffValueUnits = random.Next(800_000, 900_000),
                },
            });

        var html = await visit.ReadAsync("/console/boards/3?rows=coin-060&columns=coin-180");
        using var compressed = await all.Web.GetAsync(
            "/console/boards/3?rows=coin-060&columns=coin-180", ("Accept-Encoding", "br"),
            ("Cookie", string.Join("; ", visit.Cookies.Select(c => $"{c.Key}={c.Value}"))));
        var size = (await compressed.Content.ReadAsByteArrayAsync()).Length;
        var worst = await visit.ReadAsync("/console/boards/3/worst");

        Assert.Equal(400, html.Split("href=\"/console/boards/3/pair?").Length - 1);
        Assert.Contains("rows=coin-080&amp;columns=coin-180", html, StringComparison.Ordinal);
        Assert.Contains("rows=coin-040&amp;columns=coin-180", html, StringComparison.Ordinal);
        Assert.Contains("rows=coin-060&amp;columns=coin-160", html, StringComparison.Ordinal);
        Assert.DoesNotContain("columns=coin-200", html, StringComparison.Ordinal);
        Assert.Equal(50, worst.Split("href=\"/console/boards/3/pair?").Length - 1);
        Assert.InRange(size, 1, 200 << 10);
        TestContext.Current.TestOutputHelper!.WriteLine($"a window of 200 coins: {size} bytes");
    }

    [Fact]
    public async Task Cells_AreSaved_AndOtherPairsStay()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Draft + "/edit"));
        (fields["on-dune"], fields["points"]) = ("1,000", "50");
        (fields["on-birch"], fields["off-birch"]) = ("", "");

        using var answer = await visit.PostAsync(Draft + "/edit", fields);

        Assert.Equal(Draft, answer.Headers.Location!.AbsolutePath);
        var sent = Assert.IsType<UpdateDraftRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal((1, 50, 1_000_000), (sent.Revision, sent.Terms.FeeBasisPoints, sent.Terms.MaximumUnits));
        Assert.Equal(
            ["coins/aster 100 90", "coins/dune 1000 76"],
            sent.Terms.Values.Select(v => $"{v.Coin} {v.OnValueUnits} {v.OffValueUnits}"));
        Assert.Equal("coins/dune", Assert.Single(sent.Terms.Pairs).Source);
        Assert.Equal(fields["request_id"], sent.RequestId);
    }

    /// <summary>Two people edit one draft: the second is refused, sees what the first changed, and undoes none of
    /// it.</summary>
    [Fact]
    public async Task Cells_OfADraftThatAnotherChanged_AreRefused_AndShowBoth()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var first = await all.SignedInAsync();
        using var second = await all.SignedInAsync();
        var (mine, theirs) = (Visit.FieldsOf(await first.ReadAsync(Draft + "/edit")),
            Visit.FieldsOf(await second.ReadAsync(Draft + "/edit")));
        mine["on-aster"] = "111";
        theirs["on-dune"] = "88";
        using (var saved = await first.PostAsync(Draft + "/edit", mine))
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);

        using var refused = await second.PostAsync(Draft + "/edit", theirs);
        var html = await refused.Content.ReadAsStringAsync();

        Assert.Contains("VERSION_MISMATCH", html, StringComparison.Ordinal);
        Assert.Contains("What another person changed meanwhile", html, StringComparison.Ordinal);
        Assert.Contains("<b>111</b>", html, StringComparison.Ordinal);
        Assert.Equal(111, all.Alliance.BoardList[1].Values[0].OnValueUnits);
        Assert.Equal(80, all.Alliance.BoardList[1].Values[2].OnValueUnits);

        // The form goes on from what the draft says now.
        var again = Visit.FieldsOf(html);
        Assert.Equal(("2", "111", "88"), (again["revision"], again["on-aster"], again["on-dune"]));
        using var done = await second.PostAsync(Draft + "/edit", again);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal(
            [111L, 50, 88], all.Alliance.BoardList[1].Values.Select(v => v.OnValueUnits));
    }

    [Theory]
    [InlineData("on-dune", "=1+1")]
    [InlineData("on-dune", "-1")]
    [InlineData("on-dune", "1.5")]
    [InlineData("on-dune", "")]
    [InlineData("points", "9999999999999999999999")]
    public async Task Cells_ThatAreNoNumbers_AreNotSent(string cell, string text)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Draft + "/edit"));
        fields[cell] = text;

        using var answer = await visit.PostAsync(Draft + "/edit", fields);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains($"href=\"#{cell}\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{text}\"", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
    }

    [Fact]
    public async Task Csv_WithFaults_ListsThemByLine_AndSendsNothing()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Draft + "/csv"));
        fields["terms"] = Client.BoardCsv.Heading + "\nboard,,,,,100,0,0,9\r\ncoin,aster,,=SUM(A1),90,,,,\n"
            + "coin,<b>,,1,1,,,,\nx\n";

        using var answer = await visit.PostAsync(Draft + "/csv", fields);
        var html = await answer.Content.ReadAsStringAsync();
        var text = WebUtility.HtmlDecode(html);

        Assert.Contains("Line 3 has “=SUM(A1)” for a number", text, StringComparison.Ordinal);
        Assert.Contains("Line 4 has “<b>” for a coin’s id", text, StringComparison.Ordinal);
        Assert.Contains("Line 5 has 1 cells, not 9", text, StringComparison.Ordinal);
        Assert.DoesNotContain("“<b>”", html, StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
    }

    /// <summary>A form of 200 coins with all pairs is far larger than other forms.</summary>
    [Fact]
    public async Task Csv_Of39800Pairs_IsSaved()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/console/boards/csv"));
        var ids = Enumerable.Range(0, 200).Select(i => $"coin-{i:000}").ToList();
        fields["terms"] = Client.BoardCsv.Heading + "\nboard,,,,,100,0,0,9\n"
            + string.Concat(ids.Select(i => $"coin,{i},,1099511627776,1099511627776,,,,\n"))
            + string.Concat(
                ids.SelectMany(s => ids.Where(t => t != s).Select(t => $"pair,{s},{t},100000,90000,,,,\n")));

        using var answer = await visit.PostAsync("/console/boards/csv", fields);

        Assert.Equal("/console/boards/8", answer.Headers.Location!.AbsolutePath);
        var sent = Assert.IsType<CreateDraftRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal((200, 39_800), (sent.Terms.Values.Count, sent.Terms.Pairs.Count));
    }

    [Fact]
    public async Task Csv_OfADraftThatAnotherChanged_ShowsTheLinesThatDiffer()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        var page = await visit.ReadAsync(Draft + "/csv");
        var fields = Visit.FieldsOf(page);
        fields["terms"] = Client.BoardCsv.Write(BoardDrafts.TermsOf(all.Alliance.BoardList[1]))
            .Replace("coin,dune,,80,76", "coin,dune,,80,75", StringComparison.Ordinal);
        all.Alliance.BoardList[1].Revision++;
        all.Alliance.BoardList[1].Values[0].OnValueUnits = 101;

        using var answer = await visit.PostAsync(Draft + "/csv", fields);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Contains("VERSION_MISMATCH", html, StringComparison.Ordinal);
        Assert.Contains("<del>101,90,,,,</del>", html, StringComparison.Ordinal);
        Assert.Contains("<ins>80,75,,,,</ins>", html, StringComparison.Ordinal);
        Assert.Contains("coin,dune,,80,75", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pair_GetsTermsOfItsOwn_AndLosesThem()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        const string pair = Draft + "/pair?from=dune&to=aster";
        var fields = Visit.FieldsOf(await visit.ReadAsync(pair));
        (fields["off"], fields["on"], fields["points"]) = ("", "", "50");

        using (var half = await visit.PostAsync(pair, fields))
            Assert.Contains("href=\"#fixed\"", await half.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fields["fixed"] = "5";
        using var answer = await visit.PostAsync(pair, fields);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var sent = Assert.IsType<UpdateDraftRequest>(Assert.Single(all.Alliance.Commands));
        var terms = Assert.Single(sent.Terms.Pairs);
        Assert.Null(terms.Values);
        Assert.Equal((50, 5L), (terms.Fee.BasisPoints, terms.Fee.FixedUnits));
    }

    [Fact]
    public async Task Board_IsProposed_Approved_AndPublished_EachBySomebodyWhoMay()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var admin = await all.SignedInAsync();
        all.Alliance.BoardList[1].Pairs.Clear();
        using (var proposed = await admin.PostAsync(Draft, Form(await admin.ReadAsync(Draft), "propose")))
            Assert.Equal(Draft, proposed.Headers.Location!.AbsolutePath);
        Assert.DoesNotContain(
            "value=\"approve\"", await admin.ReadAsync("/console/boards/5"), StringComparison.Ordinal);

        all.Authority.Role = "alliance-approver";
        using var approver = await all.SignedInAsync();
        // Ada proposed the draft, and cannot approve it with another role.
        Assert.DoesNotContain("value=\"approve\"", await approver.ReadAsync(Draft), StringComparison.Ordinal);
        var form = Form(await approver.ReadAsync("/console/boards/5"), "approve");
        form["reason"] = "meant";
        using (var approved = await approver.PostAsync("/console/boards/5", form))
            Assert.Equal("/console/boards/5", approved.Headers.Location!.AbsolutePath);
        Assert.Equal("meant", all.Alliance.BoardList[2].Approvals[0].Reason);

        var publish = Form(await admin.ReadAsync("/console/boards/5/publish"), "publish");
        publish["at"] = "tomorrow";
        using (var wrong = await admin.PostAsync("/console/boards/5/publish", publish))
            Assert.Contains("href=\"#at\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        publish["at"] = "2011-12-24 18:00";
        using var published = await admin.PostAsync("/console/boards/5/publish", publish);
        Assert.Equal("/console/boards/5", published.Headers.Location!.AbsolutePath);
        Assert.Equal(
            new DateTime(2011, 12, 24, 18, 0, 0, DateTimeKind.Utc),
            all.Alliance.BoardList[2].PublishTime.ToDateTime());
    }

    [Theory]
    [InlineData("/console/boards/4", "propose", "ProposeBoard")]
    [InlineData("/console/boards/5", "approve", "ApproveBoard")]
    [InlineData("/console/boards/7/publish", "publish", "PublishBoard")]
    public async Task Act_WithoutARecentSignIn_LeadsToIt(string path, string form, string method)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = form == "approve" ? "alliance-approver" : "alliance-admin";
        using var visit = await all.SignedInAsync();
        all.Alliance.BoardList[1].Pairs.Clear();
        var fields = Form(await visit.ReadAsync(path), form);
        all.Alliance.Refusal = m => m == method
            ? FakeAlliance.Refuse(ErrorReason.SignInNotRecent, StatusCode.PermissionDenied) : null;

        using var answer = await visit.PostAsync(path, fields);

        Assert.Contains("&amp;fresh=true", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A form that a role does not see does nothing when it is sent all the same.</summary>
    [Theory]
    [InlineData("alliance-approver", Draft, "propose")]
    [InlineData("alliance-approver", Draft, "draft")]
    [InlineData("alliance-approver", Draft + "/edit", "edit")]
    [InlineData("alliance-approver", Draft + "/csv", "csv")]
    [InlineData("alliance-approver", Draft + "/pair?from=dune&to=aster", "pair")]
    [InlineData("alliance-admin", "/console/boards/5", "approve")]
    [InlineData("alliance-admin", "/console/boards/6", "approve")]
    [InlineData("alliance-admin", "/console/boards/3/edit", "edit")]
    public async Task Form_ThatARoleDoesNotSee_SendsNothing(string role, string path, string form)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = role;
        using var visit = await all.SignedInAsync();
        // The token of a form that everybody has.
        var fields = Visit.FieldsOf(await visit.ReadAsync("/account"));
        (fields["_handler"], fields["request_id"]) = (form, Guid.NewGuid().ToString());
        (fields["revision"], fields["on-dune"], fields["reason"]) = ("1", "7", "meant");
        fields["terms"] = Client.BoardCsv.Write(BoardDrafts.TermsOf(all.Alliance.BoardList[0]));

        using var answer = await visit.PostAsync(path, fields);

        Assert.Empty(all.Alliance.Commands);
        Assert.False(answer.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData("partner-admin")]
    [InlineData("member")]
    public async Task Boards_AreNotThere_ForOtherPeople(string role)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = role;
        using var visit = await all.SignedInAsync();
        foreach (var path in (string[])[BoardPaths.All, Draft, BoardPaths.WhatIf + "?board=4", BoardPaths.WhatIfCsv])
        {
            using var answer = await visit.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.DoesNotContain("WhatIf", all.Alliance.Calls.Select(c => c.Method));
    }

    [Fact]
    public async Task WhatIf_SaysHowFarItIs_ThenTheFinding()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();

        var html = WebUtility.HtmlDecode(await visit.ReadAsync("/console/boards/what-if?board=4&days=3"));
        var csv = await visit.ReadAsync("/console/boards/what-if.csv?board=4&days=3");
        using var unknown = await visit.GetAsync("/console/boards/what-if?board=99&days=3");
        var wrong = await visit.ReadAsync("/console/boards/what-if?board=4&days=x");
        all.Alliance.WhatIfDays.Clear();
        var empty = await visit.ReadAsync("/console/boards/what-if?board=4&days=3");

        var progress = html.IndexOf("2,000 of 2,003 exchanges are reckoned", StringComparison.Ordinal);
        Assert.InRange(progress, 1, html.IndexOf("gains £12.45", StringComparison.Ordinal));
        // Added up day by day: nothing on the day between.
        Assert.Contains("£9.00", html, StringComparison.Ordinal);
        Assert.Contains("2011-12-07,dune,1,2,100000,100000,200000,290000,90000\n", csv, StringComparison.Ordinal);
        Assert.Contains("BOARD_NOT_FOUND", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Write a number of days from 1 to 400", wrong, StringComparison.Ordinal);
        Assert.Contains("Nothing was exchanged on these days", empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boards_WithNone_SayWhatWouldBeHere()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        all.Alliance.BoardList.Clear();

        var html = await visit.ReadAsync("/console/boards");

        Assert.Contains("No board is in force", html, StringComparison.Ordinal);
        Assert.Contains("There is no board yet", html, StringComparison.Ordinal);
        using var missing = await visit.GetAsync("/console/boards/9");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    /// <summary>The fields of one of a page's forms.</summary>
    private static Dictionary<string, string> Form(string html, string name) =>
        Visit.FieldsOf(html.Split("<form").Where(f => f.Contains($"value=\"{name}\"", StringComparison.Ordinal))
            .Select(f => "<form" + f).First());
}
