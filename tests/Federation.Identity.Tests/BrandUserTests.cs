using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using static Federation.Identity.Tests.StaffCalls;

namespace Federation.Identity.Tests;

/// <summary>A brand's admin invites, changes and ends the brand's people, and nobody else's.</summary>
public sealed class BrandUserTests(StaffFixture fixture) : IClassFixture<StaffFixture>
{
    [Fact]
    public async Task Invitation_IsShownOnce_AndUsedOnce()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var request = Invite("aster", "once", UserRole.Desk);
        var invited = await admin.InviteUserAsync(request, cancellationToken: Cancel);
        Assert.Equal(("partners/aster/users/once", UserState.Invited), (invited.User.Name, invited.User.State));
        var again = await admin.InviteUserAsync(request, cancellationToken: Cancel);
        Assert.True(again.Replayed);
        Assert.Empty(again.InvitationUri);

        Assert.Equal(invited.User.Name, await fixture.InvitedByAsync(invited.InvitationUri));
        Assert.Null(await fixture.InvitedByAsync(invited.InvitationUri + "x"));
        var uses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.EnrolAsync(invited.InvitationUri)));
        Assert.Single(uses, used => used);
        Assert.Equal(UserState.Active, (await GetAsync(admin, invited.User.Name)).State);
        Assert.Null(await fixture.InvitedByAsync(invited.InvitationUri));
    }

    /// <summary>A brand is called what it calls itself, as text, whatever it wrote.</summary>
    [Fact]
    public async Task Link_OfABrand_HasItsName()
    {
        await fixture.Process.Services.GetRequiredService<PartnerDirectory>().CurrentAsync(Cancel);
        using var browser = fixture.Browser();
        using var shown = await browser.GetAsync(await fixture.LinkAsync("aster", fixture.NewMember()));
        Assert.Contains(
            "Aster &lt;b&gt;Tea&lt;/b&gt;", await shown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invitation_Renewed_EndsTheOneBefore_AndWhatTheUserSignedInWith()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var first = await admin.InviteUserAsync(Invite("aster", "late", UserRole.Desk), cancellationToken: Cancel);
        var second = await RenewAsync(admin, first.User.Name);
        Assert.False(await fixture.EnrolAsync(first.InvitationUri));
        Assert.True(await fixture.EnrolAsync(second.InvitationUri));

        using var signedIn = await fixture.SignInAsync(first.User.Name);
        var third = await RenewAsync(admin, first.User.Name);
        Assert.Equal(UserState.Invited, third.User.State);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
        await fixture.ChangeAsync(async db => Assert.False(
            await db.Passkeys.AnyAsync(p => p.UserId == Guid.Parse(first.User.Uid), Cancel)));
        Assert.True(await fixture.EnrolAsync(third.InvitationUri));
    }

    [Fact]
    public async Task Invitation_AfterAWeek_IsWorthNothing()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var invited = await admin.InviteUserAsync(Invite("aster", "slow", UserRole.Desk), cancellationToken: Cancel);
        var life = invited.User.InvitationExpireTime.ToDateTimeOffset() - DateTimeOffset.UtcNow;
        Assert.InRange(life, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        await fixture.ChangeAsync(async db =>
        {
            var row = await db.Invitations.SingleAsync(i => i.UserId == Guid.Parse(invited.User.Uid), Cancel);
            await db.Invitations.Where(i => i.Hash == row.Hash)
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.ExpireTime, row.CreateTime), Cancel);
        });
        Assert.False(await fixture.EnrolAsync(invited.InvitationUri));
    }

    [Fact]
    public async Task Role_Changed_EndsTheSessionsAndTheirTokens()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var user = await fixture.ActiveAsync(admin, "partners/aster", "mover", UserRole.Admin);
        using var signedIn = await fixture.SignInAsync(user.Name);
        var me = await signedIn.Users.GetMeAsync(new(), cancellationToken: Cancel);
        Assert.Equal((user.Name, true), (me.User.Name, me.Session.Own));
        Assert.Equal(
            Permissions.ScopesOf(Role.PartnerAdmin).Append("openid").Append("offline_access").Order(),
            me.Scopes.Order());
        await fixture.ActiveAsync(admin, "partners/aster", "stayer", UserRole.Admin);

        var change = new UpdateUserRequest
        {
            RequestId = Id(),
            Name = user.Name,
            Revision = user.Revision,
            Role = UserRole.Analyst,
        };
        var changed = await admin.UpdateUserAsync(change, cancellationToken: Cancel);
        Assert.Equal(UserRole.Analyst, changed.User.Role);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
        Assert.Equal("invalid_grant", (await fixture.RefreshAsync(signedIn.Tokens)).GetProperty("error").GetString());
        change.RequestId = Id();
        await RefusedAtOnceAsync(
            ErrorReason.VersionMismatch, () => admin.UpdateUserAsync(change, cancellationToken: Cancel).ResponseAsync);

        using var anew = await fixture.SignInAsync(user.Name);
        var caller = await fixture.CallerAsync(anew.Tokens);
        Assert.Equal(
            (Role.PartnerService, "partners/aster", user.Name),
            (caller.Role, caller.Principal.Name, caller.User));
        Assert.DoesNotContain("ledger.earn", caller.Scopes);
        Assert.Equal(user.Uid, caller.Person);
    }

    [Fact]
    public async Task User_Ended_IsOutWithinASecond_AndMayBeInvitedAnew()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var user = await fixture.ActiveAsync(admin, "partners/aster", "leaver", UserRole.Operator);
        using var signedIn = await fixture.SignInAsync(user.Name);
        await admin.EndUserAsync(new EndUserRequest { RequestId = Id(), Name = user.Name }, cancellationToken: Cancel);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.SignInAsync(user.Name));
        await RefusedAtOnceAsync(ErrorReason.UserEnded, () => RenewAsync(admin, user.Name));

        var back = await admin.InviteUserAsync(Invite("aster", "leaver", UserRole.Desk), cancellationToken: Cancel);
        Assert.Equal((user.Uid, UserState.Invited), (back.User.Uid, back.User.State));
        await RefusedAtOnceAsync(ErrorReason.AlreadyExists, () => admin.InviteUserAsync(
            Invite("aster", "leaver", UserRole.Desk), cancellationToken: Cancel).ResponseAsync);
    }

    [Fact]
    public async Task Credential_ForInvitingAlone_GivesNoRoleThatMayDoMore()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var inviting = await fixture.AsMachineAsync(
            "partners/aster", Role.PartnerAdmin, person: null, ["users.write", "users.read"]);
        var user = await fixture.ActiveAsync(admin, "partners/aster", "prey", UserRole.Analyst);
        await RefusedAtOnceAsync(ErrorReason.ScopeMissing, () => inviting.InviteUserAsync(
            Invite("aster", "puppet", UserRole.Admin), cancellationToken: Cancel).ResponseAsync);
        await RefusedAtOnceAsync(ErrorReason.ScopeMissing, () => RenewAsync(inviting, user.Name));
        await RefusedAtOnceAsync(ErrorReason.ScopeMissing, () => inviting.UpdateUserAsync(
            new UpdateUserRequest
            {
                RequestId = Id(),
                Name = user.Name,
                Revision = user.Revision,
                Role = UserRole.Admin,
            },
            cancellationToken: Cancel).ResponseAsync);
    }

    [Fact]
    public async Task LastAdmin_CannotBeEndedOrDemoted()
    {
        var admin = await fixture.AsMachineAsync("partners/birch", Role.PartnerAdmin);
        var one = await fixture.ActiveAsync(admin, "partners/birch", "one", UserRole.Admin);
        await admin.InviteUserAsync(Invite("birch", "two", UserRole.Admin), cancellationToken: Cancel);
        await RefusedAtOnceAsync(ErrorReason.LastAdmin, () => EndAsync(admin, one.Name));
        await RefusedAtOnceAsync(ErrorReason.LastAdmin, () => admin.UpdateUserAsync(
            new UpdateUserRequest
            {
                RequestId = Id(),
                Name = one.Name,
                Revision = one.Revision,
                Role = UserRole.Desk,
            },
            cancellationToken: Cancel).ResponseAsync);
        await fixture.ActiveAsync(admin, "partners/birch", "three", UserRole.Admin);
        Assert.Equal(UserState.Ended, (await EndAsync(admin, one.Name)).User.State);
    }

    [Fact]
    public async Task LastAdmins_EndedAtOnce_OneStays()
    {
        var admin = await fixture.AsMachineAsync("partners/cedar", Role.PartnerAdmin);
        var users = new[]
        {
            await fixture.ActiveAsync(admin, "partners/cedar", "left", UserRole.Admin),
            await fixture.ActiveAsync(admin, "partners/cedar", "right", UserRole.Admin),
        };
        var ends = await Task.WhenAll(users.Select(async u =>
        {
            try
            {
                return (await EndAsync(admin, u.Name)).User.State;
            }
            catch (RpcException e)
            {
                Assert.Equal(ErrorReason.LastAdmin, Refusal.From(e)!.Reason);
                return UserState.Active;
            }
        }));
        Assert.Equal([UserState.Active, UserState.Ended], ends.Order());
    }

    [Fact]
    public async Task OtherBrands_FindNobody()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var user = await fixture.ActiveAsync(admin, "partners/aster", "hidden", UserRole.Desk);
        var birch = await fixture.AsMachineAsync("partners/birch", Role.PartnerAdmin);
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => GetAsync(birch, user.Name));
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => EndAsync(birch, user.Name));
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => RenewAsync(birch, user.Name));
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => birch.ListSessionsAsync(
            new ListSessionsRequest { Parent = user.Name }, cancellationToken: Cancel).ResponseAsync);
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => GetAsync(birch, "alliance/users/ada"));
        await RefusedAtOnceAsync(ErrorReason.NotYours, () => birch.ListUsersAsync(
            new ListUsersRequest { Parent = "partners/aster" }, cancellationToken: Cancel).ResponseAsync);
        await RefusedAtOnceAsync(ErrorReason.NotYours, () => birch.InviteUserAsync(
            Invite("aster", "spy", UserRole.Admin), cancellationToken: Cancel).ResponseAsync);
        // The alliance looks on, and changes nothing.
        var alliance = await fixture.AsMachineAsync("alliance", Role.AllianceAdmin, "looker");
        Assert.Equal(user.Uid, (await GetAsync(alliance, user.Name)).Uid);
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => EndAsync(alliance, user.Name));
    }

    [Fact]
    public async Task Desk_CannotDoWhatAdminsDo_AndEndsItsOwnSessionsAlone()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var desk = await fixture.ActiveAsync(admin, "partners/aster", "desk-1", UserRole.Desk);
        var other = await fixture.ActiveAsync(admin, "partners/aster", "desk-2", UserRole.Desk);
        using var signedIn = await fixture.SignInAsync(desk.Name);
        using var second = await fixture.SignInAsync(desk.Name);
        await RefusedAtOnceAsync(ErrorReason.RoleMissing, () => signedIn.Users.InviteUserAsync(
            Invite("aster", "friend", UserRole.Admin), cancellationToken: Cancel).ResponseAsync);
        await RefusedAtOnceAsync(ErrorReason.RoleMissing, () => GetAsync(signedIn.Users, other.Name));
        await RefusedAtOnceAsync(ErrorReason.NotYours, () => signedIn.Users.ListSessionsAsync(
            new ListSessionsRequest { Parent = other.Name }, cancellationToken: Cancel).ResponseAsync);

        var sessions = (await signedIn.Users.ListSessionsAsync(
            new ListSessionsRequest { Parent = desk.Name }, cancellationToken: Cancel)).Sessions;
        Assert.Equal([false, true], sessions.Select(s => s.Own).Order());
        var foreign = sessions.Single(s => !s.Own).Name;
        await RefusedAtOnceAsync(ErrorReason.SessionNotFound, () => EndSessionAsync(
            signedIn.Users, $"{desk.Name}/sessions/{Guid.NewGuid()}"));
        await EndSessionAsync(signedIn.Users, foreign);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(second));
        await RefusedAtOnceAsync(ErrorReason.SessionNotFound, () => EndSessionAsync(signedIn.Users, foreign));
        // An admin ends it for somebody else.
        Assert.Single((await admin.ListSessionsAsync(
            new ListSessionsRequest { Parent = desk.Name }, cancellationToken: Cancel)).Sessions);
        await EndSessionAsync(admin, sessions.Single(s => s.Own).Name);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
    }

    [Fact]
    public async Task Session_WithoutACallForHalfAnHour_GetsNoTokens()
    {
        var admin = await fixture.AsMachineAsync("partners/aster", Role.PartnerAdmin);
        var user = await fixture.ActiveAsync(admin, "partners/aster", "idle", UserRole.Analyst);
        using var signedIn = await fixture.SignInAsync(user.Name);
        Assert.True((await fixture.RefreshAsync(signedIn.Tokens)).TryGetProperty("access_token", out _));
        using var idle = await fixture.SignInAsync(user.Name);
        await fixture.ChangeAsync(async db =>
        {
            foreach (var session in await db.StaffSessions.Where(s => s.UserId == Guid.Parse(user.Uid))
                .ToListAsync(Cancel))
            {
                Assert.Equal(TimeSpan.FromHours(12), session.ExpireTime - session.CreateTime);
                session.SeenTime -= TimeSpan.FromMinutes(31);
            }
            await db.SaveChangesAsync(Cancel);
        });
        Assert.Equal("invalid_grant", (await fixture.RefreshAsync(idle.Tokens)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Brand_Suspended_InvitesNobody_ButEndsItsPeople()
    {
        var admin = await fixture.AsMachineAsync("partners/birch", Role.PartnerAdmin);
        var user = await fixture.ActiveAsync(admin, "partners/birch", "worker", UserRole.Desk);
        fixture.Directory.Suspend("birch", true);
        try
        {
            await RefusedAsync(ErrorReason.PartnerSuspended, () => RenewAsync(admin, user.Name));
            await RefusedAtOnceAsync(ErrorReason.PartnerSuspended, () => admin.InviteUserAsync(
                Invite("birch", "newcomer", UserRole.Desk), cancellationToken: Cancel).ResponseAsync);
            Assert.Equal(UserState.Ended, (await EndAsync(admin, user.Name)).User.State);
        }
        finally
        {
            fixture.Directory.Suspend("birch", false);
        }
    }

    [Fact]
    public async Task People_AreListedByName_PageByPage()
    {
        var admin = await fixture.AsMachineAsync("partners/dahlia", Role.PartnerAdmin);
        foreach (var person in new[] { "zoe", "amy", "max" })
            await admin.InviteUserAsync(Invite("dahlia", person, UserRole.Finance), cancellationToken: Cancel);
        var first = await admin.ListUsersAsync(
            new ListUsersRequest { Parent = "partners/dahlia", PageSize = 2 }, cancellationToken: Cancel);
        var second = await admin.ListUsersAsync(
            new ListUsersRequest
            {
                Parent = "partners/dahlia",
                PageSize = 2,
                PageToken = first.NextPageToken,
            },
            cancellationToken: Cancel);
        Assert.Equal(["amy", "max", "zoe"], first.Users.Concat(second.Users).Select(u => u.Person));
        Assert.Empty(second.NextPageToken);
    }
}
