using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<ProposeUserResponse> ProposeUser(ProposeUserRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Check(request.Parent == ResourceNames.Alliance, "parent", "must be alliance");
        var role = CheckPerson(
            form, ResourceNames.Alliance, request.Person, request.DisplayName, request.Role);
        form.Done();
        RequireToGive(caller, role!);
        var cancel = context.CancellationToken;
        var first = Secret.New();
        var response = await OnceAsync(
            request, requestId, ResourceNames.Alliance, context,
            async () =>
            {
                var user = await ProposedAsync(request, role!, cancel);
                var invites = user.State != StaffState.Active;
                await ProposeAsync(user, role!.Name, invites ? first : null, caller.Principal, cancel);
                return new ProposeUserResponse
                {
                    User = await ShowAsync(user, cancel),
                    InvitationPart = invites ? invitations.To(first.Text) : "",
                };
            },
            recorded: made => new ProposeUserResponse { User = made.User });
        if (!response.Replayed)
            Log.UserProposed(logger, Who(caller), response.User.Name, response.User.Proposal.Role);
        return response;
    }

    /// <summary>The user that is proposed. One that does not work yet is what the newest proposal says.</summary>
    private async Task<StaffUser> ProposedAsync(
        ProposeUserRequest request, StaffRole role, CancellationToken cancel)
    {
        var name = new StaffName(ResourceNames.Alliance, request.Person);
        var user = await db.Staff.SingleOrDefaultAsync(
            s => s.Owner == name.Owner && s.Person == name.Person, cancel);
        if (user is { State: StaffState.Invited or StaffState.Active })
        {
            if (role.Name != StaffRoles.Admin)
                await RequireAnotherAdminAsync(user, cancel);
            Touch(user);
            return user;
        }
        if (user?.State != StaffState.Proposed)
            user = await NewOrEndedAsync(name, cancel);
        else
            Touch(user);
        (user.DisplayName, user.Role, user.State) = (request.DisplayName, role.Name, StaffState.Proposed);
        return user;
    }

    /// <summary>Keeps what is proposed about a user in place of what was before.</summary>
    /// <param name="user">The user.</param>
    /// <param name="role">The role that it will have.</param>
    /// <param name="first">The first half of its invitation; null where it gets none.</param>
    /// <param name="proposer">Who proposes it.</param>
    /// <param name="cancel">Stops it.</param>
    private async Task ProposeAsync(
        StaffUser user, string role, Secret? first, Principal proposer, CancellationToken cancel)
    {
        var now = time.UtcNow();
        await db.StaffProposals.Where(p => p.UserId == user.Id).ExecuteDeleteAsync(cancel);
        db.StaffProposals.Add(new StaffProposal
        {
            UserId = user.Id,
            Role = role,
            InvitationHash =
                first is null ? null : Invitations.HashOf(first.Text + halves.SecondOf(user.Id, now)),
            Proposer = proposer.Name,
            CreateTime = now,
        });
        await db.SaveChangesAsync(cancel);
    }
}
