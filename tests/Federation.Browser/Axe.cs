using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Looks for violations of WCAG 2.2 AA and of best practice. The rules are axe's own script; the package's way
/// of running it opens a second page for each run and brings all that passed along, which takes far longer.</summary>
internal static class Axe
{
    private const string Run = """
        async () => {
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
          const found = await axe.run(document, {
            runOnly: { type: "tag", values: tags },
            rules: { "target-size": { enabled: true } },
            resultTypes: ["violations"],
          });
          return JSON.stringify(found.violations.flatMap((rule) =>
            rule.nodes.map((node) => `${rule.id} ${rule.help}: ${node.html}`)));
        }
        """;

    /// <summary>Put into each page of a browser profile before its own scripts; the page's policy does not hold for
    /// it.</summary>
    public static Task AddAsync(IBrowserContext context) =>
        context.AddInitScriptAsync(new BundledAxeScriptProvider().GetScript());

    /// <summary>What is wrong with the page as it is shown now.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page) =>
        JsonSerializer.Deserialize<List<string>>(await page.EvaluateAsync<string>(Run))!;
}
