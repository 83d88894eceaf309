using System.CommandLine;
using System.Globalization;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation boards</c>: the rates. One person proposes, another approves, then it is published.</summary>
internal static class BoardsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand("boards", "The rate boards.")
    {
        List(globals), Get(globals), Propose(globals), Approve(globals), Publish(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand("list", "Lists the boards, newest first.", "boards list") { limit };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Boards.ListBoardsAsync(
                new ListBoardsRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            var table = Tables.Of("board", "state", "#fee (bp)", "#coins", "proposer", "approver", "in force from");
            foreach (var b in found.Boards)
                table.Row(b.Name, b.State, b.FeeBasisPoints, b.Values.Count, b.Proposer, b.Approver, b.PublishTime);
            return session.Show(found, table);
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var name = new Argument<string?>("board")
        {
            Description = "The board, boards/{n}; the one in force now where left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new ExampleCommand("get", "Shows a board's values.", "boards get", "boards get boards/1")
        {
            name,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new GetBoardRequest { Name = NameOf(parse.GetValue(name)) };
            var response = await session.Client.Boards.GetBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, Values(response.Board));
        });
        return command;
    }

    private static ExampleCommand Propose(Globals globals)
    {
        var values = new Option<string[]>("--value")
        {
            Description = "A coin and what its brand asks and pays for one unit, in settlement units.",
            HelpName = "COIN=ASKS:PAYS",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var fee = new Option<int>("--fee") { Description = "The alliance's fee in basis points, 0 to 9999.", HelpName = "BP" };
        var command = new ExampleCommand(
            "propose", "Proposes a board.", "boards propose --value aster=100:90 birch=50:45 --fee 100")
        {
            values, fee,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new ProposeBoardRequest { RequestId = session.RequestId, FeeBasisPoints = parse.GetValue(fee) };
            request.Values.Add(parse.GetValue(values)!.Select(ParseValue));
            var response = await session.Client.Boards.ProposeBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, Values(response.Board));
        });
        return command;
    }

    private static ExampleCommand Approve(Globals globals)
    {
        var name = new Argument<string>("board") { Description = "The board, boards/{n}." };
        var command = new ExampleCommand("approve", "Approves a board that another person proposed.", "boards approve boards/2")
        {
            name,
        };
        globals.Run(command, "approver", async (session, parse, cancel) =>
        {
            var request = new ApproveBoardRequest { RequestId = session.RequestId, Name = NameOf(parse.GetValue(name)) };
            var response = await session.Client.Boards.ApproveBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, Values(response.Board));
        });
        return command;
    }

    private static ExampleCommand Publish(Globals globals)
    {
        var name = new Argument<string>("board") { Description = "The board, boards/{n}." };
        var at = new Option<string?>("--at") { Description = "From when on, in alliance time (UTC); as soon as possible where left out." };
        var command = new ExampleCommand(
            "publish", "Publishes an approved board.", "boards publish boards/2", "boards publish boards/2 --at 2012-01-01")
        {
            name, at,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new PublishBoardRequest { RequestId = session.RequestId, Name = NameOf(parse.GetValue(name)) };
            if (parse.GetValue(at) is { } moment)
                request.PublishTime = Timestamp.FromDateTimeOffset(Moments.Parse(moment, "--at"));
            var response = await session.Client.Boards.PublishBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, Values(response.Board));
        });
        return command;
    }

    internal static CoinValue ParseValue(string text)
    {
        if (text.Split('=') is [var coin, var pair] && pair.Split(':') is [var asks, var pays]
            && long.TryParse(asks, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && long.TryParse(pays, NumberStyles.None, CultureInfo.InvariantCulture, out var paid))
            return new CoinValue { Coin = PaymentCommands.CoinName(coin), AsksUnits = asked, PaysUnits = paid };
        throw new BadInputException($"--value: '{text}' is not of the form COIN=ASKS:PAYS, for instance aster=100:90.");
    }

    private static string NameOf(string? board) =>
        string.IsNullOrEmpty(board) || board.Contains('/', StringComparison.Ordinal) ? board ?? "" : "boards/" + board;

    private static Table Values(Board board)
    {
        var table = Tables.Of("board", "state", "coin", "#asks", "#pays", "currency", "#fee (bp)", "in force from");
        foreach (var v in board.Values)
            table.Row(board.Name, board.State, v.Coin, v.AsksUnits, v.PaysUnits, board.Currency, board.FeeBasisPoints, board.PublishTime);
        return table;
    }
}
