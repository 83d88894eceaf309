using Federation.Identity.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>People: each is at revision 4, and each new link is <c>https://id/x</c>.</summary>
internal sealed class ScriptedUsers(ScriptedAnswers directory) : UserService.UserServiceBase
{
    public const string Link = "https://id/x";

    public override Task<InviteUserResponse> InviteUser(InviteUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new InviteUserResponse
        {
            User = One(request.Parent + "/users/" + request.Person),
            InvitationUri = Link,
        });

    public override Task<ProposeUserResponse> ProposeUser(ProposeUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new ProposeUserResponse
        {
            User = Proposed(request.Parent + "/users/" + request.Person),
            InvitationPart = Link,
        });

    public override Task<ApproveUserResponse> ApproveUser(ApproveUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new ApproveUserResponse { User = One(request.Name), InvitationPart = "rest" });

    public override Task<RenewInvitationResponse> RenewInvitation(
        RenewInvitationRequest request, ServerCallContext context) => directory.Answer(
            request, () => request.Name.StartsWith("alliance/", StringComparison.Ordinal)
                ? new RenewInvitationResponse { User = Proposed(request.Name), InvitationPart = Link }
                : new RenewInvitationResponse { User = One(request.Name), InvitationUri = Link });

    public override Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new GetUserResponse { User = One(request.Name) });

    public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new ListUsersResponse { Users = { Proposed(request.Parent + "/users/wei") } });

    public override Task<UpdateUserResponse> UpdateUser(UpdateUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new UpdateUserResponse { User = One(request.Name) });

    public override Task<EndUserResponse> EndUser(EndUserRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new EndUserResponse { User = One(request.Name) });

    public override Task<ListSessionsResponse> ListSessions(
        ListSessionsRequest request, ServerCallContext context) => directory.Answer(
            request, () => new ListSessionsResponse
            {
                Sessions = { new UserSession { Name = request.Parent + "/sessions/1", Agent = "Firefox" } },
            });

    public override Task<EndSessionResponse> EndSession(EndSessionRequest request, ServerCallContext context) =>
        directory.Answer(request, () => new EndSessionResponse { Name = request.Name });

    private static User Proposed(string name)
    {
        var user = One(name);
        user.Proposal = new UserProposal { Role = UserRole.Approver, Proposer = "admins/ada" };
        return user;
    }

    private static User One(string name) => new()
    {
        Name = name,
        DisplayName = "Chen Wei",
        Role = UserRole.Desk,
        State = UserState.Invited,
        Revision = 4,
    };
}
