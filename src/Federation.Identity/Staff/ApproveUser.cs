using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class UserService
{
    public override async Task<ApproveUserResponse> ApproveUser(ApproveUserRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = ReadName(form, request.Name);
        form.Check(name?.IsOfAlliance != false, "name", "must be alliance/users/{person}");
        form.Positive(request.Revision, "revision");
        form.Done();
        var cancel = context.CancellationToken;
        var response = await OnceAsync(
            request, requestId, ResourceNames.Alliance, context,
            async () =>
            {
                var user = await RequireAsync(name!, caller, cancel);
                var proposal = await ProposalOfAsync(user, cancel);
                if (ApprovalRefusal(user, proposal, caller) is { } refusal)
                    throw new RefusalException(refusal);
                RequireRevision(user, request.Revision);
                if (proposal!.Role != StaffRoles.Admin)
                    await RequireAnotherAdminAsync(user, cancel);
                return await ApproveAsync(user, proposal, caller.Principal, cancel);
            },
            recorded: made => new ApproveUserResponse { User = made.User });
        await ends.RefuseEndedAsync(Guid.Parse(response.User.Uid), cancel);
        if (!response.Replayed)
            Log.UserApproved(logger, Who(caller), response.User.Name, response.User.Role);
        return response;
    }

    private async Task<ApproveUserResponse> ApproveAsync(
        StaffUser user, StaffProposal proposal, Principal approver, CancellationToken cancel)
    {
        if (proposal.InvitationHash is { } hash)
        {
            await CloseAsync(user, cancel);
            await invitations.AddAsync(user, hash, cancel);
            user.State = StaffState.Invited;
        }
        else
        {
            await ends.EndAllAsync(user.Id, cancel);
        }
        (user.Role, user.Inviter, user.Approver) = (proposal.Role, proposal.Proposer, approver.Name);
        Touch(user);
        db.StaffProposals.Remove(proposal);
        await db.SaveChangesAsync(cancel);
        return new ApproveUserResponse
        {
            User = await ShowAsync(user, cancel),
            InvitationPart =
                proposal.InvitationHash is null ? "" : halves.SecondOf(user.Id, proposal.CreateTime),
        };
    }

    private static Refusal? ApprovalRefusal(StaffUser user, StaffProposal? proposal, Caller caller)
    {
        if (proposal is null)
            return new Refusal(
                ErrorReason.UserNotProposed, $"Nothing about {user.Name} waits for an approval.");
        // A person of the alliance is one principal, whether it signed in or uses one of its credentials.
        return proposal.Proposer == caller.Principal.Name
            ? new Refusal(
                ErrorReason.SamePerson,
                $"{caller.Principal} proposed {user.Name}; another person must approve it.")
            : null;
    }
}
