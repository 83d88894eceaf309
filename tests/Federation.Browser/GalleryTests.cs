using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Federation.Web;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Every page of the gallery, for readers of both languages, in both themes, on a phone and on a desk: it can
/// be used by all, nothing is blocked, nothing moves, nothing sticks out.</summary>
public sealed class GalleryTests(Pages pages) : IClassFixture<Pages>
{
    private const string Sideways =
        "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";

    private const string Shifted = """
        () => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries()
          .reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true })
          || setTimeout(() => done(0), 100))
        """;

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

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags(
            "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"),
        Rules = new Dictionary<string, RuleOptions> { ["target-size"] = new() { Enabled = true } },
    };

    public static TheoryData<string> Paths => [.. GalleryRail.Paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_ForEveryReader_HasNoFault(string path)
    {
        var faults = new List<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await pages.ReaderAsync(reader);
            var page = await context.NewPageAsync();
            var watch = await Watch.OverAsync(page);
            await page.GotoAsync(path);
            var shown = $"{path} {reader}";
            var axe = await page.RunAxe(Rules);
            faults.AddRange(axe.Violations.SelectMany(v => v.Nodes.Select(n => $"{shown}: {v.Id} {v.Help}: {n.Html}")));
            if (await page.EvaluateAsync<int>(Sideways) > 0)
                faults.Add($"{shown}: it scrolls sideways");
            if (await page.EvaluateAsync<double>(Shifted) is > 0.01 and var shift)
                faults.Add($"{shown}: it shifts by {shift}");
            var picture = Path.Combine(Pages.Pictures, $"{path.Trim('/').Replace('/', '-')}-{reader}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
            faults.AddRange(watch.Complaints.Select(c => $"{shown}: {c}"));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A small phone, and letters twice as large in a window of half the width.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_InANarrowWindow_DoesNotScrollSideways(string path)
    {
        foreach (var (width, letters) in new[] { (320, "100%"), (640, "200%") })
        {
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var page = await context.NewPageAsync();
            await page.GotoAsync(path);
            await page.EvaluateAsync("size => { document.documentElement.style.fontSize = size; }", letters);
            await page.EvaluateAsync(Open);
            Assert.True(await page.EvaluateAsync<int>(Sideways) <= 0, $"{path} at {width} with letters of {letters}");
            if (letters != "100%")
                continue;
            // Another language needs up to two fifths more room.
            await page.EvaluateAsync(Lengthen);
            Assert.True(await page.EvaluateAsync<int>(Sideways) <= 0, $"{path} at {width} with longer texts");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_WithTheKeyboard_ShowsWhereOneIs(string path)
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 390));
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        var stops = 0;
        for (; stops < 80; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var fault = await page.EvaluateAsync<string?>(FaultOfFocus);
            if (fault == "end")
                break;
            Assert.True(fault is null, $"{path}: {fault}");
        }
        Assert.InRange(stops, 5, 79);
    }

    private const string FaultOfFocus = """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return "end";
          const mark = at.closest(".choice") ?? at;
          const style = getComputedStyle(mark);
          const name = `${at.tagName} ${at.textContent.trim().slice(0, 30)}`;
          if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 3) return `${name} has no outline`;
          const box = at.getBoundingClientRect();
          const bar = document.querySelector(".tabs");
          if (bar && !bar.contains(at)) {
            const tabs = bar.getBoundingClientRect();
            if (box.top >= tabs.top && box.bottom <= tabs.bottom) return `${name} is under the tabs`;
          }
          return null;
        }
        """;
}
