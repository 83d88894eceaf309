using System.Collections.Concurrent;
using Federation.Accounts.V1;
using Federation.Web.Tests;
using Grpc.Core;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The wallet's pages of somebody who is signed in, over an alliance that answers as the test wants.</summary>
public sealed class WalletTests(Pages pages) : IAsyncLifetime
{
    /// <summary>How many readers look at the same time.</summary>
    private const int AtOnce = 2;

    private static readonly string[] Paths =
    [
        "/", "/coins/aster", "/coins/birch", "/activity", "/activity/" + FakeAlliance.Id, "/pay", "/convert",
        "/worth?shop=birch", "/pay/plan", "/pay/plan?shop=birch&amount=3.70&order=dune&order=aster",
        "/pay/plan?shop=birch&amount=9&without=aster", "/pay/plan?shop=birch&amount=x",
        "/convert?from=aster&to=birch&amount=200", "/receipts/" + FakeAlliance.Id, "/me", "/me/brands",
        "/me/consents", "/me/brands/aster/unlink", "/tiers", "/coupons", "/refunds",
        "/rewards", "/rewards/aster/cup", "/rewards/aster/evening", "/rewards/aster/none", "/redemptions",
        "/redemptions/aster/" + FakeAlliance.Id, "/inbox", "/inbox?show=unread", "/me/messages",
        "/me/messages/aster?saved=yes", "/draws", "/draws/aster/spring", "/draws/aster/spring?tickets=3",
        "/draws/aster/spring?tickets=x", "/draws/aster/autumn", "/draws/aster/late", "/draws/aster/trip",
        "/draws/aster/none", "/checkin", "/invite",
    ];

    private static readonly string[] EmptyPaths =
    [
        "/", "/worth", "/pay", "/tiers", "/coupons", "/refunds", "/rewards", "/redemptions", "/inbox", "/draws",
        "/checkin", "/invite",
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    /// <summary>Refused, not reachable, and without coins, too.</summary>
    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var readers = new List<(IBrowserContext Context, Reader Reader, Seat Seat)>();
        foreach (var reader in Reader.All)
        {
            var context = await pages.ReaderAsync(reader);
            readers.Add((context, reader, await SignInAsync(context)));
        }
        var faults = new ConcurrentBag<string>();
        async Task LookAtAsync(IEnumerable<string> paths, string state)
        {
            foreach (var some in readers.Chunk(AtOnce))
                await Task.WhenAll(some.Select(async r =>
                {
                    foreach (var path in paths)
                        await LookAsync(r.Seat, r.Reader, path, state + NameOf(path), faults);
                }));
        }
        await LookAtAsync(Paths, "wallet");
        await LookAtAsync(["/coins/cedar"], "refused");
        foreach (var (_, reader, seat) in readers)
        {
            await MakeCodeAsync(seat.Page);
            Add(faults, await Looks.AtAsync(seat, reader, "wallet-pay-code"));
        }
        await WithoutCoinsAsync(() => LookAtAsync(EmptyPaths, "empty"));
        all!.Alliance.Refusal = _ => new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
        await LookAtAsync(["/", "/worth"], "away");
        all.Alliance.Refusal = _ => null;
        foreach (var (context, _, _) in readers)
            await context.DisposeAsync();
        // What cannot be reached is answered with 503, of which the browser complains.
        Faults.AssertNone(faults.Where(f => !f.Contains("503", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault()
    {
        var faults = new List<string>();
        foreach (var width in Reflow.Widths)
        {
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var (page, _) = await SignInAsync(context);
            foreach (var path in Paths)
            {
                await page.GotoAsync(AddressOf(path));
                if (width < 640)
                    faults.AddRange(await Focus.FaultsAsync(page, path));
                faults.AddRange(await Reflow.FaultsAsync(page, width, path));
            }
            await MakeCodeAsync(page);
            faults.AddRange(await Reflow.FaultsAsync(page, width, "code"));
        }
        Faults.AssertNone(faults);
    }

    /// <summary>On paper there is what the page says and nothing that one could press; with a system's own colours
    /// every part is still there.</summary>
    [Fact]
    public async Task Pages_OnPaper_AndInTheSystemsColours_AreWhole()
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 794));
        var (page, _) = await SignInAsync(context);
        foreach (var path in Paths.Where(p => !p.Contains("/pay/plan?", StringComparison.Ordinal)))
        {
            await page.GotoAsync(AddressOf(path));
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal(0, await page.Locator(".tabs:visible, .button:visible, .icons:visible").CountAsync());
            Assert.True(await page.Locator("main").InnerTextAsync() is { Length: > 10 });
            Assert.True(await page.EvaluateAsync<int>(Looks.Sideways) <= 0, path);
            await PictureAsync(page, "print-" + NameOf(path));
            await page.EmulateMediaAsync(new() { Media = Media.Screen, ForcedColors = ForcedColors.Active });
            Assert.Equal("", string.Join('\n', await Axe.ViolationsAsync(page)));
            await PictureAsync(page, "forced-" + NameOf(path));
            await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        }
    }

    /// <summary>With scripts and without: sign in, make a code, convert, undo, sign out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journey_FromSignInToSignOut(bool runsScripts)
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 390, RunsScripts: runsScripts));
        var page = await context.NewPageAsync();
        await page.GotoAsync(AddressOf("/"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Aster" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Spend at a till" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a new code" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "QR code of the pay code" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw this code" }).ClickAsync();
        await page.GetByText("This code is withdrawn").WaitForAsync();

        await page.GotoAsync(AddressOf("/convert?from=aster"));
        await page.GetByLabel("To", new() { Exact = true }).SelectOptionAsync("birch");
        await page.GetByLabel("How many", new() { Exact = true }).FillAsync("200");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Convert" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the conversion" }).ClickAsync();
        await page.GetByText("The conversion is undone").WaitForAsync();

        await page.GotoAsync(AddressOf("/me"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" }).WaitForAsync();
        Assert.Empty(await all!.SessionsAsync());
    }

    /// <summary>A plan is made, changed and becomes a code; the till takes it, and the page becomes the receipt: by
    /// itself, or by a link where there are no scripts.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journey_FromAPlanToItsReceipt(bool runsScripts)
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 390, RunsScripts: runsScripts));
        var page = await context.NewPageAsync();
        var watch = await Watch.OverAsync(page);
        await page.GotoAsync(AddressOf("/pay"));
        await page.GetByRole(AriaRole.Link, new() { Name = "See first what a shop would take" }).ClickAsync();
        await page.GetByLabel("Shop").SelectOptionAsync("birch");
        await page.GetByLabel("How much you pay").FillAsync("3.70");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.GetByText("no other choice loses less").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Take it earlier" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Use the coins that lose least" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a code for it" }).ClickAsync();
        await page.Locator(".spoken").WaitForAsync();

        all!.Alliance.Become(new() { State = PayCodeState.Used, Exchange = "exchanges/" + FakeAlliance.Id });
        if (!runsScripts)
            await page.GetByRole(AriaRole.Link, new() { Name = "Has it been used?" }).ClickAsync();
        await page.WaitForURLAsync("**/receipts/" + FakeAlliance.Id);
        await page.GetByText("Who kept what").First.WaitForAsync();
        Faults.AssertNone(watch.Take());
    }

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    private static string NameOf(string path) =>
        string.Join('-', path.Split('?')[0].Split('/').Where(p => p.Length is > 0 and < 20).Prepend(""))
        + (path.Contains(FakeAlliance.Id, StringComparison.Ordinal) ? "-one" : "")
        + string.Concat(path.Split('?').Skip(1).Select(q => "-" + q.Split('&')[^1].Replace('=', '-')));

    private static async Task PictureAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Pages.Pictures, name + ".png"),
            FullPage = true,
        });

    private static void Add(ConcurrentBag<string> to, IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            to.Add(fault);
    }

    private async Task<Seat> SignInAsync(IBrowserContext context)
    {
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        var seat = new Seat(page, await Watch.OverAsync(page));
        await page.GotoAsync(AddressOf("/signin?return=/me"));
        return seat;
    }

    /// <summary>Makes a code of several coins and waits for it.</summary>
    private async Task MakeCodeAsync(IPage page)
    {
        await page.GotoAsync(AddressOf("/pay"));
        await page.Locator("#money").FillAsync("4.50");
        await page.Locator("form:has(#money) button").ClickAsync();
        await page.Locator(".spoken").WaitForAsync();
    }

    private async Task WithoutCoinsAsync(Func<Task> look)
    {
        var wallets = all!.Alliance.Wallets.ToList();
        all.Alliance.Wallets.Clear();
        Fill(false);
        await look();
        Fill(true);
        all.Alliance.Wallets.AddRange(wallets);
    }

    private void Fill(bool has) => (
        all!.Alliance.HasProgram, all.Alliance.HasActivity, all.Alliance.HasRewards, all.Alliance.HasMessages)
        = (has, has, has, has);

    private async Task LookAsync(
        Seat seat, Reader reader, string path, string name, ConcurrentBag<string> faults)
    {
        await seat.Page.GotoAsync(AddressOf(path));
        Add(faults, await Looks.AtAsync(seat, reader, name));
    }

    private string AddressOf(string path) => all!.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
}
