using System.CommandLine;
using Federation.Rewards.V1;

namespace Federation.Cli;

/// <summary><c>federation draws</c>: draws of a brand, and whether their winners are right.</summary>
internal static class DrawsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "draws", "Draws of a brand: entering them, closing and drawing them, and checking who has won.")
    {
        Create(globals), Show(globals), List(globals), DrawSteps.Enter(globals), DrawSteps.Close(globals),
        DrawSteps.Cancel(globals), DrawSteps.Propose(globals), DrawSteps.Reveal(globals), Winners(globals),
        DrawSteps.Claim(globals),
        DrawFiles.Export(globals), DrawFiles.Verify(globals),
    };

    private static ExampleCommand Create(Globals globals)
    {
        var brand = RewardText.BrandArgument();
        var id = new Argument<string>("id")
        {
            Description = "The draw's id: 2 to 32 of a-z, 0-9 and '-', starting with a letter.",
        };
        var terms = new Option<string>("--terms")
        {
            Description = "What it is, for good: the JSON of DrawTerms.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new ExampleCommand(
            "create", "Creates a draw, and publishes what binds its secret.",
            "draws create aster spring --terms spring.json --as aster-admin")
        {
            brand, id, terms,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var request = new CreateDrawRequest
            {
                RequestId = session.RequestId,
                Parent = PartnersCommand.NameOf(parse.GetValue(brand)!),
                DrawId = parse.GetValue(id),
                Terms = DrawText.ReadTerms(parse.GetValue(terms)!),
            };
            var response = await session.Client.Draws.CreateDrawAsync(request, cancellationToken: cancel);
            return session.Show(response, DrawTables.Draws([response.Draw]));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var draw = DrawText.DrawArgument();
        var command = new ExampleCommand(
            "show", "Shows a draw; all of it with --json.", "draws show aster/spring --json")
        {
            draw,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var request = new GetDrawRequest { Name = DrawText.Draw(parse.GetValue(draw)!) };
            var response = await session.Client.Draws.GetDrawAsync(request, cancellationToken: cancel);
            return session.Show(response.Draw, DrawTables.Draws([response.Draw]));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (brand, limit) = (RewardText.BrandArgument(), Globals.Limit());
        var command = new ExampleCommand("list", "Lists a brand's draws, by id.", "draws list aster")
        {
            brand, limit,
        };
        globals.Run(command, ProgramText.BrandOf(brand), async (session, parse, cancel) =>
        {
            var parent = PartnersCommand.NameOf(parse.GetValue(brand)!);
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Draws.ListDrawsAsync(
                    new ListDrawsRequest { Parent = parent, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, DrawTables.Draws(found.Draws));
        });
        return command;
    }

    private static ExampleCommand Winners(Globals globals)
    {
        var (draw, limit) = (DrawText.DrawArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "winners", "Lists who has won, the first prize first.", "draws winners aster/spring")
        {
            draw, limit,
        };
        globals.Run(command, ProgramText.BrandOf(draw), async (session, parse, cancel) =>
        {
            var name = DrawText.Draw(parse.GetValue(draw)!);
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Draws.ListWinnersAsync(
                    new ListWinnersRequest { Name = name, PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, DrawTables.Winners(found));
        });
        return command;
    }
}
