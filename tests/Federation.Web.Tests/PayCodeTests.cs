using System.Net;
using Federation.Accounts.V1;
using Federation.Errors.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Federation.Web.Tests;

/// <summary>Pay codes: made by a form, shown to the session that made them, watched, used and withdrawn.</summary>
public sealed class PayCodeTests
{
    private const string Spoken = "<span>7KQM</span>";

    [Fact]
    public async Task Code_IsShownAtAnAddressThatDoesNotHaveIt_AndSentTwiceIsOneCode()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        (fields["coin"], fields["most"]) = ("aster", "100");
        for (var time = 1; time <= 2; time++)
        {
            using var answer = await visit.PostAsync("/pay", fields);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            var address = answer.Headers.Location!.ToString();
            Assert.DoesNotContain("7KQM", address, StringComparison.Ordinal);
            using var page = await visit.GetAsync(PathOf(address));
            Assert.True(page.Headers.CacheControl is { NoStore: true });
            var html = await page.Content.ReadAsStringAsync();
            Assert.Contains(Spoken, html, StringComparison.Ordinal);
            Assert.Contains("Up to 100\u00A0ASTER", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        }
        var codes = all.Alliance.Commands.Cast<CreatePayCodeRequest>().ToList();
        Assert.Equal(2, codes.Count);
        Assert.Equal(codes[0], codes[1]);
        Assert.Equal((fields["request_id"], "members/me", "coins/aster", 100L),
            (codes[0].RequestId, codes[0].Member, codes[0].Maximum.Coin, codes[0].Maximum.Units));
    }

    [Fact]
    public async Task CodeOfSeveralCoins_HasAMaximumInMoney_AndOneShop()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await ShownAsync(visit, "several", ("coins", "aster,dune"), ("money", "4.50"), ("shop", "birch"));
        var asked = Assert.IsType<CreatePayCodeRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(["coins/aster", "coins/dune"], asked.Coins);
        Assert.Equal((45_000L, "GBP", "partners/birch/merchants/shop"),
            (asked.MaximumMoney.Units, asked.MaximumMoney.Currency, asked.Merchant));
        Assert.Null(asked.Maximum);
        Assert.Contains("Up to £4.50", html, StringComparison.Ordinal);
        Assert.Contains("2 coins, at &lt;script&gt;alert(1)&lt;/script&gt; alone", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pay", "coin=aster", "most=0", "Write a number of at least 1")]
    [InlineData("pay", "coin=aster", "most=1.5", "Write a number of at least 1")]
    [InlineData("pay", "coin=aster", "most=9999999999999999999", "Write a number of at least 1")]
    [InlineData("pay", "coin=birch", "most=1", "Choose one of your coins")]
    [InlineData("pay", "coin=other", "most=1", "Choose one of your coins")]
    [InlineData("several", "coins=", "money=1", "Choose at least one of your coins")]
    [InlineData("several", "coins=birch,other", "money=1", "Choose at least one of your coins")]
    [InlineData("several", "coins=aster", "money=0.001", "Write a number of at least 0.01")]
    public async Task WrongForm_SaysWhatIsWrong(string form, string first, string second, string problem)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        fields["_handler"] = form;
        foreach (var field in new[] { first, second })
            fields[field.Split('=')[0]] = field.Split('=')[1];
        using var answer = await visit.PostAsync("/pay", fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<title>Error: ", html, StringComparison.Ordinal);
        Assert.Contains(problem, html, StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
    }

    [Fact]
    public async Task CodeOfAnotherSession_IsNone_AndTheAllianceIsNotAsked()
    {
        await using var all = await Surroundings.StartAsync();
        using var ada = await all.SignedInAsync();
        using var ben = await all.SignedInAsync();
        var path = await MadeAsync(ada);
        all.Alliance.Calls.Clear();
        foreach (var name in new[] { path, path + "x", "/pay/codes/x", "/pay/codes/7KQM-2XDN-R4TV-9HCA" })
        {
            using var page = await ben.GetAsync(name);
            Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
            var html = await page.Content.ReadAsStringAsync();
            Assert.Contains("There is no such code here", html, StringComparison.Ordinal);
            Assert.DoesNotContain("7KQM<", html, StringComparison.Ordinal);
            using var stream = await ben.GetAsync(LiveOf(name));
            Assert.Equal(HttpStatusCode.NoContent, stream.StatusCode);
        }
        using var stranger = all.Visit();
        using var nobody = await stranger.GetAsync(LiveOf(path));
        Assert.Equal(HttpStatusCode.NoContent, nobody.StatusCode);
        Assert.DoesNotContain("WatchPayCode", all.Alliance.Calls.Select(c => c.Method));
    }

    [Fact]
    public async Task CodeThatWasUsed_IsItsReceipt()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = await MadeAsync(visit);
        all.Alliance.Become(new() { State = PayCodeState.Used, Exchange = "exchanges/" + FakeAlliance.Id });
        using var page = await visit.GetAsync(path);
        Assert.EndsWith("/receipts/" + FakeAlliance.Id, page.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PayCodeState.Expired, "This code has run out")]
    [InlineData(PayCodeState.Revoked, "This code is withdrawn")]
    [InlineData(PayCodeState.Used, "A shop has reserved the coins")]
    public async Task CodeThatIsOver_SaysSo_AndIsNotShown(PayCodeState state, string said)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = await MadeAsync(visit);
        all.Alliance.Become(state is PayCodeState.Used
            ? new() { State = state, Authorization = "authorizations/1" } : new() { State = state });
        var html = await visit.ReadAsync(path);
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.DoesNotContain(Spoken, html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_IsWithdrawn()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = await MadeAsync(visit);
        using var done = await visit.PostAsync(path, Visit.FieldsOf(await visit.ReadAsync(path)));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        var asked = Assert.IsType<RevokePayCodeRequest>(all.Alliance.Commands.Last());
        Assert.Equal(FakeAlliance.Code, asked.PayCode);
        Assert.Contains("This code is withdrawn", await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_SaysWhatBecomesOfTheCode_AndHasNoCode()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = await MadeAsync(visit);
        using var answer = await visit.OpenAsync(LiveOf(path));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl is { NoStore: true });
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("data: open", await DataAsync(lines));
        Assert.Equal("data: open", await DataAsync(lines));
        all.Alliance.Become(new() { State = PayCodeState.Used, Exchange = "exchanges/" + FakeAlliance.Id });
        Assert.Equal("data: ended", await DataAsync(lines));
        Assert.Null(await DataAsync(lines));
    }

    /// <summary>The browser comes again, and gets the next token.</summary>
    [Fact]
    public async Task Stream_EndsWithTheToken_AndIsTakenUpAgain()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = await MadeAsync(visit);
        using (var answer = await visit.OpenAsync(LiveOf(path)))
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
            Assert.Equal("data: open", await DataAsync(lines));
            Assert.Equal("data: open", await DataAsync(lines));
            all.Alliance.Refusal = _ => FakeAlliance.Refuse(ErrorReason.TokenExpired, StatusCode.Unauthenticated);
            all.Alliance.Become(new() { State = PayCodeState.Open });
            Assert.Null(await DataAsync(lines));
        }
        all.Alliance.Refusal = _ => null;
        using var again = await visit.OpenAsync(LiveOf(path));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    /// <summary>A node stops without waiting for those who listen.</summary>
    [Fact]
    public async Task Stream_OfANodeThatStops_Ends()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        using var answer = await visit.OpenAsync(LiveOf(await MadeAsync(visit)));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("data: open", await DataAsync(lines));
        Assert.Equal("data: open", await DataAsync(lines));
        all.Web.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Null(await DataAsync(lines));
    }

    [Fact]
    public async Task Streams_AreFourForASession_AndAnotherHasItsOwn()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var path = LiveOf(await MadeAsync(visit));
        var open = new List<HttpResponseMessage>();
        for (var number = 1; number <= LiveSeats.PerSession; number++)
            open.Add(await visit.OpenAsync(path));
        Assert.All(open, o => Assert.Equal(HttpStatusCode.OK, o.StatusCode));
        using (var more = await visit.OpenAsync(path))
            Assert.Equal(HttpStatusCode.TooManyRequests, more.StatusCode);
        using var other = await all.SignedInAsync();
        using (var others = await other.OpenAsync(LiveOf(await MadeAsync(other))))
            Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        open.ForEach(o => o.Dispose());
        // The seats are free again as soon as the server knows.
        for (var tries = 0; tries < 100; tries++)
        {
            using var again = await visit.OpenAsync(path);
            if (again.StatusCode is HttpStatusCode.OK)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail("The seats stay taken.");
    }

    private static async Task<string?> DataAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Assert.DoesNotContain("7KQM", line, StringComparison.Ordinal);
            if (line.StartsWith("data:", StringComparison.Ordinal))
                return line;
        }
        return null;
    }

    /// <summary>Makes a code of one coin.</summary>
    /// <returns>Where it is shown.</returns>
    private static Task<string> MadeAsync(Visit visit) => MadeAsync(visit, "pay", ("coin", "aster"), ("most", "100"));

    private static async Task<string> MadeAsync(Visit visit, string form, params (string Name, string Value)[] sent)
    {
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        fields["_handler"] = form;
        foreach (var (name, value) in sent)
            fields[name] = value;
        using var made = await visit.PostAsync("/pay", fields);
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        return PathOf(made.Headers.Location!.ToString());
    }

    private static async Task<string> ShownAsync(
        Visit visit, string form, params (string Name, string Value)[] sent) =>
        await visit.ReadAsync(await MadeAsync(visit, form, sent));

    private static string LiveOf(string path) => "/live/pay/" + path["/pay/codes/".Length..];

    private static string PathOf(string address) => address[address.IndexOf("/pay/", StringComparison.Ordinal)..];
}
