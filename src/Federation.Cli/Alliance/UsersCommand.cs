using System.CommandLine;
using Federation.Identity.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation users</c>: the people of brands and of the alliance, who sign in at the pages.</summary>
internal static class UsersCommand
{
    internal static readonly Dictionary<string, UserRole> Roles = new(StringComparer.Ordinal)
    {
        ["admin"] = UserRole.Admin,
        ["operator"] = UserRole.Operator,
        ["desk"] = UserRole.Desk,
        ["finance"] = UserRole.Finance,
        ["analyst"] = UserRole.Analyst,
        ["approver"] = UserRole.Approver,
        ["auditor"] = UserRole.Auditor,
    };

    public static Command Build(Globals globals) =>
        new ExampleCommand("users", "The people of brands and of the alliance, who sign in at the pages.")
        {
            List(globals), UserInvitations.Invite(globals), UserInvitations.Propose(globals),
            UserInvitations.Approve(globals), UserInvitations.Renew(globals), Update(globals), End(globals),
            UserSessions.List(globals), UserSessions.End(globals),
        };

    private static ExampleCommand List(Globals globals)
    {
        var (parent, limit) = (CredentialsCommand.ParentArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "list", "Lists people by name, with what waits for an approval.", "users list aster",
            "users list alliance")
        {
            parent, limit,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Users.ListUsersAsync(
                    new ListUsersRequest
                    {
                        Parent = CredentialsCommand.ParentOf(parse.GetValue(parent)!),
                        PageSize = size,
                        PageToken = token,
                    },
                    cancellationToken: cancel));
            return session.Show(found, TableOf([.. found.Users]));
        });
        return command;
    }

    private static ExampleCommand Update(Globals globals)
    {
        var user = NameArgument();
        var role = RoleOption(required: false);
        var name = new Option<string?>("--name") { Description = "The new name for people, 1 to 100 characters." };
        var command = new ExampleCommand(
            "update", "Changes a person's role or name; another role ends the person's sessions.",
            "users update partners/aster/users/chen.wei --role finance --as aster") { user, role, name };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var known = await session.Client.Users.GetUserAsync(
                new GetUserRequest { Name = parse.GetValue(user) }, cancellationToken: cancel);
            var response = await session.Client.Users.UpdateUserAsync(
                new UpdateUserRequest
                {
                    RequestId = session.RequestId,
                    Name = known.User.Name,
                    Revision = known.User.Revision,
                    DisplayName = parse.GetValue(name) ?? "",
                    Role = parse.GetValue(role) is { } said ? Roles[said] : UserRole.Unspecified,
                },
                cancellationToken: cancel);
            return session.Show(response, TableOf(response.User));
        });
        return command;
    }

    private static ExampleCommand End(Globals globals)
    {
        var user = NameArgument();
        var command = new ExampleCommand(
            "end", "Ends a person: it cannot sign in any more, and is out within a second.",
            "users end partners/aster/users/chen.wei --as aster", "users end alliance/users/chen.wei") { user };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.EndUserAsync(
                new EndUserRequest { RequestId = session.RequestId, Name = parse.GetValue(user) },
                cancellationToken: cancel);
            return session.Show(response, TableOf(response.User));
        });
        return command;
    }

    internal static Argument<string> NameArgument() =>
        new("user") { Description = "partners/{p}/users/{person}, or alliance/users/{person}." };

    internal static Option<string?> RoleOption(bool required) =>
        new Option<string?>("--role") { Description = "What the person may do.", Required = required }
            .AcceptOnlyFromAmong([.. Roles.Keys]);

    private static Table TableOf(params IReadOnlyList<User> users)
    {
        var table = Tables.Of(
            "user", "name", "role", "state", "invitation until", "proposed role", "proposed by", "revision");
        foreach (var u in users)
            table.Row(
                u.Name, u.DisplayName, WordOf(u.Role), u.State, u.InvitationExpireTime,
                u.Proposal is null ? "" : WordOf(u.Proposal.Role), u.Proposal?.Proposer ?? "", u.Revision);
        return table;
    }

    internal static string WordOf(UserRole role) => Roles.FirstOrDefault(r => r.Value == role).Key ?? "";
}
