using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<RenewInvitationResponse> RenewInvitation(
        RenewInvitationRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = ReadName(form, request.Name);
        form.Done();
        var cancel = context.CancellationToken;
        var secret = Secret.New();
        var response = await OnceAsync(
            request, requestId, name!.Owner, context,
            async () =>
            {
                var user = await RequireAsync(name, caller, cancel);
                RequireNotEnded(user);
                RequireToGive(caller, StaffRoles.Of(user));
                Touch(user);
                return name.IsOfAlliance
                    ? await ProposeRenewalAsync(user, secret, caller.Principal, cancel)
                    : await RenewAsync(user, secret, cancel);
            },
            Suspensions.UserCommands,
            recorded: made => new RenewInvitationResponse { User = made.User });
        await ends.RefuseEndedAsync(Guid.Parse(response.User.Uid), cancel);
        if (!response.Replayed)
            Log.InvitationRenewed(logger, Who(caller), response.User.Name);
        return response;
    }

    private async Task<RenewInvitationResponse> RenewAsync(
        StaffUser user, Secret secret, CancellationToken cancel)
    {
        await CloseAsync(user, cancel);
        user.State = StaffState.Invited;
        await invitations.AddAsync(user, secret.Hash, cancel);
        await db.SaveChangesAsync(cancel);
        return new RenewInvitationResponse
        {
            User = await ShowAsync(user, cancel),
            InvitationUri = invitations.To(secret.Text),
        };
    }

    private async Task<RenewInvitationResponse> ProposeRenewalAsync(
        StaffUser user, Secret first, Principal proposer, CancellationToken cancel)
    {
        await ProposeAsync(user, user.Role, first, proposer, cancel);
        return new RenewInvitationResponse
        {
            User = await ShowAsync(user, cancel),
            InvitationPart = invitations.To(first.Text),
        };
    }
}
