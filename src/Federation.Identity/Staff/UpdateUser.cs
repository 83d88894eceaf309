using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<UpdateUserResponse> UpdateUser(UpdateUserRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = ReadName(form, request.Name);
        form.Positive(request.Revision, "revision");
        form.Text(request.DisplayName, "display_name", 0, 100);
        var role = name is null ? null : StaffMessages.RoleOf(name.Owner, request.Role);
        form.Check(
            role is not null || request.Role == UserRole.Unspecified, "role", "must be a role of the owner's people");
        form.Done();
        var cancel = context.CancellationToken;
        var response = await OnceAsync(
            request, requestId, name!.Owner, context,
            async () =>
            {
                var user = await RequireAsync(name, caller, cancel);
                RequireNotEnded(user);
                RequireRevision(user, request.Revision);
                if (role is not null && role.Name != user.Role)
                    await ChangeRoleAsync(user, role, caller, cancel);
                if (request.DisplayName.Length > 0)
                    user.DisplayName = request.DisplayName;
                Touch(user);
                await db.SaveChangesAsync(cancel);
                return new UpdateUserResponse { User = await ShowAsync(user, cancel) };
            },
            Suspensions.UserCommands);
        await ends.RefuseEndedAsync(Guid.Parse(response.User.Uid), cancel);
        if (!response.Replayed)
            Log.UserUpdated(logger, Who(caller), response.User.Name, response.User.Role);
        return response;
    }

    private async Task ChangeRoleAsync(StaffUser user, StaffRole role, Caller caller, CancellationToken cancel)
    {
        if (role is { IsOfAlliance: true, HasAuthority: true })
            throw new RefusalException(
                ErrorReason.ProposalNeeded,
                $"One person proposes that {user.Name} becomes {role.Name} (ProposeUser), and another approves it.");
        RequireToGive(caller, role);
        await RequireAnotherAdminAsync(user, cancel);
        user.Role = role.Name;
        await ends.EndAllAsync(user.Id, cancel);
    }
}
