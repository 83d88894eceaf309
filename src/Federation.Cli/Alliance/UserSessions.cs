using System.CommandLine;
using Federation.Identity.V1;

namespace Federation.Cli;

/// <summary><c>federation users sessions</c> and <c>end-session</c>: where people are signed in.</summary>
internal static class UserSessions
{
    public static ExampleCommand List(Globals globals)
    {
        var user = UsersCommand.NameArgument();
        var command = new ExampleCommand(
            "sessions", "Lists where a person is signed in, the session seen last first.",
            "users sessions partners/aster/users/chen.wei --as aster", "users sessions alliance/users/ada") { user };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.ListSessionsAsync(
                new ListSessionsRequest { Parent = parse.GetValue(user) }, cancellationToken: cancel);
            var table = Tables.Of("session", "browser", "signed in by", "signed in at", "seen", "ends at the latest");
            foreach (var s in response.Sessions)
                table.Row(s.Name, s.Agent, s.Way, s.AuthTime, s.SeenTime, s.ExpireTime);
            return session.Show(response, table);
        });
        return command;
    }

    public static ExampleCommand End(Globals globals)
    {
        var name = new Argument<string>("session") { Description = "{user}/sessions/{uuid}, as 'sessions' lists it." };
        var command = new ExampleCommand(
            "end-session", "Ends a session: its tokens are refused within a second.",
            "users end-session alliance/users/ada/sessions/0194f3a0-0000-7000-8000-000000000000") { name };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var response = await session.Client.Users.EndSessionAsync(
                new EndSessionRequest { RequestId = session.RequestId, Name = parse.GetValue(name) },
                cancellationToken: cancel);
            return session.Show(
                response, Tables.Of("session", "ended at", "decided before")
                    .Row(response.Name, response.EndTime, response.Replayed));
        });
        return command;
    }
}
