using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>What a browser complains of while it shows pages: errors of the console, reports of the content security
/// policy, answers that failed; and by how much what is shown moved.</summary>
internal sealed class Watch
{
    private const string Reports = """
        addEventListener("securitypolicyviolation", (report) =>
          console.error(`policy: ${report.violatedDirective} ${report.blockedURI} ${report.sourceFile}`));
        window.shifted = 0;
        window.moved = [];
        const place = (box) => [box.x, box.y, box.width, box.height].map(Math.round).join(" ");
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
          window.shifted += entry.value;
          for (const { node, previousRect, currentRect } of entry.sources)
            window.moved.push(`${node?.nodeName} ${node?.className}: ${place(previousRect)} to ${place(currentRect)}`);
        })).observe({ type: "layout-shift", buffered: true });
        """;

    private readonly List<string> complaints = [];

    private Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                complaints.Add($"{response.Status} {response.Url}");
        };
    }

    /// <summary>The complaints since the last time.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. complaints];
        complaints.Clear();
        return taken;
    }

    /// <summary>What moved so far: element, class, and its place before and after (left, top, width, height).</summary>
    public static Task<string[]> MovedAsync(IPage page) => page.EvaluateAsync<string[]>("() => window.moved");

    /// <summary>The page's layout shift so far.</summary>
    public static Task<double> ShiftAsync(IPage page) => page.EvaluateAsync<double>("() => window.shifted");

    public static async Task<Watch> OverAsync(IPage page)
    {
        await page.AddInitScriptAsync(Reports);
        return new Watch(page);
    }
}
