using Federation.Hosting;
using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A form of the portal or the console that one node made is posted to the other, since the first was killed;
/// then posted again.</summary>
[Collection(nameof(SampleAlliance))]
public sealed class DeskNodesTests(SampleAlliance alliance)
{
    [Fact]
    public async Task Goodwill_WhoseNodeIsKilled_IsProposedOnceByTheOther()
    {
        var member = await alliance.MemberAtAsync("aster");
        await IsDoneOnceAsync(
            ("aster", "node.desk", "aster-admin"), $"/portal/{member}/goodwill/aster",
            async page =>
            {
                await page.GetByLabel("How many").FillAsync("25");
                await page.GetByLabel("Why, for whoever approves").FillAsync("The parcel came late.");
                return page.GetByRole(AriaRole.Button, new() { Name = "Propose it" });
            },
            page => page.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }),
            async () => (await alliance.Api.GetAsync("aster", "/v1/partners/aster/adjustments?page_size=1000"))
                ["adjustments"]?.AsArray().Count ?? 0);
    }

    [Fact]
    public Task Draft_WhoseNodeIsKilled_IsMadeOnceByTheOther() => IsDoneOnceAsync(
        ("alliance", "node.rates", null), "/console/boards",
        page => Task.FromResult(
            page.GetByRole(AriaRole.Button, new() { Name = "Draft from the board in force" })),
        page => page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }),
        async () => (await alliance.Api.GetAsync("admin", "/v1/boards?page_size=1000"))["boards"]!.AsArray().Count);

    /// <param name="who">The person: the brand's id or <c>alliance</c>, the short name, and who invites them.</param>
    /// <param name="path">The page with the form.</param>
    /// <param name="fill">Fills it; the button that sends it.</param>
    /// <param name="done">What the page has that it leads to.</param>
    /// <param name="count">How many such things there are.</param>
    private async Task IsDoneOnceAsync(
        (string Owner, string Person, string? Inviter) who, string path, Func<IPage, Task<ILocator>> fill,
        Func<IPage, ILocator> done, Func<Task<int>> count)
    {
        Assert.SkipUnless(TestDatabase.Missing(DatabaseKind.Postgres) is null, "Nodes share a PostgreSQL.");
        await using var context = await alliance.BrowserAsync(new Reader());
        await using var first = await alliance.NodeAsync();
        await using var second = await alliance.NodeAsync();
        var page = await StaffDoor.EnterAsync(
            alliance, context, who.Owner, who.Person, "USER_ROLE_ADMIN", who.Inviter);
        alliance.Choose(first);
        await page.GotoAsync($"{alliance.Shared}/signin?return={Uri.EscapeDataString(path)}");
        var send = await fill(page);
        var before = await count();
        // As the person left it: what was typed goes into the markup.
        var form = await page.Locator("form", new() { Has = send }).EvaluateAsync<string>("""
            form => {
              for (const field of form.elements)
                if (field.tagName === "TEXTAREA") field.textContent = field.value;
                else field.setAttribute("value", field.value);
              return form.outerHTML;
            }
            """);

        await first.KillAsync();
        alliance.Choose(second);
        await send.ClickAsync();
        await done(page).WaitForAsync();
        var made = page.Url;
        Assert.StartsWith(alliance.Shared, made, StringComparison.Ordinal);
        Assert.Equal(before + 1, await count());

        // The same form, as a browser that tries again sends it.
        await page.GotoAsync(alliance.Shared + path);
        await page.EvaluateAsync(
            """
            html => {
              document.body.innerHTML = html;
              document.forms[0].querySelector("button:last-of-type").click();
            }
            """,
            form);
        await page.WaitForURLAsync(made);
        Assert.Equal(before + 1, await count());
    }
}
