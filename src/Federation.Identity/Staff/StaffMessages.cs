using Federation.Identity.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Identity;

/// <summary>People as the contract shows them.</summary>
internal static class StaffMessages
{
    private static readonly Dictionary<string, UserRole> Roles = new(StringComparer.Ordinal)
    {
        [StaffRoles.Admin] = UserRole.Admin,
        [StaffRoles.Operator] = UserRole.Operator,
        [StaffRoles.Desk] = UserRole.Desk,
        [StaffRoles.Finance] = UserRole.Finance,
        [StaffRoles.Analyst] = UserRole.Analyst,
        [StaffRoles.Approver] = UserRole.Approver,
        [StaffRoles.Auditor] = UserRole.Auditor,
    };

    public static UserRole RoleOf(string name) => Roles[name];

    /// <summary>The owner's role that a message names; null where its people cannot have it.</summary>
    public static StaffRole? RoleOf(string owner, UserRole role) =>
        Roles.FirstOrDefault(r => r.Value == role).Key is { } name ? StaffRoles.Find(owner, name) : null;

    public static V1.User ToUser(
        this StaffUser user, StaffProposal? proposal = null, DateTimeOffset? invitationExpires = null) => new()
        {
            Name = user.Name,
            Person = user.Person,
            DisplayName = user.DisplayName,
            Role = RoleOf(user.Role),
            State = (UserState)user.State,
            Uid = user.Id.ToString(),
            Inviter = user.Inviter ?? "",
            Approver = user.Approver ?? "",
            CreateTime = Timestamp.FromDateTimeOffset(user.CreateTime),
            UpdateTime = Timestamp.FromDateTimeOffset(user.UpdateTime),
            Revision = user.Revision,
            InvitationExpireTime =
                invitationExpires is { } expires ? Timestamp.FromDateTimeOffset(expires) : null,
            Proposal = proposal is null ? null : new UserProposal
            {
                Role = RoleOf(proposal.Role),
                Invites = proposal.InvitationHash is not null,
                Proposer = proposal.Proposer,
                CreateTime = Timestamp.FromDateTimeOffset(proposal.CreateTime),
            },
        };

    public static UserSession ToMessage(this StaffSession session, StaffName user, string? own) => new()
    {
        Name = user.Session(session.Id),
        Agent = session.Agent,
        Way = session.Way,
        CreateTime = Timestamp.FromDateTimeOffset(session.CreateTime),
        AuthTime = Timestamp.FromDateTimeOffset(session.AuthTime),
        SeenTime = Timestamp.FromDateTimeOffset(session.SeenTime),
        ExpireTime = Timestamp.FromDateTimeOffset(session.ExpireTime),
        Own = session.Id.ToString() == own,
    };
}
