using Federation.Identity.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about people of brands and of the alliance, and what people call for whom it is not.</summary>
internal static partial class HostileCalls
{
    private const string Wei = "partners/aster/users/wei";

    private static IEnumerable<HostileCall> People() =>
    [
        Bad("invite nobody", a => InviteAsync(a.Aster, ""), "person"),
        Bad("invite a person by way of ..", a => InviteAsync(a.Aster, "../wei"), "person"),
        Bad("invite a person called ..", a => InviteAsync(a.Aster, ".."), "person"),
        Bad("invite a person as nothing", a => InviteAsync(a.Aster, "new", UserRole.Unspecified), "role"),
        Bad("invite a person to a brand as the alliance's auditor",
            a => InviteAsync(a.Aster, "new", UserRole.Auditor), "role"),
        Bad("invite a person to the alliance", a => InviteAsync(a.Aster, "new", parent: "alliance"), "parent", "role"),
        Row("invite a person to another brand", PermissionDenied, "NOT_YOURS",
            a => InviteAsync(a.Birch, "new")),
        Row("invite a person with a service's credential", PermissionDenied, "ROLE_MISSING",
            a => InviteAsync(a.AsterService, "new")),
        Row("invite a person with a credential for other things", PermissionDenied, "SCOPE_MISSING",
            a => InviteAsync(a.AsterReader, "new")),
        Row("invite a person as the alliance", PermissionDenied, "ROLE_MISSING", a => InviteAsync(a.Admin, "new")),
        Row("invite a person twice", AlreadyExists, "ALREADY_EXISTS", a => InviteAsync(a.Aster, "wei")),
        Row("get another brand's person", NotFound, "USER_NOT_FOUND",
            a => a.Birch.Users.GetUserAsync(new() { Name = Wei })),
        Row("get a person of the alliance as a brand", NotFound, "USER_NOT_FOUND",
            a => a.Aster.Users.GetUserAsync(new() { Name = "alliance/users/ada" })),
        Bad("get a person by a credential's name",
            a => a.Aster.Users.GetUserAsync(new() { Name = "partners/aster/credentials/wei" }), "name"),
        Row("list another brand's people", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Users.ListUsersAsync(new() { Parent = "partners/aster" })),
        Row("list the alliance's people as a brand", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Users.ListUsersAsync(new() { Parent = "alliance" })),
        Row("list people from a page that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Users.ListUsersAsync(new() { Parent = "partners/aster", PageToken = "9" })),
        Row("end another brand's person", NotFound, "USER_NOT_FOUND",
            a => a.Birch.Users.EndUserAsync(new() { RequestId = Id(), Name = Wei })),
        Row("end a brand's person as the alliance", NotFound, "USER_NOT_FOUND",
            a => a.Admin.Users.EndUserAsync(new() { RequestId = Id(), Name = Wei })),
        Row("renew the invitation of another brand's person", NotFound, "USER_NOT_FOUND",
            a => a.Birch.Users.RenewInvitationAsync(new() { RequestId = Id(), Name = Wei })),
        Row("change a person by an old revision", Aborted, "VERSION_MISMATCH",
            a => a.Aster.Users.UpdateUserAsync(new() { RequestId = Id(), Name = Wei, Revision = 99 })),
        Bad("make a brand's person an approver", a => a.Aster.Users.UpdateUserAsync(
            new() { RequestId = Id(), Name = Wei, Revision = 1, Role = UserRole.Approver }), "role"),
        Row("ask who is signed in with a credential", NotFound, "USER_NOT_FOUND",
            a => a.Aster.Users.GetMeAsync(new())),
        Row("ask who is signed in as a member", PermissionDenied, "ROLE_MISSING",
            a => new UserService.UserServiceClient(a.AnnAtAster.Invoker).GetMeAsync(new())),
    ];

    private static IEnumerable<HostileCall> AlliancePeople() =>
    [
        Bad("propose a person for a brand", a => a.Admin.Users.ProposeUserAsync(
            new() { RequestId = Id(), Parent = "partners/aster", Person = "x1", DisplayName = "x",
                Role = UserRole.Admin }), "parent"),
        Bad("propose a person as a desk", a => ProposePersonAsync(a.Admin, "new", UserRole.Desk), "role"),
        Row("propose a person as an approver", PermissionDenied, "ROLE_MISSING",
            a => ProposePersonAsync(a.Approver, "new", UserRole.Admin)),
        Row("propose a person as a brand", PermissionDenied, "ROLE_MISSING",
            a => ProposePersonAsync(a.Aster, "new", UserRole.Admin)),
        Row("approve one's own proposal of a person", FailedPrecondition, "SAME_PERSON",
            a => ApprovePersonAsync(a.Admin, a)),
        Row("approve one's own proposal of a person with one's second client", FailedPrecondition, "SAME_PERSON",
            a => ApprovePersonAsync(a.AdaAsApprover, a)),
        Row("approve another proposal than was read", Aborted, "VERSION_MISMATCH",
            a => a.Approver.Users.ApproveUserAsync(
                new() { RequestId = Id(), Name = a.ProposedUser.Name, Revision = 99 })),
        Row("approve a person of whom nothing was proposed", FailedPrecondition, "USER_NOT_PROPOSED",
            a => a.Approver.Users.ApproveUserAsync(
                new() { RequestId = Id(), Name = "alliance/users/ben", Revision = 1 })),
        Bad("approve a brand's person", a => a.Approver.Users.ApproveUserAsync(
            new() { RequestId = Id(), Name = Wei, Revision = 1 }), "name"),
        Row("make a person an admin of the alliance alone", FailedPrecondition, "PROPOSAL_NEEDED",
            async a => await a.Admin.Users.UpdateUserAsync(new()
            {
                RequestId = Id(),
                Name = "alliance/users/ben",
                Revision = (await a.Admin.Users.GetUserAsync(new() { Name = "alliance/users/ben" })).User.Revision,
                Role = UserRole.Admin,
            })),
    ];

    private static IEnumerable<HostileCall> Desks() =>
    [
        Row("earn as a person of the desk", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterDesk.Ledger.EarnAsync(Earning(a.Ann.Name, 5))),
        Row("adjust as a person of the desk", PermissionDenied, "ROLE_MISSING",
            a => a.AsterDesk.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 5))),
        Row("create a credential as a person of the desk", PermissionDenied, "ROLE_MISSING",
            a => a.AsterDesk.Credentials.CreateCredentialAsync(new() { RequestId = Id(), Parent = AtAster })),
        Row("invite a person as a person of the desk", PermissionDenied, "ROLE_MISSING",
            a => a.AsterDesk.Users.InviteUserAsync(new() { RequestId = Id(), Parent = AtAster })),
        Row("list another person's sessions as a person of the desk", PermissionDenied, "NOT_YOURS",
            a => a.AsterDesk.Users.ListSessionsAsync(new() { Parent = "partners/aster/users/xia" })),
        Row("end another person's session as a person of the desk", PermissionDenied, "NOT_YOURS",
            a => a.AsterDesk.Users.EndSessionAsync(new() { RequestId = Id(), Name = a.XiaSession })),
        Row("end another brand's person's session", NotFound, "USER_NOT_FOUND",
            a => a.Birch.Users.EndSessionAsync(new() { RequestId = Id(), Name = a.XiaSession })),
        Row("end another person's session under one's own name", NotFound, "SESSION_NOT_FOUND",
            a => a.AsterDesk.Users.EndSessionAsync(new() { RequestId = Id(),
                Name = a.XiaSession.Replace("/xia/", "/wei/", StringComparison.Ordinal) })),
        Bad("end a session by a name of nothing", a => a.AsterDesk.Users.EndSessionAsync(
            new() { RequestId = Id(), Name = Wei + "/sessions/1" }), "name"),
        Row("suspend a brand as an auditor", PermissionDenied, "SCOPE_MISSING",
            a => a.Auditor.Partners.SuspendPartnerAsync(new() { RequestId = Id(), Name = AtAster })),
        Row("sweep as an auditor", PermissionDenied, "SCOPE_MISSING",
            a => a.Auditor.Ledger.SweepExpiriesAsync(new())),
        Row("propose a credential as an auditor", PermissionDenied, "SCOPE_MISSING",
            a => a.Auditor.Credentials.ProposeCredentialAsync(new() { RequestId = Id(), Parent = "alliance" })),
        Row("end a person as an auditor", PermissionDenied, "SCOPE_MISSING",
            a => a.Auditor.Users.EndUserAsync(new() { RequestId = Id(), Name = "alliance/users/ben" })),
    ];

    private static async Task InviteAsync(
        Client.FederationClient client, string person, UserRole role = UserRole.Desk, string parent = AtAster) =>
        await client.Users.InviteUserAsync(new()
        {
            RequestId = Id(),
            Parent = parent,
            Person = person,
            DisplayName = "New",
            Role = role,
        });

    private static async Task ProposePersonAsync(Client.FederationClient client, string person, UserRole role) =>
        await client.Users.ProposeUserAsync(new()
        {
            RequestId = Id(),
            Parent = "alliance",
            Person = person,
            DisplayName = "New",
            Role = role,
        });

    private static async Task ApprovePersonAsync(Client.FederationClient client, HostileAlliance a) =>
        await client.Users.ApproveUserAsync(
            new() { RequestId = Id(), Name = a.ProposedUser.Name, Revision = a.ProposedUser.Revision });
}
