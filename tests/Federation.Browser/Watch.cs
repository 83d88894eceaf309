using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>What a browser complains of while it shows a page: errors of the console, reports of the content security
/// policy, answers that failed.</summary>
internal sealed class Watch
{
    private const string Reports = """
        addEventListener("securitypolicyviolation", (report) =>
          console.error(`policy: ${report.violatedDirective} ${report.blockedURI} ${report.sourceFile}`));
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

    public IReadOnlyList<string> Complaints => complaints;

    public static async Task<Watch> OverAsync(IPage page)
    {
        await page.AddInitScriptAsync(Reports);
        return new Watch(page);
    }
}
