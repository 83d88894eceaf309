using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Identity.Tests;

/// <summary>Calls of UserService, and what they are refused with.</summary>
internal static class StaffCalls
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Id() => Guid.CreateVersion7().ToString();

    public static InviteUserRequest Invite(string partner, string person, UserRole role) => new()
    {
        RequestId = Id(),
        Parent = "partners/" + partner,
        Person = person,
        DisplayName = person,
        Role = role,
    };

    public static async Task<V1.User> GetAsync(V1.UserService.UserServiceClient users, string name) =>
        (await users.GetUserAsync(new GetUserRequest { Name = name }, cancellationToken: Cancel)).User;

    public static async Task<GetMeResponse> MeAsync(SignedInStaff person) =>
        await person.Users.GetMeAsync(new GetMeRequest(), cancellationToken: Cancel);

    public static async Task<EndUserResponse> EndAsync(V1.UserService.UserServiceClient users, string name) =>
        await users.EndUserAsync(new EndUserRequest { RequestId = Id(), Name = name }, cancellationToken: Cancel);

    public static async Task<RenewInvitationResponse> RenewAsync(
        V1.UserService.UserServiceClient users, string name) => await users.RenewInvitationAsync(
            new RenewInvitationRequest { RequestId = Id(), Name = name }, cancellationToken: Cancel);

    public static async Task EndSessionAsync(V1.UserService.UserServiceClient users, string name) =>
        await users.EndSessionAsync(
            new EndSessionRequest { RequestId = Id(), Name = name }, cancellationToken: Cancel);

    public static async Task<ProposeUserResponse> ProposeAsync(
        V1.UserService.UserServiceClient users, string person, UserRole role) => await users.ProposeUserAsync(
            new ProposeUserRequest
            {
                RequestId = Id(),
                Parent = ResourceNames.Alliance,
                Person = person,
                DisplayName = person,
                Role = role,
            },
            cancellationToken: Cancel);

    public static async Task<ApproveUserResponse> ApproveAsync(
        V1.UserService.UserServiceClient users, V1.User user) => await users.ApproveUserAsync(
            new ApproveUserRequest { RequestId = Id(), Name = user.Name, Revision = user.Revision },
            cancellationToken: Cancel);

    /// <summary>The call is refused, within two seconds from now.</summary>
    public static async Task RefusedAsync(ErrorReason reason, Func<Task> call)
    {
        for (var i = 0; i < 40; i++, await Task.Delay(50, Cancel))
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

    public static async Task RefusedAtOnceAsync(ErrorReason reason, Func<Task> call) =>
        Assert.Equal(reason, Refusal.From(await Assert.ThrowsAsync<RpcException>(call))?.Reason);
}
