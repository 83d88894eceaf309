using Google.Api;

namespace Federation.Gateway;

/// <summary>Which RPC a call as JSON belongs to.</summary>
internal sealed class JsonMethods
{
    private readonly ILookup<(string Verb, int Segments, string Custom), (string[] Segments, string Method)> paths =
        PublicMethods.Services.SelectMany(s => s.Methods)
            .SelectMany(m => ApiDescription.RulesOf(m).Select(r => (Rule: r, Method: PublicMethods.PathOf(m)[1..])))
            .Select(p => (Path: Split(PatternOf(p.Rule)), p.Method))
            .ToLookup(
                p => (p.Path.Verb, p.Path.Segments.Length, p.Path.Custom), p => (p.Path.Segments, p.Method));

    /// <param name="call">The verb of HTTP, a blank, and the path.</param>
    /// <returns>The RPC, <c>package.Service/Method</c>; empty where there is none.</returns>
    public string Find(string call)
    {
        var (verb, segments, custom) = Split(call);
        return Of(verb, segments, custom)
            // A name may have a colon of its own.
            ?? (custom.Length == 0 ? null : Of(verb, [.. segments[..^1], $"{segments[^1]}:{custom}"], ""))
            ?? "";
    }

    private string? Of(string verb, string[] segments, string custom) => paths[(verb, segments.Length, custom)]
        .Where(p => p.Segments.Zip(segments).All(s => s.First[0] == '{' ? s.Second.Length > 0 : s.First == s.Second))
        .OrderBy(p => p.Segments.Count(s => s[0] == '{')).Select(p => p.Method).FirstOrDefault();

    private static string PatternOf(HttpRule rule)
    {
        var (verb, template) = ApiDescription.PatternOf(rule);
        return $"{verb.Method} {HttpPath.Parse(template).Path}";
    }

    private static (string Verb, string[] Segments, string Custom) Split(string call)
    {
        var blank = call.IndexOf(' ', StringComparison.Ordinal);
        var segments = call[(blank + 2)..].Split('/');
        var colon = segments[^1].LastIndexOf(':');
        var custom = colon < 0 ? "" : segments[^1][(colon + 1)..];
        if (colon >= 0)
            segments[^1] = segments[^1][..colon];
        return (call[..blank], segments, custom);
    }
}
