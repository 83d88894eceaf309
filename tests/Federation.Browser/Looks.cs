using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A look at a page, as every reader gets it: it can be used by all, nothing is blocked, nothing moves,
/// nothing sticks out. It leaves a picture.</summary>
internal static class Looks
{
    /// <summary>By how much the page scrolls sideways.</summary>
    public const string Sideways =
        "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";

    /// <summary>What is wrong with the page that a seat shows.</summary>
    /// <param name="seat">The reader's window.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="name">Of the picture.</param>
    public static async Task<IEnumerable<string>> AtAsync(Seat seat, Reader reader, string name)
    {
        var faults = new List<string>(await Axe.ViolationsAsync(seat.Page));
        if (await seat.Page.EvaluateAsync<int>(Sideways) > 0)
            faults.Add("it scrolls sideways");
        if (await Watch.ShiftAsync(seat.Page) is > 0.01 and var shift)
            faults.Add($"it shifts by {shift}: {string.Join("; ", await Watch.MovedAsync(seat.Page))}");
        await seat.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Pages.Pictures, $"{name}-{reader}.png"),
            FullPage = true,
        });
        faults.AddRange(seat.Watch.Take());
        return faults.Select(f => $"{name} {reader}: {f}");
    }
}
