using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The way through a page by the keyboard alone.</summary>
internal static class Focus
{
    private const int Fewest = 4;
    private const int Most = 80;

    private const string Fault = """
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

    /// <summary>Stops at which one does not see where one is, or none at all.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        var (faults, stops) = (new List<string>(), 0);
        for (; stops < Most; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var fault = await page.EvaluateAsync<string?>(Fault);
            if (fault == "end")
                break;
            if (fault is not null)
                faults.Add($"{name}: {fault}");
        }
        if (stops is < Fewest or Most)
            faults.Add($"{name} has {stops} stops");
        return faults;
    }
}
