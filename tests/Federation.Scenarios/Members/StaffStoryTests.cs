using Federation.Client;
using Federation.Errors.V1;
using Federation.Identity;
using Federation.Identity.V1;
using Grpc.Core;
using Refusal = Federation.Hosting.Refusal;

namespace Federation.Scenarios;

/// <summary>People of a brand and of the alliance at work, through the gateway.</summary>
public sealed class StaffStoryTests
{
    [Fact]
    public async Task Desk_FindsAndRefunds_AndIsOutWithinASecondOnceItsSessionEnds()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var folder = alliance.Deployment.Folder;
        using var signed = await SignedMembers.OfAsync(folder, alliance.Deployment.Gateways[0], aster);
        var member = await Alliance.GivenMemberAsync(aster, "17850");
        await Alliance.EarnAsync(aster, "aster", member, 100);
        var spent = (await aster.Ledger.RedeemAsync(
            new() { RequestId = RequestIds.New(), Member = member, Amount = Alliance.Coins("aster", 60) })).Journal;
        var wei = (await aster.Users.InviteUserAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/aster",
            Person = "wei",
            DisplayName = "Wei",
            Role = UserRole.Desk,
        })).User;
        var session = await StaffSessions.BeginAsync(alliance.Deployment.Databases, wei);
        var desk = signed.Open(wei, StaffRoles.Find("partners/aster", StaffRoles.Desk)!, session);

        var me = await desk.Users.GetMeAsync(new());
        Assert.Equal((wei.Name, session, true), (me.User.Name, me.Session.Name, me.Session.Own));
        var refund = await desk.Ledger.RefundAsync(
            new() { RequestId = RequestIds.New(), Journal = spent.Name, Units = 10 });
        // The principal of the books is the brand, whoever of it acts.
        Assert.Equal("partners/aster", refund.Journal.Principal);
        Assert.Equal(50, (await desk.Ledger.GetWalletAsync(
            new() { Name = $"{member}/wallets/aster" })).Wallet.AvailableUnits);

        await aster.Users.EndSessionAsync(new() { RequestId = RequestIds.New(), Name = session });
        await RefusedSoonAsync(ErrorReason.TokenInvalid, () => desk.Ledger.GetWalletAsync(
            new() { Name = $"{member}/wallets/aster" }).ResponseAsync);
        await alliance.AssertBooksAsync();
    }

    [Fact]
    public async Task Auditor_ReadsTheBooks_AndIsOutWithinASecondOnceItEnds()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var folder = alliance.Deployment.Folder;
        using var signed = await SignedMembers.OfAsync(folder, alliance.Deployment.Gateways[0], aster);
        var proposed = (await alliance.Admin.Users.ProposeUserAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "alliance",
            Person = "olga",
            DisplayName = "Olga",
            Role = UserRole.Auditor,
        })).User;
        var olga = (await alliance.Approver.Users.ApproveUserAsync(
            new() { RequestId = RequestIds.New(), Name = proposed.Name, Revision = proposed.Revision })).User;
        var auditor = signed.Open(
            olga, StaffRoles.Find("alliance", StaffRoles.Auditor)!,
            await StaffSessions.BeginAsync(alliance.Deployment.Databases, olga));

        Assert.True((await auditor.Ledger.CheckBooksAsync(new())).Balanced);
        Assert.NotEmpty((await auditor.Credentials.ListCredentialsAsync(new() { Parent = "alliance" })).Credentials);
        Assert.NotEmpty((await auditor.Users.ListUsersAsync(new() { Parent = "alliance" })).Users);

        await alliance.Admin.Users.EndUserAsync(new() { RequestId = RequestIds.New(), Name = olga.Name });
        await RefusedSoonAsync(
            ErrorReason.TokenInvalid, () => auditor.Ledger.CheckBooksAsync(new()).ResponseAsync);
    }

    /// <summary>The call is refused, within two seconds from now.</summary>
    private static async Task RefusedSoonAsync(ErrorReason reason, Func<Task> call)
    {
        for (var i = 0; i < 40; i++, await Task.Delay(50, TestContext.Current.CancellationToken))
            try
            {
                await call();
            }
            catch (RpcException e)
            {
                Assert.Equal(reason, Refusal.From(e)?.Reason);
                return;
            }
        Assert.Fail($"The call was not refused with {reason}.");
    }
}
