using Federation.Web;

namespace Federation.Browser;

/// <summary>Every page of the gallery, for readers of both languages, in both themes, on a phone and on a desk: it can
/// be used by all, nothing is blocked, nothing moves, nothing sticks out.</summary>
public sealed class GalleryTests(Pages pages)
{
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

    public static TheoryData<string> Paths => [.. GalleryRail.Paths];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_ForEveryReader_HasNoFault(string path)
    {
        var faults = new List<string>();
        foreach (var reader in Reader.All)
        {
            var seat = await pages.SeatAsync(reader);
            await seat.Page.GotoAsync(path);
            faults.AddRange(await Looks.AtAsync(seat, reader, path.Trim('/').Replace('/', '-')));
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>The look for violations is our own way of running axe: it must find what there is.</summary>
    [Fact]
    public async Task Violations_AreFound()
    {
        await using var context = await pages.ReaderAsync(new Reader());
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/confirm");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('img'))");
        Assert.Contains("image-alt", Assert.Single(await Axe.ViolationsAsync(page)), StringComparison.Ordinal);
    }

    /// <summary>A small phone, and letters twice as large in a window of half the width.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_InANarrowWindow_DoesNotScrollSideways(string path)
    {
        foreach (var (width, letters) in new[] { (320, "100%"), (640, "200%") })
        {
            var (page, _) = await pages.SeatAsync(new Reader(Width: width));
            await page.GotoAsync(path);
            await page.EvaluateAsync("size => { document.documentElement.style.fontSize = size; }", letters);
            await page.EvaluateAsync(Open);
            Assert.True(
                await page.EvaluateAsync<int>(Looks.Sideways) <= 0, $"{path} at {width} with letters of {letters}");
            if (letters != "100%")
                continue;
            // Another language needs up to two fifths more room.
            await page.EvaluateAsync(Lengthen);
            Assert.True(await page.EvaluateAsync<int>(Looks.Sideways) <= 0, $"{path} at {width} with longer texts");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_WithTheKeyboard_ShowsWhereOneIs(string path)
    {
        var (page, _) = await pages.SeatAsync(new Reader(Width: 390));
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
