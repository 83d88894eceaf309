using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Federation.Identity.Tests.StaffCalls;

namespace Federation.Identity.Tests;

/// <summary>No person of the alliance alone makes another one, nor gives one more than it has.</summary>
public sealed class AllianceUserTests(StaffFixture fixture) : IClassFixture<StaffFixture>
{
    [Fact]
    public async Task Person_TakesTwo_AndNeitherHasTheWholeLink()
    {
        var (admin, approver) = await TwoAsync();
        var proposed = await ProposeAsync(admin, "carl", UserRole.Admin);
        Assert.Equal((UserState.Proposed, "admins/ada"), (proposed.User.State, proposed.User.Proposal.Proposer));
        var approved = await ApproveAsync(approver, proposed.User);
        Assert.Equal(
            (UserState.Invited, "admins/ada", "admins/ben"),
            (approved.User.State, approved.User.Inviter, approved.User.Approver));

        Assert.False(await fixture.EnrolAsync(proposed.InvitationPart));
        Assert.False(await fixture.EnrolAsync(
            proposed.InvitationPart[..^Secret.New().Text.Length] + approved.InvitationPart));
        Assert.True(await fixture.EnrolAsync(proposed.InvitationPart + approved.InvitationPart));
        using var carl = await fixture.SignInAsync(proposed.User.Name);
        var caller = await fixture.CallerAsync(carl.Tokens);
        Assert.Equal(("admins/carl", Role.AllianceAdmin), (caller.Principal.Name, caller.Role));
        await RefusedAtOnceAsync(ErrorReason.UserNotProposed, () => ApproveAsync(approver, approved.User));
    }

    [Fact]
    public async Task OnePerson_CannotApprove_WhateverItActsThrough()
    {
        var (admin, approver) = await TwoAsync();
        var other = await fixture.AsMachineAsync("alliance", Role.AllianceApprover, "ada");
        var proposed = await ProposeAsync(admin, "shadow", UserRole.Admin);
        await RefusedAtOnceAsync(ErrorReason.SamePerson, () => ApproveAsync(admin, proposed.User));
        await RefusedAtOnceAsync(ErrorReason.SamePerson, () => ApproveAsync(other, proposed.User));
        using var signedIn = await fixture.SignInAsync(await WorkingAsync("ada", StaffRoles.Admin));
        await RefusedAtOnceAsync(ErrorReason.SamePerson, () => ApproveAsync(signedIn.Users, proposed.User));

        var byPerson = await ProposeAsync(signedIn.Users, "shadow", UserRole.Approver);
        await RefusedAtOnceAsync(ErrorReason.SamePerson, () => ApproveAsync(other, byPerson.User));
        // What was read before is no longer what would be approved.
        await RefusedAtOnceAsync(ErrorReason.VersionMismatch, () => ApproveAsync(approver, proposed.User));
        var approved = await ApproveAsync(approver, byPerson.User);
        Assert.False(await fixture.EnrolAsync(proposed.InvitationPart + approved.InvitationPart));
        Assert.True(await fixture.EnrolAsync(byPerson.InvitationPart + approved.InvitationPart));
    }

    [Fact]
    public async Task InvitationAndRole_OfAnAlliancePerson_AreNotOnePersonsToGive()
    {
        var (admin, approver) = await TwoAsync();
        await RefusedAtOnceAsync(ErrorReason.RoleMissing, () => admin.InviteUserAsync(
            new InviteUserRequest { RequestId = Id(), Parent = "alliance" }, cancellationToken: Cancel).ResponseAsync);
        var auditor = await GetAsync(admin, await WorkingAsync("audrey", "auditor"));
        await RefusedAtOnceAsync(ErrorReason.ProposalNeeded, () => admin.UpdateUserAsync(
            new UpdateUserRequest
            {
                RequestId = Id(),
                Name = auditor.Name,
                Revision = auditor.Revision,
                Role = UserRole.Approver,
            },
            cancellationToken: Cancel).ResponseAsync);

        using var signedIn = await fixture.SignInAsync(auditor.Name);
        var proposed = await ProposeAsync(admin, "audrey", UserRole.Approver);
        Assert.Empty(proposed.InvitationPart);
        Assert.Equal((UserRole.Auditor, UserState.Active), (proposed.User.Role, proposed.User.State));
        var approved = await ApproveAsync(approver, proposed.User);
        Assert.Empty(approved.InvitationPart);
        Assert.Equal((UserRole.Approver, UserState.Active), (approved.User.Role, approved.User.State));
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
    }

    [Fact]
    public async Task Invitation_RenewedByOne_ChangesNothingUntilAnotherApproves()
    {
        var (admin, approver) = await TwoAsync();
        var name = await WorkingAsync("lost", StaffRoles.Approver);
        using var signedIn = await fixture.SignInAsync(name);
        var renewed = await RenewAsync(admin, name);
        Assert.Equal(UserState.Active, renewed.User.State);
        Assert.True(renewed.User.Proposal.Invites);
        Assert.Empty(renewed.InvitationUri);
        await MeAsync(signedIn);
        var approved = await ApproveAsync(approver, renewed.User);
        Assert.Equal(UserState.Invited, approved.User.State);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
        Assert.True(await fixture.EnrolAsync(renewed.InvitationPart + approved.InvitationPart));
    }

    [Fact]
    public async Task Auditor_ReadsAndChangesNothing_ButItsOwnSessions()
    {
        var (admin, _) = await TwoAsync();
        var name = await WorkingAsync("olga", "auditor");
        using var signedIn = await fixture.SignInAsync(name);
        Assert.NotEmpty((await signedIn.Users.ListUsersAsync(
            new ListUsersRequest { Parent = "alliance" }, cancellationToken: Cancel)).Users);
        await RefusedAtOnceAsync(ErrorReason.ScopeMissing, () => ProposeAsync(
            signedIn.Users, "friend", UserRole.Auditor));
        await RefusedAtOnceAsync(ErrorReason.ScopeMissing, () => EndAsync(signedIn.Users, name));
        var other = await fixture.SignInAsync(await WorkingAsync("victim", StaffRoles.Approver));
        var session = (await MeAsync(other)).Session.Name;
        await RefusedAtOnceAsync(ErrorReason.NotYours, () => EndSessionAsync(signedIn.Users, session));
        await EndSessionAsync(signedIn.Users, (await MeAsync(signedIn)).Session.Name);
        await RefusedAsync(ErrorReason.TokenInvalid, () => MeAsync(signedIn));
        await EndSessionAsync(admin, session);
    }

    [Fact]
    public async Task LastAdmin_OfTheAlliance_CannotBeEndedOrDemoted()
    {
        var (admin, approver) = await TwoAsync();
        await fixture.ChangeAsync(db => db.Staff.Where(s => s.Owner == "alliance" && s.Role == StaffRoles.Admin)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.State, StaffState.Ended), Cancel));
        var name = await WorkingAsync("only", StaffRoles.Admin);
        await RefusedAtOnceAsync(ErrorReason.LastAdmin, () => EndAsync(admin, name));
        await RefusedAtOnceAsync(ErrorReason.LastAdmin, () => ProposeAsync(admin, "only", UserRole.Approver));
        // A person who has lost its ways in gets new ones nevertheless: two people want it.
        var renewed = await RenewAsync(admin, name);
        Assert.Equal(UserState.Invited, (await ApproveAsync(approver, renewed.User)).User.State);
    }

    [Fact]
    public async Task Credential_IsNoPerson()
    {
        var (admin, _) = await TwoAsync();
        await RefusedAtOnceAsync(ErrorReason.UserNotFound, () => admin.GetMeAsync(
            new GetMeRequest(), cancellationToken: Cancel).ResponseAsync);
    }

    [Fact]
    public async Task PeopleWithCredentials_BecomeUsers_OnceOnAllNodes()
    {
        await fixture.AsMachineAsync("alliance", Role.AllianceApprover, "older");
        await fixture.AsMachineAsync("alliance", Role.AllianceAdmin, "older");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var scope = fixture.Process.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PeopleOfClients>().EnsureAsync(Cancel);
        }));
        var (admin, _) = await TwoAsync();
        var user = await GetAsync(admin, "alliance/users/older");
        Assert.Equal((UserRole.Admin, UserState.Invited), (user.Role, user.State));
        Assert.Null(user.InvitationExpireTime);
    }

    private async Task<(V1.UserService.UserServiceClient Admin, V1.UserService.UserServiceClient Approver)>
        TwoAsync() => (await fixture.AsMachineAsync("alliance", Role.AllianceAdmin, "ada"),
            await fixture.AsMachineAsync("alliance", Role.AllianceApprover, "ben"));

    /// <summary>The name of a person of the alliance who works.</summary>
    private async Task<string> WorkingAsync(string person, string role)
    {
        await fixture.ChangeAsync(async db =>
        {
            if (await db.Staff.SingleOrDefaultAsync(s => s.Owner == "alliance" && s.Person == person, Cancel) is null)
                db.Staff.Add(new StaffUser
                {
                    Id = Guid.CreateVersion7(),
                    Owner = "alliance",
                    Person = person,
                    DisplayName = person,
                    Role = role,
                    State = StaffState.Active,
                    CreateTime = Moments.Cut(DateTimeOffset.UtcNow),
                    UpdateTime = Moments.Cut(DateTimeOffset.UtcNow),
                    Revision = 1,
                });
            await db.SaveChangesAsync(Cancel);
            await db.Staff.Where(s => s.Owner == "alliance" && s.Person == person).ExecuteUpdateAsync(
                s => s.SetProperty(x => x.State, StaffState.Active).SetProperty(x => x.Role, role), Cancel);
        });
        return "alliance/users/" + person;
    }
}
