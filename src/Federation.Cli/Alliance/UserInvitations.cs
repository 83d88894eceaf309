using System.CommandLine;
using Federation.Identity.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation users invite</c>, <c>propose</c>, <c>approve</c> and <c>renew</c>: what gives a person a
/// link, which is shown once.</summary>
internal static class UserInvitations
{
    public static ExampleCommand Invite(Globals globals)
    {
        var (parent, person, role, name) =
            (CredentialsCommand.ParentArgument(), Person(), UsersCommand.RoleOption(required: true), Name());
        var command = new ExampleCommand(
            "invite", "Invites a person of a brand, as the brand's admin, and shows the link, once.",
            "users invite aster chen.wei --role desk --name \"Chen Wei\" --as aster")
        {
            parent, person, role, name,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.InviteUserAsync(
                new InviteUserRequest
                {
                    RequestId = session.RequestId,
                    Parent = CredentialsCommand.ParentOf(parse.GetValue(parent)!),
                    Person = parse.GetValue(person),
                    DisplayName = parse.GetValue(name),
                    Role = UsersCommand.Roles[parse.GetValue(role)!],
                },
                cancellationToken: cancel);
            return session.Show(response, Link(response.User, "link", response.InvitationUri));
        });
        return command;
    }

    public static ExampleCommand Propose(Globals globals)
    {
        var (person, role, name) = (Person(), UsersCommand.RoleOption(required: true), Name());
        var command = new ExampleCommand(
            "propose",
            "Proposes a person of the alliance, or another role for one, and shows the first part of the link, once.",
            "users propose chen.wei --role approver --name \"Chen Wei\"")
        {
            person, role, name,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.ProposeUserAsync(
                new ProposeUserRequest
                {
                    RequestId = session.RequestId,
                    Parent = ResourceNames.Alliance,
                    Person = parse.GetValue(person),
                    DisplayName = parse.GetValue(name),
                    Role = UsersCommand.Roles[parse.GetValue(role)!],
                },
                cancellationToken: cancel);
            return session.Show(response, First(response.User, response.InvitationPart));
        });
        return command;
    }

    public static ExampleCommand Approve(Globals globals)
    {
        var user = UsersCommand.NameArgument();
        var revision = new Option<long>("--revision")
        {
            Description = "The revision that you have read: what is approved.",
            Required = true,
        };
        var command = new ExampleCommand(
            "approve",
            "Approves what another person proposed about a person of the alliance, and shows the last part of the "
            + "link, once; the link is the first part followed by the last.",
            "users approve alliance/users/chen.wei --revision 1") { user, revision };
        globals.Run(command, "approver", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.ApproveUserAsync(
                new ApproveUserRequest
                {
                    RequestId = session.RequestId,
                    Name = parse.GetValue(user),
                    Revision = parse.GetValue(revision),
                },
                cancellationToken: cancel);
            return session.Show(response, Link(response.User, "last part of the link", response.InvitationPart));
        });
        return command;
    }

    public static ExampleCommand Renew(Globals globals)
    {
        var user = UsersCommand.NameArgument();
        var command = new ExampleCommand(
            "renew",
            "Gives a person a new link, which is shown once, and takes the ways in that it has; for a person of the "
            + "alliance another one must approve that.",
            "users renew partners/aster/users/chen.wei --as aster", "users renew alliance/users/chen.wei") { user };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.RenewInvitationAsync(
                new RenewInvitationRequest { RequestId = session.RequestId, Name = parse.GetValue(user) },
                cancellationToken: cancel);
            return session.Show(
                response,
                response.User.Proposal is null
                    ? Link(response.User, "link", response.InvitationUri)
                    : First(response.User, response.InvitationPart));
        });
        return command;
    }

    private static Argument<string> Person() =>
        new("person") { Description = "What the owner calls the person: 2 to 64 of a-z, 0-9, '.' and '-'." };

    private static Option<string> Name() =>
        new("--name") { Description = "The name for people, 1 to 100 characters.", Required = true };

    private static Table First(User user, string part) => Link(user, "first part of the link", part);

    private static Table Link(User user, string column, string link) =>
        Tables.Of("user", "state", "role", "revision", column).Row(
            user.Name, user.State, UsersCommand.WordOf(user.Proposal?.Role ?? user.Role), user.Revision,
            link.Length > 0 ? link : "(none, or shown before; if it was lost, renew it)");
}
