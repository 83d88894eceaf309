using Federation.Web.Tests;
using Grpc.Core;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The wallet's pages of somebody who is signed in, over an alliance that answers as the test wants.</summary>
public sealed class WalletTests(Pages pages) : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/", "/coins/aster", "/coins/birch", "/activity", "/activity/" + FakeAlliance.Id, "/pay", "/convert",
        "/worth?shop=birch", "/pay/plan", "/pay/plan?shop=birch&amount=3.70&order=dune&order=aster",
        "/pay/plan?shop=birch&amount=9&without=aster",
        "/convert?from=aster&to=birch&amount=200", "/receipts/" + FakeAlliance.Id, "/me", "/me/brands",
        "/me/consents", "/me/brands/aster/unlink", "/tiers", "/coupons", "/refunds",
    ];

    private static readonly string[] EmptyPaths = ["/", "/worth", "/tiers", "/coupons", "/refunds"];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    /// <summary>Refused, not reachable, and without coins, too.</summary>
    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var faults = new List<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await pages.ReaderAsync(reader);
            var seat = await SignInAsync(context);
            foreach (var path in Paths)
                await LookAsync(seat, reader, path, NameOf(path), faults);
            await MakeCodeAsync(seat.Page);
            faults.AddRange(await Looks.AtAsync(seat, reader, "wallet-pay-code"));
            await LookAsync(seat, reader, "/coins/cedar", "refused", faults);
            await WithoutCoinsAsync(async () =>
            {
                foreach (var path in EmptyPaths)
                    await LookAsync(seat, reader, path, "empty" + NameOf(path)["wallet".Length..], faults);
            });
            all!.Alliance.Refusal = _ => new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
            await LookAsync(seat, reader, "/me", "away", faults);
            all.Alliance.Refusal = _ => null;
        }
        // What cannot be reached is answered with 503, of which the browser complains.
        faults.RemoveAll(f => f.Contains("503", StringComparison.Ordinal));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Pages_InANarrowWindow_DoNotScrollSideways()
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 320));
        var (page, _) = await SignInAsync(context);
        foreach (var path in Paths)
        {
            await page.GotoAsync(AddressOf(path));
            Assert.True(await page.EvaluateAsync<int>(Looks.Sideways) <= 0, path);
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

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    private static string NameOf(string path) =>
        string.Join('-', path.Split('?')[0].Split('/').Where(p => p.Length is > 0 and < 20).Prepend("wallet"))
        + (path.Contains(FakeAlliance.Id, StringComparison.Ordinal) ? "-one" : "")
        + string.Concat(path.Split('?').Skip(1).Select(q => "-" + q.Split('&')[^1].Replace('=', '-')));

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
        (all.Alliance.HasProgram, all.Alliance.HasActivity) = (false, false);
        await look();
        (all.Alliance.HasProgram, all.Alliance.HasActivity) = (true, true);
        all.Alliance.Wallets.AddRange(wallets);
    }

    private async Task LookAsync(Seat seat, Reader reader, string path, string name, List<string> faults)
    {
        await seat.Page.GotoAsync(AddressOf(path));
        faults.AddRange(await Looks.AtAsync(seat, reader, name));
    }

    private string AddressOf(string path) => all!.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
}
