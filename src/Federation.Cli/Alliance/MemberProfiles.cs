using System.CommandLine;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Attribute = Federation.Programs.V1.Attribute;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation members</c> about what a brand's programmes know of a member.</summary>
internal static class MemberProfiles
{
    public static ExampleCommand Show(Globals globals)
    {
        var member = MemberArguments.Member();
        var command = new ExampleCommand(
            "profile", "Shows what the brand says of a member.", "members profile 17850 --as aster")
        {
            member,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var name = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.MemberPrograms.GetProfileAsync(
                new GetProfileRequest { Member = name }, cancellationToken: cancel);
            return session.Show(response, TableOf(response.Profile));
        });
        return command;
    }

    public static ExampleCommand Set(Globals globals)
    {
        var member = MemberArguments.Member();
        var attributes = new Option<string[]>("--attribute")
        {
            Description = "What rules can ask for, NAME=VALUE; may be said several times.",
            HelpName = "NAME=VALUE",
        };
        var birthday = new Option<string?>("--birthday") { Description = "Month and day.", HelpName = "MM-DD" };
        var joined = new Option<string?>("--joined")
        {
            Description = "When the member joined the brand, if that was before it came to the alliance (UTC).",
            HelpName = "TIME",
        };
        var command = new ExampleCommand(
            "set-profile", "Says of a member what rules may ask for, in place of all that was said before.",
            "members set-profile 17850 --attribute city=Suzhou --birthday 05-31 --joined 2009-11-02 --as aster",
            "members set-profile 17850 --as aster")
        {
            member, attributes, birthday, joined,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var request = new SetProfileRequest { RequestId = session.RequestId };
            request.Attributes.AddRange((parse.GetValue(attributes) ?? []).Select(AttributeOf));
            if (parse.GetValue(birthday) is { } day)
                request.Birthday = Dates.ParseBirthday(day, "--birthday");
            if (parse.GetValue(joined) is { } time)
                request.JoinTime = Timestamp.FromDateTimeOffset(Moments.Parse(time, "--joined"));
            request.Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.MemberPrograms.SetProfileAsync(request, cancellationToken: cancel);
            return session.Show(response, Tables.Of("member", "birthday known since", "decided before")
                .Row(request.Member, response.BirthdaySetTime, response.Replayed));
        });
        return command;
    }

    private static Attribute AttributeOf(string text) => text.Split('=', 2) is [var name, var value]
        ? new Attribute { Name = name, Value = value }
        : throw new BadInputException($"--attribute: '{text}' is not NAME=VALUE, for instance city=Suzhou.");

    private static Table TableOf(MemberProfile profile) => Tables.Of(
        "member", "attributes", "birthday", "birthday known since", "joined", "set").Row(
        profile.Member, string.Join(", ", profile.Attributes.Select(a => $"{a.Name}={a.Value}")),
        Dates.Text(profile.Birthday), profile.BirthdaySetTime, profile.JoinTime, profile.UpdateTime);
}
