using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Whether a page stays within its window: a small phone's, with letters twice as large, and with texts that
/// are longer by two fifths, as those of another language are.</summary>
internal static class Reflow
{
    private const int Small = 320;
    private const int LargeLetters = 640;

    private const string Open = "() => document.querySelectorAll('main details').forEach(d => { d.open = true; })";

    private const string Lengthen = """
        () => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            if (text.parentElement.closest(".figure, .unit, .spoken, .num, .nowrap, svg, script")) continue;
            const words = text.data.trim().split(/\s+/);
            if (words[0]) text.data += ` ${words.slice(0, Math.ceil(words.length * 0.4)).join(" ")}`;
          }
        }
        """;

    /// <summary>Of the windows.</summary>
    public static IReadOnlyList<int> Widths { get; } = [Small, LargeLetters];

    /// <summary>What sticks out of a page in a window of one of the widths. The page is changed by it.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, int width, string name)
    {
        var faults = new List<string>();
        if (width == LargeLetters)
            await page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%'; }");
        await page.EvaluateAsync(Open);
        if (await page.EvaluateAsync<int>(Looks.Sideways) > 0)
            faults.Add($"{name} scrolls sideways at {width}");
        if (width == LargeLetters)
            return faults;
        await page.EvaluateAsync(Lengthen);
        if (await page.EvaluateAsync<int>(Looks.Sideways) > 0)
            faults.Add($"{name} scrolls sideways at {width} with longer texts");
        return faults;
    }
}
