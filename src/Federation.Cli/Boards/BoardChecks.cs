using System.CommandLine;
using Federation.Exchange.V1;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation boards</c> that say what a board would do.</summary>
internal static class BoardChecks
{
    public static ExampleCommand Check(Globals globals)
    {
        var (name, file) = (BoardsCommand.OptionalBoard("the one in force now"), TermsFile());
        var command = new ExampleCommand(
            "check", "Proves that no sequence of conversions on a board gains, and says what deviates from the board "
            + "in "
            + "force.",
            "boards check boards/3", "boards check --file next.csv")
        {
            name, file,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var (board, terms) = await WhichAsync(session, parse.GetValue(name), parse.GetValue(file), cancel);
            var response = await session.Client.Boards.CheckBoardAsync(
                new CheckBoardRequest { Name = board, Terms = terms }, cancellationToken: cancel);
            session.Show(response, BoardTables.Check(response));
            return response.Safety == BoardSafety.Proven ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    public static ExampleCommand WhatIf(Globals globals)
    {
        var (name, file) = (BoardsCommand.OptionalBoard("the one in force now"), TermsFile());
        var days = new Option<int>("--days")
        {
            Description = "The exchanges of so many days up to now, 1 to 3660.",
            DefaultValueFactory = _ => 30
        };
        var command = new ExampleCommand(
            "what-if",
            "Says what the last days' exchanges would have been on a board: for each brand, and for what it owes its "
            + "members.",
            "boards what-if boards/3", "boards what-if --file next.csv --days 90")
        {
            name, file, days,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var (board, terms) = await WhichAsync(session, parse.GetValue(name), parse.GetValue(file), cancel);
            var request = new WhatIfRequest { Name = board, Terms = terms, Days = parse.GetValue(days) };
            var money = await session.MoneyAsync(cancel);
            var result =
                await Live.ShowAsync(session, "reading the exchanges", say => ReadAsync(session, request, say, cancel));
            return session.Show(result, BoardTables.WhatIf(result, money));
        });
        return command;
    }

    private static async Task<WhatIfResult> ReadAsync(
        Session session, WhatIfRequest request, Action<string> say, CancellationToken cancel)
    {
        using var call = session.Client.Boards.WhatIf(request, cancellationToken: cancel);
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancel))
            switch (message.EventCase)
            {
                case WhatIfResponse.EventOneofCase.Step:
                    say($"{Tables.Cell(message.Step.Done)} of {Tables.Cell(message.Step.Total)} exchanges");
                    break;
                case WhatIfResponse.EventOneofCase.Result:
                    return message.Result;
                default:
                    // A newer exchange may tell more than this version knows.
                    break;
            }
        throw new StoppedException("It ended without a result. Ask again.");
    }

    private static Option<string?> TermsFile() => new("--file")
    {
        Description =
            "What the board would say: CSV, or JSON where the name ends in .json, as 'boards export' writes it.",
        HelpName = "FILE",
    };

    /// <summary>The board's name or a file's terms; the board in force where neither was given.</summary>
    private static async Task<(string Name, BoardTerms? Terms)> WhichAsync(
        Session session, string? board, string? file, CancellationToken cancel)
    {
        if (file is not null)
            return board is null ? ("", BoardFile.Read(file))
            : throw new BadInputException("Name a board or give a --file, not both.");
        if (board is not null)
            return (BoardsCommand.NameOf(board), null);
        var inForce = await session.Client.Boards.GetBoardAsync(new GetBoardRequest(), cancellationToken: cancel);
        return (inForce.Board.Name, null);
    }
}
