using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Web.Tests;

/// <summary>A person's browser, as far as sessions need one: it keeps cookies, says where requests come from, and
/// follows redirects only when told to.</summary>
internal sealed class Visit : IDisposable
{
    private readonly HttpClient client;
    private readonly Dictionary<string, string> cookies = [];

    public Visit(string address) => client = new HttpClient(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };

    public IDictionary<string, string> Cookies => cookies;

    /// <summary>What people see of a node behind a proxy, which the browser is taken to.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The cookies as the last answer set them.</summary>
    public IReadOnlyList<string> LastSet { get; private set; } = [];

    public Task<HttpResponseMessage> GetAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Begins to read what goes on.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Sends a form from a page of ours.</summary>
    public Task<HttpResponseMessage> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> fields, string? site = "same-origin",
        string? origin = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return SendAsync(request);
    }

    /// <summary>The page's text; every redirect to it is followed.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var answer = await FollowAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The page says a text in each language, and nothing that partners wrote as anything but text.</summary>
    /// <param name="path">The page.</param>
    /// <param name="english">What its text contains in English.</param>
    /// <param name="chinese">The same in Chinese.</param>
    /// <param name="never">What its HTML never matches.</param>
    public async Task AssertSaysAsync(string path, string english, string chinese, string never)
    {
        foreach (var (language, text) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            Cookies["language"] = language;
            var html = await ReadAsync(path);
            Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.DoesNotMatch(never, html);
        }
    }

    /// <summary>Follows redirects, to the issuer and back, until a page comes.</summary>
    public async Task<HttpResponseMessage> FollowAsync(string path)
    {
        for (var step = 0; step < 10; step++)
        {
            var answer = await GetAsync(path);
            if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
                return answer;
            path = answer.Headers.Location!.ToString().Replace(PublicAddress ?? "\n", "", StringComparison.Ordinal);
            answer.Dispose();
        }
        throw new InvalidOperationException("The redirects do not end at " + path);
    }

    /// <summary>The fields of a page's form, with what it holds.</summary>
    public static Dictionary<string, string> FieldsOf(string html, string action = "") =>
        Regex.Matches(
                Regex.Match(html, $"<form[^>]*method=\"post\"[^>]*{action}.*?</form>", RegexOptions.Singleline).Value,
                "<input[^>]*>")
            .Select(m => m.Value).Where(i => Attribute(i, "name") is not null)
            .GroupBy(i => Attribute(i, "name")!).ToDictionary(g => g.Key, g => Attribute(g.First(), "value") ?? "");

    /// <summary>The same of the page's form with a name.</summary>
    public static Dictionary<string, string> FormOf(string html, string name)
    {
        var form = html.Split("<form").Single(f => f.Contains($"value=\"{name}\"", StringComparison.Ordinal)
            && f.Contains("_handler", StringComparison.Ordinal));
        return FieldsOf("<form" + form);
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $" {name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        using (request)
        {
            var target = new Uri(client.BaseAddress!, request.RequestUri!);
            if (cookies.Count > 0 && target.Authority == client.BaseAddress!.Authority)
                request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
            var answer = await client.SendAsync(request, until);
            LastSet = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
            foreach (var cookie in LastSet)
            {
                var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..].Split(';')[0]);
                if (value.Length == 0)
                    cookies.Remove(name);
                else
                    cookies[name] = value;
            }
            return answer;
        }
    }

    public void Dispose() => client.Dispose();
}
