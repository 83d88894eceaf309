using System.CommandLine;
using Federation.Accounts.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation members</c>: a brand's members. Each brand has its own name of a member, so <c>--as</c> says
/// whose.</summary>
internal static class MembersCommand
{
    public static Command Build(Globals globals) =>
        new ExampleCommand("members", "A brand's members; --as names the brand.")
    {
        List(globals), Get(globals), Find(globals), Register(globals),
        MemberCodes.LinkCode(globals), MemberCodes.Link(globals),
        MemberCodes.SignIn(globals), MemberCodes.Consent(globals), MemberCodes.PayCode(globals),
        MemberProfiles.Show(globals), MemberProfiles.Set(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand(
            "list", "Lists a brand's members, in the order of linking.", "members list --as aster --limit 20")
        {
            limit,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var client = session.Client;
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => client.Members.ListMembersAsync(
                new ListMembersRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(found, TableOf(found.Members));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var member = new Argument<string>("name") { Description = "members/{uuid}, as the brand knows it." };
        var command = new ExampleCommand(
            "get", "Shows a member.", "members get members/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d --as aster") { member };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var request = new GetMemberRequest { Name = parse.GetValue(member) };
            var response = await session.Client.Members.GetMemberAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Member]));
        });
        return command;
    }

    private static ExampleCommand Find(Globals globals)
    {
        var number = new Argument<string>("number") { Description = "The brand's own number of the member." };
        var command = new ExampleCommand(
            "find", "Finds a member by the brand's own number.", "members find 17850 --as aster")
        {
            number,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var request = new FindMemberRequest { ExternalId = parse.GetValue(number) };
            var response = await session.Client.Members.FindMemberAsync(request, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Member]));
        });
        return command;
    }

    private static ExampleCommand Register(Globals globals)
    {
        var number = new Argument<string>(
            "number")
        { Description = "The brand's own number of the member, 1 to 128 characters." };
        var language = new Option<string?>("--language") { Description = "The member's language, for instance zh-CN." };
        var command = new ExampleCommand(
            "register", "Registers a new member with a brand.", "members register 90001 --language zh-CN --as aster")
        {
            number, language,
        };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var response = await session.Client.Members.RegisterMemberAsync(new RegisterMemberRequest
            {
                RequestId = session.RequestId,
                ExternalId = parse.GetValue(number),
                LanguageCode = parse.GetValue(language) ?? "",
            }, cancellationToken: cancel);
            return session.Show(response, TableOf([response.Member]));
        });
        return command;
    }

    public static Table TableOf(IEnumerable<Member> members)
    {
        var table = Tables.Of("member", "number", "state", "language", "spends elsewhere", "#daily cap", "linked");
        foreach (var m in members)
            table.Row(m.Name, m.ExternalId, m.State, m.LanguageCode, m.AlliedSpending?.Enabled ?? false,
                m.AlliedSpending is { Enabled: true, DailyCapUnits: > 0 and var cap } ? cap : null, m.LinkTime);
        return table;
    }
}
