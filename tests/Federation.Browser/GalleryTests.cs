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
        Faults.AssertNone(faults);
    }

    /// <summary>Columns follow from all rows of a table, and a bar's places from all its links.</summary>
    [Theory]
    [InlineData("/gallery/tables", 1280)]
    [InlineData("/gallery/wallet", 390)]
    public async Task Page_ThatArrivesInPieces_MovesNothing(string path, int width)
    {
        foreach (var pieces in new[] { 6, 15, 40 })
        {
            await using var line = await SlowLine.ToAsync(pages.Address, pieces);
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var page = await context.NewPageAsync();
            await Watch.OverAsync(page);
            await page.GotoAsync(line.Address + path);
            var shift = await Watch.ShiftAsync(page);
            Assert.True(shift <= 0.01, $"{pieces} pieces: {shift}: {string.Join("; ", await Watch.MovedAsync(page))}");
        }
    }

    /// <summary>The look for violations is our own way of running axe: it must find what there is.</summary>
    [Fact]
    public async Task Violations_AreFound()
    {
        await using var context = await pages.ReaderAsync(new Reader());
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/confirm");
        Faults.AssertNone(await Axe.ViolationsAsync(page));
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
            Faults.AssertNone(await Reflow.FaultsAsync(page, width, path));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_WithTheKeyboard_ShowsWhereOneIs(string path)
    {
        var (page, _) = await pages.SeatAsync(new Reader(Width: 390));
        await page.GotoAsync(path);
        Faults.AssertNone(await Focus.FaultsAsync(page, path));
    }
}
