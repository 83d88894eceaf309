using System.CommandLine;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation draws</c> that enter a draw, and take it from step to step.</summary>
internal static class DrawSteps
{
    public static ExampleCommand Enter(Globals globals)
    {
        var (draw, member) = (DrawText.DrawArgument(), MemberArguments.Member());
        var tickets = new Option<int>("--tickets")
        {
            Description = "How many tickets, 1 to 100. Default: 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var command = new ExampleCommand(
            "enter", "Takes tickets for a member.", "draws enter aster/spring 17490 --tickets 3")
        {
            draw, member, tickets,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var request = new EnterDrawRequest
            {
                RequestId = session.RequestId,
                Name = DrawText.Draw(parse.GetValue(draw)!),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                Tickets = parse.GetValue(tickets),
            };
            var response = await session.Client.Draws.EnterDrawAsync(request, cancellationToken: cancel);
            return session.Show(response, DrawTables.Entry(response.Entry));
        });
        return command;
    }

    public static ExampleCommand Claim(Globals globals)
    {
        var (draw, member) = (DrawText.DrawArgument(), MemberArguments.Member());
        var place = new Argument<int>("place") { Description = "The number of the prize, from 1 on." };
        var command = new ExampleCommand(
            "claim", "Claims a prize for the member that has won it.", "draws claim aster/spring 17490 1")
        {
            draw, member, place,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var request = new ClaimPrizeRequest
            {
                RequestId = session.RequestId,
                Name = DrawText.Draw(parse.GetValue(draw)!),
                Member = await MemberArguments.ResolveAsync(session.Client, parse.GetValue(member)!, cancel),
                Place = parse.GetValue(place),
            };
            var response = await session.Client.Draws.ClaimPrizeAsync(request, cancellationToken: cancel);
            return session.Show(response, DrawTables.Claimed(response.Winner));
        });
        return command;
    }

    public static ExampleCommand Close(Globals globals)
    {
        var draw = DrawText.DrawArgument();
        var command = new ExampleCommand(
            "close", "Ends entering, numbers the tickets and publishes their root; not before the closing time.",
            "draws close aster/spring --as aster-admin")
        {
            draw,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var request = new CloseDrawRequest
            {
                RequestId = session.RequestId,
                Name = DrawText.Draw(parse.GetValue(draw)!),
            };
            var response = await session.Client.Draws.CloseDrawAsync(request, cancellationToken: cancel);
            return session.Show(response, DrawTables.Draws([response.Draw]));
        });
        return command;
    }

    public static ExampleCommand Cancel(Globals globals)
    {
        var draw = DrawText.DrawArgument();
        var reason = new Option<string>("--reason")
        {
            Description = "Why; members read it.",
            HelpName = "TEXT",
            Required = true,
        };
        var command = new ExampleCommand(
            "cancel", "Ends a draw before its closing time, and refunds each entry.",
            "draws cancel aster/spring --reason \"the stage is flooded\" --as aster-admin")
        {
            draw, reason,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var request = new CancelDrawRequest
            {
                RequestId = session.RequestId,
                Name = DrawText.Draw(parse.GetValue(draw)!),
                Reason = parse.GetValue(reason),
            };
            var response = await session.Client.Draws.CancelDrawAsync(request, cancellationToken: cancel);
            return session.Show(response, DrawTables.Draws([response.Draw]));
        });
        return command;
    }

    public static ExampleCommand Propose(Globals globals) => WithValue(
        globals, "propose-reveal", "Says what the public value of a closed draw is; another person must say the same.",
        async (session, name, value, options) =>
        {
            var request = new ProposeRevealRequest { RequestId = session.RequestId, Name = name, PublicValue = value };
            var response = await session.Client.Draws.ProposeRevealAsync(request, options);
            return session.Show(response, DrawTables.Draws([response.Draw]));
        });

    public static ExampleCommand Reveal(Globals globals) => WithValue(
        globals, "reveal", "Draws: publishes the secret, the public value and the winners, for good.",
        async (session, name, value, options) =>
        {
            var request = new RevealDrawRequest { RequestId = session.RequestId, Name = name, PublicValue = value };
            var response = await session.Client.Draws.RevealDrawAsync(request, options);
            return session.Show(response, DrawTables.Draws([response.Draw]));
        });

    private static ExampleCommand WithValue(
        Globals globals, string verb, string description,
        Func<Session, string, string, CallOptions, Task<int>> send)
    {
        var draw = DrawText.DrawArgument();
        var value = new Option<string?>("--value")
        {
            Description = "The public value exactly as it was announced; none for a draw without one.",
            HelpName = "TEXT",
        };
        var command = new ExampleCommand(
            verb, description, $"draws {verb} aster/spring --value \"41,250.50\" --as aster-admin")
        {
            draw, value,
        };
        globals.Run(command, ProgramText.BrandOf(draw), (session, parse, cancel) => send(
            session, DrawText.Draw(parse.GetValue(draw)!), parse.GetValue(value) ?? "",
            new CallOptions(cancellationToken: cancel)));
        return command;
    }
}
