using System.CommandLine;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation tiers</c>: members' levels, which follow from what they bought; and what a brand grants
/// beside that.</summary>
internal static class TiersCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "tiers", "Members' levels in a programme: what they are, and what is granted.")
    {
        Show(globals), Grant(globals), Revoke(globals), Freeze(globals), Unfreeze(globals),
    };

    private static ExampleCommand Show(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption());
        var at = new Option<string?>("--at")
        {
            Description = "For when, in alliance time (UTC); now where left out.",
            HelpName = "TIME",
        };
        var command = new ExampleCommand(
            "show", "Shows a member's levels, counters, segments, grants and freezes.",
            "tiers show 17850 --program aster/main", "tiers show 17850 --program aster/main --at 2011-12-09")
        {
            member, program, at,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new GetMemberStatusRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
            };
            if (parse.GetValue(at) is { } moment)
                request.Time = Timestamp.FromDateTimeOffset(Moments.Parse(moment, "--at"));
            request.Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.MemberPrograms.GetMemberStatusAsync(
                request, cancellationToken: cancel);
            return session.Show(response, TierTables.Of(response.Status));
        });
        return command;
    }

    private static ExampleCommand Grant(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption());
        var scheme = new Argument<string>("scheme") { Description = "The tier scheme's id." };
        var level = new Argument<string>("level") { Description = "The level's id." };
        var (from, to, reason) = (From(), Until(), Reason());
        var command = new ExampleCommand(
            "grant", "Grants a member a level for some days.",
            "tiers grant 17850 club gold --program aster/main --from 2012-01-01 --until 2012-07-01 --reason goodwill")
        {
            member, scheme, level, program, from, to, reason,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new GrantTierRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                Scheme = parse.GetValue(scheme),
                Level = parse.GetValue(level),
                FromDate = Dates.Parse(parse.GetValue(from)!, "--from"),
                ToDate = Dates.Parse(parse.GetValue(to)!, "--until"),
                Reason = parse.GetValue(reason),
            };
            request.Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel);
            var response = await session.Client.MemberPrograms.GrantTierAsync(request, cancellationToken: cancel);
            return session.Show(response, TierTables.Grants([response.Grant]));
        });
        return command;
    }

    private static ExampleCommand Revoke(Globals globals)
    {
        var name = new Argument<string>("grant") { Description = "partners/{p}/programs/{id}/tierGrants/{uuid}." };
        var command = new ExampleCommand(
            "revoke", "Revokes a granted level.",
            "tiers revoke partners/aster/programs/main/tierGrants/0198c5a1-6c57-8c3e-8f0a-3d1f7a2b9c4d")
        {
            name,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.MemberPrograms.RevokeTierGrantAsync(
                new RevokeTierGrantRequest { RequestId = session.RequestId, Name = parse.GetValue(name) },
                cancellationToken: cancel);
            return session.Show(response, TierTables.Grants([response.Grant]));
        });
        return command;
    }

    private static ExampleCommand Freeze(Globals globals)
    {
        var member = new Argument<string?>("member")
        {
            Description = "The member: members/{uuid}, or the brand's own number of it; everyone where left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var program = ProgramText.ProgramOption();
        var (from, to, reason) = (From(), Until(), Reason());
        var command = new ExampleCommand(
            "freeze", "Keeps a member's levels, or everyone's, from falling for some days.",
            "tiers freeze 17850 --program aster/main --from 2011-12-20 --until 2012-07-01 --reason 'parental leave'",
            "tiers freeze --program aster/main --from 2011-12-20 --until 2012-03-01 --reason flood")
        {
            member, program, from, to, reason,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new FreezeTierRequest
            {
                RequestId = session.RequestId,
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                FromDate = Dates.Parse(parse.GetValue(from)!, "--from"),
                ToDate = Dates.Parse(parse.GetValue(to)!, "--until"),
                Reason = parse.GetValue(reason),
            };
            if (parse.GetValue(member) is { } who)
                request.Member = await MemberArguments.ResolveAsync(session.Client, who, cancel);
            var response = await session.Client.MemberPrograms.FreezeTierAsync(request, cancellationToken: cancel);
            return session.Show(response, TierTables.Freezes([response.Freeze]));
        });
        return command;
    }

    private static ExampleCommand Unfreeze(Globals globals)
    {
        var name = new Argument<string>("freeze") { Description = "partners/{p}/programs/{id}/tierFreezes/{uuid}." };
        var command = new ExampleCommand(
            "unfreeze", "Undoes a freeze.",
            "tiers unfreeze partners/aster/programs/main/tierFreezes/0198c5a1-6c57-8c3e-8f0a-3d1f7a2b9c4d")
        {
            name,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.MemberPrograms.UnfreezeTierAsync(
                new UnfreezeTierRequest { RequestId = session.RequestId, Name = parse.GetValue(name) },
                cancellationToken: cancel);
            return session.Show(response, TierTables.Freezes([response.Freeze]));
        });
        return command;
    }

    private static Option<string> From() =>
        new("--from") { Description = "The programme's first day.", HelpName = "DATE", Required = true };

    private static Option<string> Until() => new("--until")
    {
        Description = "The first day that no longer counts, at most 3660 days later.",
        HelpName = "DATE",
        Required = true,
    };

    private static Option<string> Reason() => new("--reason")
    {
        Description = "Why, 1 to 200 characters; nothing about a person.",
        HelpName = "TEXT",
        Required = true,
    };
}
