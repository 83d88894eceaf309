using Federation.Testing;
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
            ? await StaffInvitations.OfAllianceAsync(alliance.Api, person, role)
            : await StaffInvitations.OfBrandAsync(alliance.Api, inviter ?? owner, owner, person, role));
        await page.Locator("a.button[href$='/password']").ClickAsync();
        await StaffPagesTests.SetUpAsync(page);
        await page.GotoAsync(alliance.Wallet + "/signin?return=/");
        return page;
    }
}
