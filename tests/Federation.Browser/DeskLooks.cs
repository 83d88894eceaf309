using System.Collections.Concurrent;
using Federation.Web.Tests;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Looks at pages of the portal or the console, over an alliance that answers as a test wants: by every
/// reader, in narrow windows, by keyboard.</summary>
internal static class DeskLooks
{
    /// <summary>How many readers look at the same time.</summary>
    private const int AtOnce = 2;

    /// <summary>What is wrong with pages, for every reader; it leaves a picture of each.</summary>
    /// <param name="pages">The browser.</param>
    /// <param name="all">The pages' surroundings.</param>
    /// <param name="role">Of whom looks, for instance <c>alliance-admin</c>.</param>
    /// <param name="state">What the pictures' names begin with.</param>
    /// <param name="paths">The pages.</param>
    public static async Task<IReadOnlyCollection<string>> FaultsAsync(
        Pages pages, Surroundings all, string role, string state, IReadOnlyList<string> paths)
    {
        all.Authority.Role = role;
        var faults = new ConcurrentBag<string>();
        foreach (var readers in Reader.All.Chunk(AtOnce))
            await Task.WhenAll(readers.Select(async reader =>
            {
                await using var context = await pages.ReaderAsync(reader);
                var seat = await SignInAsync(all, context);
                foreach (var path in paths)
                {
                    await seat.Page.GotoAsync(AddressOf(all, path));
                    foreach (var fault in await Looks.AtAsync(seat, reader, state + NameOf(path)))
                        faults.Add(fault);
                }
            }));
        return faults;
    }

    /// <summary>What is wrong with pages in windows of other widths, and for who uses the keyboard alone.</summary>
    public static async Task<IReadOnlyCollection<string>> NarrowFaultsAsync(
        Pages pages, Surroundings all, string role, IReadOnlyList<string> paths)
    {
        all.Authority.Role = role;
        var faults = new List<string>();
        foreach (var width in Reflow.Widths)
        {
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var (page, _) = await SignInAsync(all, context);
            foreach (var path in paths)
            {
                await page.GotoAsync(AddressOf(all, path));
                if (width < 640)
                    faults.AddRange(await Focus.FaultsAsync(page, path));
                faults.AddRange(await Reflow.FaultsAsync(page, width, path));
            }
        }
        return faults;
    }

    /// <summary>A window in which somebody of the role is signed in that the authority gives.</summary>
    public static async Task<Seat> SignInAsync(Surroundings all, IBrowserContext context)
    {
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        var seat = new Seat(page, await Watch.OverAsync(page));
        await page.GotoAsync(AddressOf(all, "/signin?return=/account"));
        return seat;
    }

    public static string AddressOf(Surroundings all, string path) =>
        all.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;

    private static string NameOf(string path) =>
        string.Join('-', path.Split('?')[0].Split('/').Where(p => p.Length is > 0 and < 20).Prepend(""))
        + (path.Contains(FakeAlliance.Id, StringComparison.Ordinal) ? "-one" : "")
        + string.Concat(path.Split('?').Skip(1).Select(q => "-" + q.Split('&')[^1].Replace('=', '-')));
}
