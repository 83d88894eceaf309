using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>How people who work for a brand, or for the alliance, come in: invited, with a password and an app, and
/// then signed in at the pages.</summary>
internal static class StaffDoor
{
    /// <summary>A browser's window at the portal or the console, of a new person who has just signed in.</summary>
    /// <param name="alliance">The alliance; it knows the credentials of the brand, or of the alliance's people.</param>
    /// <param name="context">The person's own browser.</param>
    /// <param name="owner">The brand's id, or <c>alliance</c>.</param>
    /// <param name="person">The person's short name.</param>
    /// <param name="role">For instance <c>USER_ROLE_ADMIN</c>.</param>
    /// <param name="inviter">Whose credential invites for a brand, if not the one that is called as the brand.</param>
    public static async Task<IPage> EnterAsync(
        RunningAlliance alliance, IBrowserContext context, string owner, string person, string role,
        string? inviter = null)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(owner == "alliance"
            ? await AllianceLinkAsync(alliance, person, role)
            : await BrandLinkAsync(alliance, inviter ?? owner, owner, person, role));
        await page.Locator("a.button[href$='/password']").ClickAsync();
        await StaffPagesTests.SetUpAsync(page);
        await page.GotoAsync(alliance.Wallet + "/signin?return=/");
        return page;
    }

    private static async Task<string> BrandLinkAsync(
        RunningAlliance alliance, string inviter, string brand, string person, string role) =>
        (await alliance.Api.PostAsync(inviter, $"/v1/partners/{brand}/users:invite", new
        {
            person,
            display_name = person,
            role,
        }))["invitationUri"]!.GetValue<string>();

    /// <summary>Nobody alone makes a person of the alliance: two people have half of the link each.</summary>
    private static async Task<string> AllianceLinkAsync(RunningAlliance alliance, string person, string role)
    {
        var proposed = await alliance.Api.PostAsync("admin", "/v1/alliance/users:propose", new
        {
            person,
            display_name = person,
            role,
        });
        var approved = await alliance.Api.PostAsync("approver", $"/v1/alliance/users/{person}:approve", new
        {
            revision = proposed["user"]!["revision"]!.GetValue<string>(),
        });
        return proposed["invitationPart"]!.GetValue<string>() + approved["invitationPart"]!.GetValue<string>();
    }
}
