using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary><c>federation referrals</c>: members who bring others.</summary>
internal static class ReferralsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "referrals", "Members who bring others: their codes, and what became of them.")
    {
        Code(globals), Use(globals), Show(globals), List(globals),
    };

    private static ExampleCommand Code(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption(required: true));
        var command = new ExampleCommand(
            "code", "Shows a member's own code, which is made where there is none yet.",
            "referrals code 17490 --program aster/main")
        {
            member, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new CreateReferralCodeRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
            };
            var response = await session.Client.Referrals.CreateReferralCodeAsync(request, cancellationToken: cancel);
            return session.Show(response, ReferralTables.Of(response.Code));
        });
        return command;
    }

    private static ExampleCommand Use(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption(required: true));
        var code = new Argument<string>("code") { Description = "The code that the new member was given." };
        var command = new ExampleCommand(
            "use", "Gives another one's code for a new member, as the member would in an app.",
            "referrals use 17850 7K3M-9QXZ-2VTR-5WNC --program aster/main")
        {
            member, code, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new UseReferralCodeRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Code = parse.GetValue(code),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
            };
            var response = await session.Client.Referrals.UseReferralCodeAsync(request, cancellationToken: cancel);
            return session.Show(response, ReferralTables.Of([response.Referral]));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var name = new Argument<string>("referral")
        {
            Description = "partners/{p}/programs/{id}/referrals/{uuid}.",
        };
        var command = new ExampleCommand(
            "show", "Shows a referral: how far it is, and what both sides got.",
            "referrals show partners/aster/programs/main/referrals/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d")
        {
            name,
        };
        globals.Run(
            command, parse => ProgramText.BrandOf(parse.GetValue(name)), async (session, parse, cancel) =>
            {
                var response = await session.Client.Referrals.GetReferralAsync(
                    new GetReferralRequest { Name = parse.GetValue(name) }, cancellationToken: cancel);
                return session.Show(response.Referral, ReferralTables.Of([response.Referral]));
            });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (program, limit) = (ProgramText.ProgramOption(required: true), Globals.Limit());
        var member = new Option<string?>("--member")
        {
            Description = "Only those of this member: members/{uuid}, or the brand's own number of it.",
            HelpName = "MEMBER",
        };
        var command = new ExampleCommand(
            "list", "Lists referrals, the latest first.", "referrals list --program aster/main",
            "referrals list --program aster/main --member 17490")
        {
            program, member, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var name = ProgramText.Program(parse.GetValue(program)!).ToString();
            var who = parse.GetValue(member) is { } text
                ? await MemberArguments.ResolveAsync(session.Client, text, cancel)
                : "";
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Referrals.ListReferralsAsync(
                    new ListReferralsRequest { Program = name, Member = who, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, ReferralTables.Of(found.Referrals));
        });
        return command;
    }
}
