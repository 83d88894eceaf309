using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity.Tests;

/// <summary>Staff takes up invitations, confirms that it is there, and changes its ways in.</summary>
public sealed class StaffSecurityTests(StaffSignInFixture fixture) : IClassFixture<StaffSignInFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitation_IsShownByAGet_AndUsedByAForm_Once()
    {
        var (user, path) = await fixture.InviteAsync(displayName: "Ann Lee");
        using var browser = fixture.Browser();
        foreach (var shown in new[] { path, path, path + "/password" })
            using (var page = await browser.GetAsync(shown))
                Assert.Equal("", await TestBrowser.ProblemOfAsync(page));
        Assert.Null(browser.Session);

        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, path + "/password");
        (string, string)[] form =
            [("password", StaffSignInFixture.Password), ("key", kept), ("code", StaffSignInFixture.Shown(app))];
        using (var done = await browser.PostAsync(path + "/password", form))
            Assert.Contains(
                "Keep these recovery codes", await StaffSignInFixture.TextOf(done), StringComparison.Ordinal);
        Assert.NotNull(browser.Session);
        using (var again = await browser.PostAsync(path + "/password", form))
            Assert.StartsWith(
                "This invitation was used", await TestBrowser.ProblemOfAsync(again), StringComparison.Ordinal);
        using (var gone = await browser.GetAsync(path))
            Assert.StartsWith(
                "This invitation was used", await TestBrowser.ProblemOfAsync(gone), StringComparison.Ordinal);
        using (var options = await browser.PostAsync(path + "/passkey/options"))
            Assert.Equal(HttpStatusCode.NotFound, options.StatusCode);
        await fixture.ChangeAsync(async db => Assert.Equal(
            StaffState.Active, (await db.Staff.SingleAsync(s => s.Id == user.Id, Cancel)).State));
    }

    [Fact]
    public async Task Invitation_UsedTwiceAtOnce_OpensOneSession()
    {
        var (user, path) = await fixture.InviteAsync();
        var browsers = Enumerable.Range(0, 4).Select(_ => fixture.Browser()).ToList();
        await Task.WhenAll(browsers.Select(async browser =>
        {
            var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, path + "/password");
            using var done = await browser.PostAsync(
                path + "/password", ("password", StaffSignInFixture.Password), ("key", kept),
                ("code", StaffSignInFixture.Shown(app)));
        }));
        Assert.Single(browsers, b => b.Session is not null);
        await fixture.ChangeAsync(async db => Assert.Equal(
            RecoveryCodes.Count, await db.RecoveryCodes.CountAsync(r => r.UserId == user.Id, Cancel)));
    }

    [Theory]
    [InlineData("short", "The password has fewer than 12")]
    [InlineData("password12345", "Many people use")]
    [InlineData("Federation Aster 1", "The password is little more than names")]
    [InlineData("abcabcabcabc", "The password repeats")]
    public async Task Invitation_WithAPasswordThatIsGuessed_StaysGood(string password, string problem)
    {
        var (_, path) = await fixture.InviteAsync();
        using var browser = fixture.Browser();
        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, path + "/password");
        using var refused = await browser.PostAsync(
            path + "/password", ("password", password), ("key", kept), ("code", StaffSignInFixture.Shown(app)));
        Assert.StartsWith(problem, await TestBrowser.ProblemOfAsync(refused), StringComparison.Ordinal);
        // The app that was set up meanwhile goes on.
        Assert.Equal(app.Shown, StaffSignInFixture.ReadApp(await StaffSignInFixture.TextOf(refused)).App.Shown);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task App_ThatHasNotShownARightCode_DoesNotCount()
    {
        var (user, path) = await fixture.InviteAsync();
        using var browser = fixture.Browser();
        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, path + "/password");
        var (_, another) = await fixture.InviteAsync();
        var (_, foreign) = await StaffSignInFixture.NewAppAsync(browser, another + "/password");
        foreach (var (key, code) in new[]
        {
            (kept, "000000"), (kept, ""), (foreign, StaffSignInFixture.Shown(app)), ("", StaffSignInFixture.Shown(app)),
            ("AAAA", StaffSignInFixture.Shown(app)),
        })
            using (var refused = await browser.PostAsync(
                path + "/password", ("password", StaffSignInFixture.Password), ("key", key), ("code", code)))
                Assert.StartsWith(
                    "The app does not show this code", await TestBrowser.ProblemOfAsync(refused),
                    StringComparison.Ordinal);
        await fixture.ChangeAsync(async db => Assert.Equal(
            StaffState.Invited, (await db.Staff.SingleAsync(s => s.Id == user.Id, Cancel)).State));
    }

    /// <summary>Names come from brands' admins.</summary>
    [Fact]
    public async Task Name_WithMarkup_IsShownAsText()
    {
        const string hostile = "<img src=x onerror=alert(1)>\"'";
        var (_, path) = await fixture.InviteAsync(displayName: hostile);
        using var browser = fixture.Browser();
        using (var page = await browser.GetAsync(path))
            Encoded(await StaffSignInFixture.TextOf(page));
        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, path + "/password");
        using (await browser.PostAsync(
            path + "/password", ("password", StaffSignInFixture.Password), ("key", kept),
            ("code", StaffSignInFixture.Shown(app))))
        using (var security = await browser.GetAsync(SignInPaths.Security))
            Encoded(await StaffSignInFixture.TextOf(security));

        static void Encoded(string html)
        {
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
            Assert.Contains("&lt;img", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RecoveryCodes_AndKeys_AreKeptNowhere_AndPagesNeedNoStyleOfTheirOwn()
    {
        var (_, path) = await fixture.InviteAsync();
        using var browser = fixture.Browser();
        using var page = await browser.GetAsync(path + "/password");
        Assert.True(page.Headers.CacheControl!.NoStore);
        var html = await StaffSignInFixture.TextOf(page);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("<svg viewBox", html, StringComparison.Ordinal);
        Assert.DoesNotContain("otpauth:", html, StringComparison.Ordinal);
        var member = await fixture.EnrolAsync();
        await fixture.ChangeAsync(async db => Assert.All(
            await db.RecoveryCodes.AsNoTracking().Where(r => r.UserId == member.Id).ToListAsync(Cancel),
            r => Assert.Equal(32, r.Hash.Length)));
    }

    /// <summary>The pages ask for a recent confirmation: the password alone is none, the app is, and the cookie
    /// changes.</summary>
    [Fact]
    public async Task MaxAge_AsksStaffForItsApp_AndChangesTheCookie()
    {
        using var browser = fixture.Browser();
        var ann = await fixture.EnrolAsync(browser);
        await fixture.NextStepAsync(ann);
        await fixture.AgeAsync(browser, TimeSpan.FromMinutes(6));
        var request = SignInFixture.Authorize(Secret.New().Text, "&max_age=300");
        using var asked = await browser.GetAsync(request);
        var confirm = asked.Headers.Location!.ToString();
        Assert.StartsWith(SignInPaths.Confirm + "?", confirm, StringComparison.Ordinal);
        using (var page = await browser.GetAsync(confirm))
            Assert.DoesNotContain("type=\"password\"", await StaffSignInFixture.TextOf(page), StringComparison.Ordinal);

        var before = browser.Session;
        using (var wrong = await browser.PostAsync(
            SignInPaths.ConfirmByApp, ("code", "000000"), ("return_to", request)))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(wrong));
        // A recovery code is for who has lost the app, at a sign-in.
        using (var recovery = await browser.PostAsync(
            SignInPaths.ConfirmByApp, ("code", ann.Recovery[0]), ("return_to", request)))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(recovery));
        Assert.Equal(before, browser.Session);
        using (var done = await browser.PostAsync(
            SignInPaths.ConfirmByApp, ("code", StaffSignInFixture.Shown(ann.App)), ("return_to", request)))
            Assert.Equal(request, done.Headers.Location?.ToString());
        Assert.NotEqual(before, browser.Session);
        using (var given = await browser.GetAsync(request))
            Assert.StartsWith(SignInFixture.Callback, given.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            SignInWay.Totp, (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Way);
    }

    [Fact]
    public async Task Confirmation_OfNobody_LeadsToTheSignIn()
    {
        using var browser = fixture.Browser();
        foreach (var answer in new[]
        {
            await browser.GetAsync(SignInPaths.Confirm),
            await browser.PostAsync(SignInPaths.ConfirmByApp, ("code", "123456")),
        })
            using (answer)
                Assert.StartsWith(
                    SignInPaths.SignIn + "?", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaysIn_ChangeOnlySoonAfterSigningInOrConfirming()
    {
        using var browser = fixture.Browser();
        await fixture.EnrolAsync(browser);
        await fixture.AgeAsync(browser, TimeSpan.FromMinutes(6));
        foreach (var path in new[]
        {
            SignInPaths.Password, SignInPaths.RemovePassword, SignInPaths.App, SignInPaths.NewRecovery,
            SignInPaths.AddPasskey, SignInPaths.RemovePasskey,
        })
            using (var answer = await browser.PostAsync(path, ("password", "seven white swans 3")))
                Assert.StartsWith(
                    SignInPaths.Confirm + "?", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        foreach (var path in new[] { SignInPaths.Password, SignInPaths.App })
            using (var answer = await browser.GetAsync(path))
                Assert.StartsWith(
                    SignInPaths.Confirm + "?", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessions()
    {
        using var browser = fixture.Browser();
        var ann = await fixture.EnrolAsync(browser);
        using var other = fixture.Browser();
        await fixture.SignInAsync(other, ann);
        using (var weak = await browser.PostAsync(SignInPaths.Password, ("password", "aaaaaaaaaaaaaaaa")))
            Assert.StartsWith("The password repeats", await TestBrowser.ProblemOfAsync(weak), StringComparison.Ordinal);
        using (await browser.PostAsync(SignInPaths.Password, ("password", "five brown bears 9")))
        using (var own = await browser.GetAsync(SignInPaths.Security))
            Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using (var ended = await other.GetAsync(SignInPaths.Security))
            Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        using (var old = await StaffSignInFixture.TypePasswordAsync(other, ann))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(old));
        await fixture.SignInAsync(other, ann with { Password = "five brown bears 9" });
    }

    [Fact]
    public async Task App_Renewed_EndsTheOldOne_AndTheOtherSessions()
    {
        using var browser = fixture.Browser();
        var ann = await fixture.EnrolAsync(browser);
        using var other = fixture.Browser();
        await fixture.SignInAsync(other, ann);
        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, SignInPaths.App);
        using (var wrong = await browser.PostAsync(
            SignInPaths.App, ("key", kept), ("code", StaffSignInFixture.Shown(ann.App))))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(wrong));
        using (var done = await browser.PostAsync(
            SignInPaths.App, ("key", kept), ("code", StaffSignInFixture.Shown(app))))
            Assert.Equal(SignInPaths.Security, done.Headers.Location?.ToString());
        using (var ended = await other.GetAsync(SignInPaths.Security))
            Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        await fixture.NextStepAsync(ann);
        using (await StaffSignInFixture.TypePasswordAsync(other, ann))
        using (var old = await other.PostAsync(SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(ann.App))))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(old));
        await fixture.SignInAsync(other, ann with { App = app });
    }

    [Fact]
    public async Task LastWayIn_Stays()
    {
        using var browser = fixture.Browser();
        var ann = await fixture.EnrolAsync(browser);
        using (var last = await browser.PostAsync(SignInPaths.RemovePassword))
            Assert.StartsWith(
                "This is your only way", await TestBrowser.ProblemOfAsync(last), StringComparison.Ordinal);
        await fixture.ChangeAsync(async db =>
        {
            db.Passkeys.Add(PasskeyOf(ann.Id));
            await db.SaveChangesAsync(Cancel);
        });
        using (var removed = await browser.PostAsync(SignInPaths.RemovePassword))
            Assert.Equal(SignInPaths.Security, removed.Headers.Location?.ToString());
        await fixture.ChangeAsync(async db => Assert.Equal(
            0, await db.Passwords.CountAsync(p => p.UserId == ann.Id, Cancel)
                + await db.TotpSecrets.CountAsync(p => p.UserId == ann.Id, Cancel)
                + await db.RecoveryCodes.CountAsync(p => p.UserId == ann.Id, Cancel)));
        var passkey = Convert.ToHexString(PasskeyOf(ann.Id).IdHash);
        using (var last = await browser.PostAsync(SignInPaths.RemovePasskey, ("passkey", passkey)))
            Assert.StartsWith(
                "This is your only way", await TestBrowser.ProblemOfAsync(last), StringComparison.Ordinal);

        // And a password can be set up again, with an app.
        var (app, kept) = await StaffSignInFixture.NewAppAsync(browser, SignInPaths.Password);
        using var done = await browser.PostAsync(
            SignInPaths.Password, ("password", StaffSignInFixture.Password), ("key", kept),
            ("code", StaffSignInFixture.Shown(app)));
        Assert.Contains("Keep these recovery codes", await StaffSignInFixture.TextOf(done), StringComparison.Ordinal);
    }

    /// <summary>What is a member's is not staff's: nobody adds an address for codes to a staff user.</summary>
    [Fact]
    public async Task Staff_HasNoAddressForCodes_AndMembersNoPassword()
    {
        using var staff = fixture.Browser();
        await fixture.EnrolAsync(staff);
        using (var refused = await staff.PostAsync(SignInPaths.AddContact, ("address", "ann@example.org")))
            Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);
        await fixture.ChangeAsync(async db => Assert.Equal(
            0, await db.Contacts.CountAsync(c => c.Address == "mailto:ann@example.org", Cancel)));
        using var member = await fixture.SignedInAsync("aster", fixture.NewMember());
        foreach (var path in new[] { SignInPaths.Password, SignInPaths.App, SignInPaths.NewRecovery })
            using (var refused = await member.PostAsync(path, ("password", StaffSignInFixture.Password)))
                Assert.StartsWith(
                    SignInPaths.SignIn + "?", refused.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_OfAPersonThatHasEnded_ShowsAndChangesNothing()
    {
        using var browser = fixture.Browser();
        var ann = await fixture.EnrolAsync(browser);
        await fixture.ChangeAsync(db => db.Staff.Where(s => s.Id == ann.Id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.State, StaffState.Ended), Cancel));
        using (var shown = await browser.GetAsync(SignInPaths.Security))
            Assert.StartsWith(SignInPaths.SignIn + "?", shown.Headers.Location?.ToString(), StringComparison.Ordinal);
        using (var changed = await browser.PostAsync(SignInPaths.Password, ("password", "five brown bears 9")))
            Assert.StartsWith(SignInPaths.SignIn + "?", changed.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static PasskeyRow PasskeyOf(Guid user) => new()
    {
        IdHash = PasskeyUsers.HashOf(user.ToByteArray()),
        CredentialId = user.ToByteArray(),
        UserId = user,
        PublicKey = [],
        SignCount = 0,
        Transports = "",
        UserVerified = true,
        BackupEligible = false,
        BackedUp = false,
        AttestationObject = [],
        ClientData = [],
        CreateTime = Hosting.Moments.Cut(DateTimeOffset.UtcNow),
    };
}
