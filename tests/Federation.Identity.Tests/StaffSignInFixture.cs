using System.Text.RegularExpressions;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OtpNet;

namespace Federation.Identity.Tests;

/// <summary>An identity module at which staff signs in, and what staff does there.</summary>
public sealed partial class StaffSignInFixture : SignInFixture
{
    public const string Password = "three grey geese 7";
    private int last;

    internal CountingHasher Hasher { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration["Identity:PasswordTriesPerOrigin"] = "100000";
        builder.Services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<StaffPassword>>(Hasher));
    }

    /// <summary>An invitation.</summary>
    /// <returns>The invited user, and the path of the link.</returns>
    internal async Task<(StaffUser User, string Path)> InviteAsync(string brand = "aster", string? displayName = null)
    {
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        var person = $"ann{Interlocked.Increment(ref last)}";
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(now),
            Owner = brand.Length == 0 ? ClientForm.Alliance : $"partners/{brand}",
            Person = person,
            DisplayName = displayName ?? "Ann",
            Role = StaffRoles.Admin,
            State = StaffState.Invited,
            CreateTime = now,
            UpdateTime = now,
        };
        var secret = Secret.New().Text;
        await ChangeAsync(async db =>
        {
            db.Staff.Add(user);
            db.Invitations.Add(new Invitation
            {
                Hash = Invitations.HashOf(secret),
                UserId = user.Id,
                CreateTime = now,
                ExpireTime = now.AddDays(1),
            });
            await db.SaveChangesAsync(Cancel);
        });
        return (user, $"{SignInPaths.Invitation}/{secret}");
    }

    /// <summary>Somebody who has set up a password and an app in the browser, which is signed in then.</summary>
    internal async Task<StaffMember> EnrolAsync(TestBrowser browser, string brand = "aster")
    {
        var (user, path) = await InviteAsync(brand);
        var (app, kept) = await NewAppAsync(browser, path + "/password");
        using var done = await browser.PostAsync(
            path + "/password", ("password", Password), ("key", kept), ("code", Shown(app)));
        var html = await TextOf(done);
        var codes = RecoveryCode().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.True(codes.Count == RecoveryCodes.Count, await TestBrowser.ProblemOfAsync(done));
        return new StaffMember(user.Id, brand, user.Person, Password, app, codes);
    }

    /// <summary>Somebody who has set up a password and an app, in some other browser.</summary>
    internal async Task<StaffMember> EnrolAsync(string brand = "aster")
    {
        using var browser = Browser();
        var member = await EnrolAsync(browser, brand);
        await NextStepAsync(member);
        return member;
    }

    /// <summary>The key that a page shows to an app, as it is shown and as the form keeps it.</summary>
    internal static async Task<(TotpKey App, string Kept)> NewAppAsync(TestBrowser browser, string path)
    {
        using var page = await browser.GetAsync(path);
        return ReadApp(await TextOf(page));
    }

    internal static (TotpKey App, string Kept) ReadApp(string html)
    {
        var text = ShownKey().Match(html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        return (new TotpKey(Base32Encoding.ToBytes(text)), KeptKey().Match(html).Groups[1].Value);
    }

    /// <summary>What the app shows now.</summary>
    internal static string Shown(TotpKey app) => app.CodeAt(DateTimeOffset.UtcNow);

    /// <summary>Lets so much time go by for the person that its app shows the next code.</summary>
    internal Task NextStepAsync(StaffMember member) => ChangeAsync(db => db.TotpSecrets
        .Where(t => t.UserId == member.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastStep, 0), Cancel));

    /// <summary>Changes how often passwords were tried for a person, or second steps.</summary>
    internal Task TriesAsync(StaffMember member, Action<SignInTries> change) => ChangeAsync(async db =>
    {
        var owner = member.Brand.Length == 0 ? ClientForm.Alliance : $"partners/{member.Brand}";
        var keys = new[]
        {
            TryLimits.KeyOf(TryLimit.Name, $"{owner} {member.Person}"),
            TryLimits.KeyOf(TryLimit.SecondStep, member.Id.ToString()),
        };
        foreach (var row in await db.Tries.Where(t => keys.Contains(t.KeyHash)).ToListAsync(Cancel))
            change(row);
        await db.SaveChangesAsync(Cancel);
    });

    /// <summary>Lets so many passwords have been tried from the tests' address.</summary>
    internal Task OriginAsync(int tries) => ChangeAsync(async db =>
    {
        var key = TryLimits.KeyOf(TryLimit.Origin(1), "127.0.0.1");
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        await db.Tries.Where(t => t.KeyHash == key).ExecuteDeleteAsync(Cancel);
        db.Tries.Add(new SignInTries { KeyHash = key, Count = tries, Time = now, NextTime = now });
        await db.SaveChangesAsync(Cancel);
    });

    /// <summary>The password, typed.</summary>
    internal static Task<HttpResponseMessage> TypePasswordAsync(
        TestBrowser browser, StaffMember member, string? password = null) => browser.PostAsync(
            SignInPaths.Staff, ("brand", member.Brand), ("person", member.Person),
            ("password", password ?? member.Password));

    /// <summary>A browser in which the person has signed in.</summary>
    internal async Task SignInAsync(TestBrowser browser, StaffMember member)
    {
        await NextStepAsync(member);
        using var first = await TypePasswordAsync(browser, member);
        Assert.StartsWith(SignInPaths.SecondStep, first.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var second = await browser.PostAsync(SignInPaths.SecondStep, ("code", Shown(member.App)));
        Assert.Equal(SignInPaths.Security, second.Headers.Location?.ToString());
    }

    /// <summary>Lets the browser's sign-in be so long ago.</summary>
    internal Task AgeAsync(TestBrowser browser, TimeSpan age)
    {
        Assert.True(Secret.TryRead(browser.Session, out var secret));
        var then = Moments.Cut(DateTimeOffset.UtcNow - age);
        return ChangeAsync(db => db.StaffSessions.Where(s => s.SecretHash == secret.Hash).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.AuthTime, then), Cancel));
    }

    internal static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Cancel);

    [GeneratedRegex("""<code class="mono">([A-Z2-7 ]+)</code>""")]
    private static partial Regex ShownKey();

    [GeneratedRegex("""name="key" value="([^"]+)""")]
    private static partial Regex KeptKey();

    [GeneratedRegex("""<li class="mono"><code>([0-9A-Z-]{19})</code>""")]
    private static partial Regex RecoveryCode();
}
