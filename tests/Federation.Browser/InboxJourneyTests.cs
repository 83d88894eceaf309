using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A member reads what its brand wrote, and chooses what it is told, over the real modules and without
/// scripts.</summary>
public sealed class InboxJourneyTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    [Fact]
    public async Task Member_ReadsAMessage_AndWantsNoMore()
    {
        await alliance.Api.PostAsync("aster", "/v1/partners/aster/messageSettings", new
        {
            settings = new { time_zone = "Europe/London", language = "en" },
        });
        var member = await alliance.MemberAsync("aster", 400);
        await SendAsync(member, "sale-1", "Half price today");
        await using var context = await alliance.BrowserAsync(runsScripts: false);
        var page = await alliance.SignedInAsync(context, "aster", member);

        await page.GotoAsync(alliance.Wallet + "/inbox?show=unread");
        var message = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "Half price today" });
        await message.GetByText("Come in.").WaitForAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Mark as read" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Half price today")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "All messages" }).ClickAsync();
        await page.GetByText("Half price today").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "What you are told" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Aster" }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "News of the brand" }).GetByLabel("Inbox")
            .SelectOptionAsync("None");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Your choices are saved").WaitForAsync();
        Assert.Empty(await SendAsync(member, "sale-2", "Half price again"));
        await page.GotoAsync(alliance.Wallet + "/inbox");
        await page.GetByText("Half price today").WaitForAsync();
        Assert.Equal(0, await page.GetByText("Half price again").CountAsync());
    }

    /// <summary>The deliveries that were made.</summary>
    private async Task<IReadOnlyList<string>> SendAsync(string member, string key, string title) =>
        [.. ((await alliance.Api.PostAsync("aster", "/v1/partners/aster/messages", new
        {
            member,
            key,
            kind = "MESSAGE_KIND_ANNOUNCEMENT",
            texts = new[] { new { language = "en", title, text = "Come in." } },
        }))["deliveries"]?.AsArray() ?? []).Select(d => d!.GetValue<string>())];
}
