using Federation.Web;

namespace Federation.Browser;

/// <summary>Every page of the gallery, for readers of both languages, in both themes, on a phone and on a desk: it can
/// be used by all, nothing is blocked, nothing moves, nothing sticks out.</summary>
public sealed class GalleryTests(Pages pages)
{
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
        foreach (var width in Reflow.Widths)
        {
            var (page, _) = await pages.SeatAsync(new Reader(Width: width));
            await page.GotoAsync(path);
            Assert.Empty(await Reflow.FaultsAsync(page, width, path));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_WithTheKeyboard_ShowsWhereOneIs(string path)
    {
        var (page, _) = await pages.SeatAsync(new Reader(Width: 390));
        await page.GotoAsync(path);
        Assert.Empty(await Focus.FaultsAsync(page, path));
    }
}
