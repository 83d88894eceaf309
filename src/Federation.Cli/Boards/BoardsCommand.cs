using System.CommandLine;
using Federation.Exchange.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary><c>federation boards</c>: the rates. One person proposes, another approves, then it is published.</summary>
internal static class BoardsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand("boards", "The rate boards.")
    {
        List(globals), Get(globals), History(globals), Diff(globals),
        BoardDrafting.Draft(globals), BoardDrafting.Import(globals), BoardDrafting.Export(globals),
        BoardDrafting.Propose(globals),
        BoardChecks.Check(globals), BoardChecks.WhatIf(globals),
        Approve(globals), Publish(globals),
    };

    public static Argument<string?> OptionalBoard(string otherwise) => new("board")
    {
        Description = $"The board, boards/{{n}}; {otherwise} where left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static string NameOf(string? board) =>
        string.IsNullOrEmpty(board) || board.Contains('/', StringComparison.Ordinal) ? board ?? "" : "boards/" + board;

    private static ExampleCommand List(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand("list", "Lists the boards, newest first.", "boards list") { limit };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found =
                await Pages.ReadAsync(parse.GetValue(limit), (size, token) => session.Client.Boards.ListBoardsAsync(
                new ListBoardsRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(found, BoardTables.List(found.Boards));
        });
        return command;
    }

    private static ExampleCommand Get(Globals globals)
    {
        var name = OptionalBoard("the one in force now");
        var command = new ExampleCommand(
            "get", "Shows a board: its terms, values and pairs, what deviates, and who approved it.", "boards get",
            "boards get boards/1")
        {
            name,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new GetBoardRequest { Name = NameOf(parse.GetValue(name)) };
            var response = await session.Client.Boards.GetBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, BoardTables.Of(response.Board));
        });
        return command;
    }

    private static ExampleCommand History(Globals globals)
    {
        var limit = Globals.Limit();
        var command = new ExampleCommand(
            "history", "Lists which board was in force from when on, latest first.", "boards history")
        {
            limit,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Boards.ListPublicationsAsync(
                new ListPublicationsRequest { PageSize = size, PageToken = token }, cancellationToken: cancel));
            return session.Show(found, BoardTables.Publications(found.Publications));
        });
        return command;
    }

    private static ExampleCommand Diff(Globals globals)
    {
        var from = new Argument<string>("from") { Description = "The earlier board, boards/{n}." };
        var to = new Argument<string>("to") { Description = "The later board, boards/{n}." };
        var command = new ExampleCommand(
            "diff", "Shows all that two boards say differently.", "boards diff boards/1 boards/2")
        {
            from, to,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new DiffBoardsRequest
            {
                From = NameOf(parse.GetValue(from)),
                To = NameOf(parse.GetValue(to))
            };
            var response = await session.Client.Boards.DiffBoardsAsync(request, cancellationToken: cancel);
            return session.Show(response, BoardTables.Differences(request, response.Differences));
        });
        return command;
    }

    private static ExampleCommand Approve(Globals globals)
    {
        var (name, reason) = (Board(), Reason());
        var command = new ExampleCommand(
            "approve", "Approves a board that another person proposed; a brand's admin approves for the brand.",
            "boards approve boards/2", "boards approve boards/3 --reason 'aster was redenominated'",
            "boards approve boards/4 --as aster")
        {
            name, reason,
        };
        globals.Run(command, "approver", async (session, parse, cancel) =>
        {
            var request = new ApproveBoardRequest
            {
                RequestId = session.RequestId,
                Name = NameOf(parse.GetValue(name)),
                Reason = parse.GetValue(reason) ?? "",
            };
            var response = await session.Client.Boards.ApproveBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, BoardTables.Of(response.Board));
        });
        return command;
    }

    private static ExampleCommand Publish(Globals globals)
    {
        var (name, reason) = (Board(), Reason());
        var at = new Option<string?>(
            "--at")
        { Description = "From when on, in alliance time (UTC); as soon as possible where left out." };
        var command = new ExampleCommand(
            "publish", "Publishes an approved board, or an earlier one again.",
            "boards publish boards/2", "boards publish boards/2 --at 2012-01-01",
            "boards publish boards/1 --reason 'back to yesterday'")
        {
            name, at, reason,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new PublishBoardRequest
            {
                RequestId = session.RequestId,
                Name = NameOf(parse.GetValue(name)),
                Reason = parse.GetValue(reason) ?? "",
            };
            if (parse.GetValue(at) is { } moment)
                request.PublishTime = Timestamp.FromDateTimeOffset(Moments.Parse(moment, "--at"));
            var response = await session.Client.Boards.PublishBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, BoardTables.Of(response.Board));
        });
        return command;
    }

    private static Argument<string> Board() => new("board") { Description = "The board, boards/{n}." };

    private static Option<string?> Reason() => new("--reason")
    {
        Description = "Why it is meant that it deviates from the board in force: needed where it does.",
        HelpName = "TEXT",
    };
}
