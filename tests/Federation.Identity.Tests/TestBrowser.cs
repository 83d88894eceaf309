using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Identity.Tests;

/// <summary>A browser at the sign-in pages: it keeps cookies, says where its forms come from, and follows nothing by
/// itself.</summary>
internal sealed partial class TestBrowser : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri home;

    public TestBrowser(Uri home)
    {
        this.home = home;
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        http = new HttpClient(handler) { BaseAddress = home };
        http.DefaultRequestHeaders.Add("User-Agent", "Test browser");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>What the session's cookie holds; null where there is none.</summary>
    public string? Session => Cookies.GetCookies(home)["federation-sign-in"]?.Value;

    public Task<HttpResponseMessage> GetAsync(string path) =>
        http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        request.Headers.Add("Origin", home.GetLeftPart(UriPartial.Authority));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The same form from somebody else's page.</summary>
    public async Task<HttpResponseMessage> PostFromAsync(string? origin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("return_to", "/")]);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>What a page says is wrong with its form; empty where nothing is.</summary>
    public static async Task<string> ProblemOfAsync(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(Problem().Match(html).Groups[1].Value);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""<section class="errors".*?<a href="[^"]*">(.*?)</a>""", RegexOptions.Singleline)]
    private static partial Regex Problem();
}
