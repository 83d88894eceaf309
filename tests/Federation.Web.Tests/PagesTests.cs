using System.Net;
using Federation.Hosting;
using Federation.Testing;

namespace Federation.Web.Tests;

/// <summary>How pages are sent: with which headers, in which language, to whom.</summary>
public sealed class PagesTests
{
    [Theory]
    [InlineData("/gallery")]
    [InlineData("/no-such-page")]
    [InlineData("/design/0/web.css")]
    [InlineData("/look?back=/gallery")]
    public async Task Answers_HaveTheStrictHeaders(string path)
    {
        await using var web = await WebHost.StartAsync();
        using var answer = await web.GetAsync(path);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'",
            Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.StartsWith(
            "publickey-credentials-get=(self), ", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Empty(answer.Headers.Server);
    }

    [Fact]
    public async Task Page_MissingOrForSandboxes_IsAPageOfOursWith404()
    {
        await using var production = await WebHost.StartAsync(sandbox: false);
        await using var sandbox = await WebHost.StartAsync();
        foreach (var (web, path) in new[] { (production, "/gallery"), (production, "/gallery/pay"), (sandbox, "/x") })
        {
            using var answer = await web.GetAsync(path, ("Accept-Language", "zh-CN"));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("没有这个页面", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("zh-CN,en;q=0.5", null, "zh-CN")]
    [InlineData("zh-CN", "language=en", "en")]
    [InlineData("fr", null, "en")]
    [InlineData("en", "language=zh-CN", "zh-CN")]
    [InlineData("zh", "language=nonsense", "zh-CN")]
    public async Task Language_IsTheCookiesThenTheBrowsers(string accepts, string? cookie, string language)
    {
        await using var web = await WebHost.StartAsync();
        using var answer = cookie is null
            ? await web.GetAsync("/gallery", ("Accept-Language", accepts))
            : await web.GetAsync("/gallery", ("Accept-Language", accepts), ("Cookie", cookie));
        Assert.Contains(
            $"<html lang=\"{language}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Cookie", answer.Headers.Vary.SelectMany(v => v.Split(", ")));
    }

    [Theory]
    [InlineData("theme=dark", "<html lang=\"en\" data-theme=\"dark\">")]
    [InlineData("theme=light", "<html lang=\"en\" data-theme=\"light\">")]
    [InlineData("theme=system", "<html lang=\"en\">")]
    [InlineData("theme=\"><script>", "<html lang=\"en\">")]
    public async Task Theme_IsRenderedByTheServer(string cookie, string root)
    {
        await using var web = await WebHost.StartAsync();
        using var answer = await web.GetAsync("/gallery", ("Cookie", cookie));
        Assert.Contains(root, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/look?language=zh-CN&back=/gallery/pay?a=b", "/gallery/pay?a=b", "language=zh-CN")]
    [InlineData("/look?theme=dark&back=/gallery", "/gallery", "theme=dark")]
    [InlineData("/look?theme=pink&language=fr&back=/gallery", "/gallery", null)]
    [InlineData("/look?back=https://evil.example/", "/", null)]
    [InlineData("/look?back=//evil.example/", "/", null)]
    [InlineData("/look?back=/%5Cevil.example/", "/", null)]
    [InlineData("/look?back=/%0d%0aSet-Cookie:x", "/", null)]
    [InlineData("/look", "/", null)]
    public async Task Choice_IsKept_AndLeadsNowhereElse(string path, string location, string? cookie)
    {
        await using var web = await WebHost.StartAsync();
        using var answer = await web.GetAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(location, answer.Headers.Location!.OriginalString);
        Assert.Equal(
            cookie is null ? null : cookie + "; max-age=31536000; path=/; samesite=lax; httponly",
            answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single() : null);
    }

    /// <summary>The budget of a wallet page on a phone: 45 kB the first time, 10 kB after.</summary>
    [Fact]
    public async Task WalletPage_IsLight()
    {
        await using var web = await WebHost.StartAsync();
        using var page = await web.GetAsync("/gallery/wallet");
        var html = await page.Content.ReadAsStringAsync();
        var sizes = new Dictionary<string, long> { ["page"] = await SizeAsync(web, "/gallery/wallet") };
        foreach (var name in new[] { "web.css", "web.js", "figures.woff2" })
        {
            var path = System.Text.RegularExpressions.Regex.Match(html, $"/design/[0-9a-f]+/{name}").Value;
            sizes[name] = await SizeAsync(web, path);
            using var file = await web.GetAsync(path);
            Assert.Equal("public, max-age=31536000, immutable", Header(file, "Cache-Control"));
        }
        Assert.InRange(sizes["page"], 1, 8_000);
        Assert.InRange(sizes["web.css"], 1, 8_000);
        Assert.InRange(sizes["web.js"], 1, 6_000);
        Assert.InRange(sizes["figures.woff2"], 1, 22_000);
        Assert.InRange(sizes.Values.Sum(), 1, 45_000);
    }

    [Fact]
    public async Task Files_GoToThoseWhoTakeNoBrotliAsTheyAre()
    {
        await using var web = await WebHost.StartAsync();
        var html = await web.Client.GetStringAsync("/gallery");
        var path = System.Text.RegularExpressions.Regex.Match(html, "/design/[0-9a-f]+/web.css").Value;
        foreach (var (accepted, coding) in new[] { ("br;q=0", ""), ("gzip, br", "br"), ("br;q=0.5", "br") })
        {
            using var file = await web.GetAsync(path, ("Accept-Encoding", accepted));
            Assert.Equal(coding, string.Join(' ', file.Content.Headers.ContentEncoding));
            Assert.Equal("text/css", file.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Pages_LoadNoFrameworkScript_AndSetNoCookie()
    {
        await using var web = await WebHost.StartAsync();
        using var answer = await web.GetAsync("/gallery");
        Assert.DoesNotContain("_framework", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    /// <summary>Pages see what the person before them may see: they hold no key, and make none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_OfPagesAlone_HoldsNoKey(bool sandbox)
    {
        var folder = Directory.CreateTempSubdirectory("federation-web-").FullName;
        var errors = new LoggedErrors();
        string[] arguments = ["serve", "--services", "web", "--web-port", "0", "--data", folder];
        await using (var host = await HostProcess.StartAsync(errors, sandbox ? [.. arguments, "--sandbox"] : arguments))
        {
            using var client = new HttpClient { BaseAddress = new Uri(host.Web) };
            Assert.Equal("Healthy", await client.GetStringAsync("/readyz"));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
            Assert.Equal(0, await host.StopAsync());
        }
        errors.AssertNone();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Endpoint_InCleartextBeyondLoopback_IsRefusedInProduction()
    {
        var everywhere = new WebEndpoint(new IPEndPoint(IPAddress.Any, 0));
        Assert.Throws<StartRefusedException>(() => everywhere.RefuseCleartext(new DeploymentOptions()));
        everywhere.RefuseCleartext(new DeploymentOptions { Sandbox = true });
    }

    private static async Task<long> SizeAsync(WebHost web, string path)
    {
        using var answer = await web.GetAsync(path, ("Accept-Encoding", "br"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.GetValues(name));
}
