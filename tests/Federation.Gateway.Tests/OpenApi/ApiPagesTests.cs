using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Federation.Gateway.Tests;

/// <summary>What a newcomer opens first, without a token and without anything from elsewhere.</summary>
public sealed class ApiPagesTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenApi_WithoutAToken_IsServedAndCached()
    {
        using var first = await gateway.Json.GetAsync(new Uri("/openapi.json", UriKind.Relative), Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/json"),
            (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        using var document = JsonDocument.Parse(await first.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("3.1", document.RootElement.GetProperty("openapi").GetString()![..3]);
        Assert.StartsWith(
            gateway.Authority.Issuer.TrimEnd('/') + "/connect/token",
            document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("oauth2")
                .GetProperty("flows")
                .GetProperty("clientCredentials").GetProperty("tokenUrl").GetString());
        using var again = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        again.Headers.IfNoneMatch.Add(Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag));
        using var second = await gateway.Json.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancel));
        using var other = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        other.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        using var third = await gateway.Json.SendAsync(other, Cancel);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    /// <summary>The page, its script and its document all come from here; the browser is told to load nothing
    /// else.</summary>
    [Fact]
    public async Task Docs_WithoutAToken_LoadNothingFromElsewhere()
    {
        using var page = await gateway.Json.GetAsync(new Uri("/docs/", UriKind.Relative), Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var sources = Regex.Matches(html, "(?:src|href)=[\"']([^\"']+)[\"']").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, s => s.Contains("//", StringComparison.Ordinal));
        foreach (var source in sources.Where(s => s.EndsWith(".js", StringComparison.Ordinal)))
        {
            using var script = await gateway.Json.GetAsync(new Uri(page.RequestMessage!.RequestUri!, source), Cancel);
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
            Assert.NotEmpty(await script.Content.ReadAsByteArrayAsync(Cancel));
        }
        Assert.Contains("openapi.json", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openapi.yaml")]
    [InlineData("/openapi")]
    [InlineData("/v1/openapi.json")]
    public async Task OtherPaths_AreAsBefore(string path)
    {
        using var answer = await gateway.Json.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized,
            $"{answer.StatusCode}");
    }
}
