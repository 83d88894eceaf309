using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Bench;

/// <summary>A browser without a window: cookies, redirects and forms.</summary>
internal sealed partial class PageVisitor : IDisposable
{
    private readonly Uri site;
    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    private PageVisitor(Uri site)
    {
        this.site = site;
        http = new HttpClient(new SocketsHttpHandler
        {
            CookieContainer = cookies,
            AutomaticDecompression = DecompressionMethods.None,
        });
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    /// <summary>A visitor that has signed in by a brand's link.</summary>
    public static async Task<PageVisitor> SignInAsync(Uri site, Uri link)
    {
        var visitor = new PageVisitor(site);
        using (await visitor.PostAsync(link, []))
        {
            // The link signs in at the issuer; the pages then ask it who came.
        }
        using var home = await visitor.http.GetAsync(new Uri(site, "/signin?return=/me"));
        return home.RequestMessage!.RequestUri == new Uri(site, "/me") && home.IsSuccessStatusCode
            ? visitor
            : throw new InvalidOperationException(
                $"The sign-in ended with {home.StatusCode} at {home.RequestMessage.RequestUri}.");
    }

    /// <summary>A visitor that has signed in elsewhere.</summary>
    public static PageVisitor With(Uri site, StaffVisit staff)
    {
        var visitor = new PageVisitor(site);
        foreach (var cookie in staff.Cookies)
            visitor.cookies.Add(cookie);
        return visitor;
    }

    /// <summary>Reads a page whole.</summary>
    public async Task GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(site, path));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Reads a page that grows: how long until it said a second time how far the work is, and in
    /// all.</summary>
    public async Task<(TimeSpan Progress, TimeSpan Whole)> GrowAsync(string path)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, path));
        request.Headers.AcceptEncoding.ParseAdd("identity");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);
        TimeSpan? progress = null;
        var lines = 0;
        while (await reader.ReadLineAsync() is { } line)
            if (line.Contains("<li>", StringComparison.Ordinal) && ++lines == 2)
                progress = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        return (
            progress ?? throw new InvalidOperationException(path + " did not say how far it is."),
            System.Diagnostics.Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Makes a pay code; the address at which its page is told what becomes of it.</summary>
    public async Task<string> LivePayCodeAsync()
    {
        var form = await TextAsync(await http.GetAsync(new Uri(site, "/pay")));
        var start = form.IndexOf("value=\"pay\"", StringComparison.Ordinal);
        var fields = Input().Matches(form[form.LastIndexOf("<form", start, StringComparison.Ordinal)..])
            .DistinctBy(m => m.Groups["name"].Value)
            .ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        fields["coin"] = "aster";
        fields["most"] = "1";
        var page = await TextAsync(await PostAsync(new Uri(site, "/pay"), fields));
        return Live().Match(page) is { Success: true } live
            ? live.Value
            : throw new InvalidOperationException("No pay code was made.");
    }

    /// <summary>Opens a stream and leaves it open, once its first event is there.</summary>
    public async Task<Stream> OpenAsync(string path)
    {
        var answer = await http.GetAsync(new Uri(site, path), HttpCompletionOption.ResponseHeadersRead);
        var stream = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        return await stream.ReadAsync(new byte[1]) == 1
            ? stream : throw new InvalidOperationException("The stream ended at once.");
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(Uri address, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new FormUrlEncodedContent(fields);
        return await http.SendAsync(request);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
            await using var plain = answer.Content.Headers.ContentEncoding.Contains("br")
                ? new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress) : body;
            using var reader = new StreamReader(plain);
            return await reader.ReadToEndAsync();
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Input();

    [GeneratedRegex("/live/pay/[A-Za-z0-9_-]+")]
    private static partial Regex Live();
}
