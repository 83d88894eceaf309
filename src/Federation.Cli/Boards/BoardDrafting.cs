using System.CommandLine;
using System.Globalization;
using Federation.Exchange.V1;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation boards</c> that say what a board is to say.</summary>
internal static class BoardDrafting
{
    public static ExampleCommand Draft(Globals globals)
    {
        var (typed, board) = (new TypedTerms(required: true), DraftToWrite());
        var command = new ExampleCommand(
            "draft", "Writes a draft; it may be proposed, or written anew.",
            "boards draft --value aster=100:90 birch=50:45 --fee 100 --maximum 100000",
            "boards draft --value aster=100:91 birch=50:45 --board boards/3")
        {
            board,
        };
        typed.AddTo(command);
        globals.Run(command, "admin",
            (session, parse, cancel) => WriteAsync(session, typed.Read(parse)!, parse.GetValue(board), cancel));
        return command;
    }

    public static ExampleCommand Import(Globals globals)
    {
        var file = new Argument<string>(
            "file")
        { Description = "CSV, or JSON where the name ends in .json, as 'boards export' writes it." };
        var board = DraftToWrite();
        var command = new ExampleCommand(
            "import", "Writes a draft from a file.", "boards import next.csv",
            "boards import next.csv --board boards/3")
        {
            file, board,
        };
        globals.Run(command, "admin",
            (session, parse, cancel) =>
            WriteAsync(session, BoardFile.Read(parse.GetValue(file)!), parse.GetValue(board), cancel));
        return command;
    }

    public static ExampleCommand Export(Globals globals)
    {
        var name = BoardsCommand.OptionalBoard("the one in force now");
        var format = new Option<string?>(
            "--format")
        { Description = "csv or json. Default: by the name of --output, else csv." };
        format.AcceptOnlyFromAmong("csv", "json");
        var output = new Option<string?>(
            "--output")
        { Description = "The file to write. Default: standard output.", HelpName = "FILE" };
        var command = new ExampleCommand(
            "export", "Writes what a board says as a file that can be edited and imported.",
            "boards export boards/1 --output next.csv", "boards export --format json")
        {
            name, format, output,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new GetBoardRequest { Name = BoardsCommand.NameOf(parse.GetValue(name)) };
            var board = (await session.Client.Boards.GetBoardAsync(request, cancellationToken: cancel)).Board;
            var path = parse.GetValue(output);
            var json = parse.GetValue(format) is { } chosen ? chosen == "json" : path is not null
                && BoardFile.IsJson(path);
            var text = json ? BoardFile.ToJson(TermsOf(board)) : BoardFile.ToCsv(TermsOf(board));
            await SaveAsync(session, path, text, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    public static ExampleCommand Propose(Globals globals)
    {
        var typed = new TypedTerms(required: false);
        var draft = BoardsCommand.OptionalBoard("values must be given");
        var command = new ExampleCommand(
            "propose", "Proposes a draft, or a board that is typed here.",
            "boards propose boards/3",
            "boards propose --value aster=100:90 birch=50:45 --fee 100 --maximum 100000")
        {
            draft,
        };
        typed.AddTo(command);
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var (name, terms) = (BoardsCommand.NameOf(parse.GetValue(draft)), typed.Read(parse));
            if (name.Length > 0 == terms is not null)
                throw new BadInputException("Name a draft, boards/{n}, or say with --value what the board says.");
            var request = new ProposeBoardRequest { RequestId = session.RequestId, Draft = name, Terms = terms };
            var response = await session.Client.Boards.ProposeBoardAsync(request, cancellationToken: cancel);
            return session.Show(response, BoardTables.Of(response.Board));
        });
        return command;
    }

    internal static CoinValue ParseValue(string text)
    {
        if (text.Split('=') is [var coin, var pair] && pair.Split(':') is [var onValue, var offValue]
            && long.TryParse(onValue, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && long.TryParse(offValue, NumberStyles.None, CultureInfo.InvariantCulture, out var paid))
            return new CoinValue { Coin = ResourceText.Coin(coin), OnValueUnits = asked, OffValueUnits = paid };
        throw new BadInputException($"--value: '{text}' is not of the form COIN=ASKS:PAYS, for instance aster=100:90.");
    }

    /// <summary>What a board says, without what became of it.</summary>
    internal static BoardTerms TermsOf(Board board)
    {
        var terms = new BoardTerms
        {
            FeeBasisPoints = board.FeeBasisPoints,
            FeeFixedUnits = board.FeeFixedUnits,
            MinimumUnits = board.MinimumUnits,
            MaximumUnits = board.MaximumUnits,
        };
        terms.Values.AddRange(board.Values);
        terms.Pairs.AddRange(board.Pairs);
        return terms;
    }

    private static Option<string?> DraftToWrite() => new("--board")
    {
        Description = "A draft, boards/{n}, to write anew; a new one where left out.",
        HelpName = "BOARD",
    };

    private static async Task<int> WriteAsync(
        Session session, BoardTerms terms, string? draft, CancellationToken cancel)
    {
        if (draft is null)
        {
            var created = await session.Client.Boards.CreateDraftAsync(
                new CreateDraftRequest { RequestId = session.RequestId, Terms = terms }, cancellationToken: cancel);
            return session.Show(created, BoardTables.Of(created.Board));
        }
        var name = BoardsCommand.NameOf(draft);
        var read =
            await session.Client.Boards.GetBoardAsync(new GetBoardRequest { Name = name }, cancellationToken: cancel);
        var written = await session.Client.Boards.UpdateDraftAsync(
            new UpdateDraftRequest
            {
                RequestId = session.RequestId,
                Name = name,
                Terms = terms,
                Revision = read.Board.Revision
            },
            cancellationToken: cancel);
        return session.Show(written, BoardTables.Of(written.Board));
    }

    private static async Task SaveAsync(Session session, string? path, string text, CancellationToken cancel)
    {
        if (path is null)
        {
            await session.Output.WriteAsync(text.AsMemory(), cancel);
            return;
        }
        await TextFile.WriteAsync(path, text, cancel);
        await session.Error.WriteLineAsync(
            $"{path} is written; 'boards import {path}' makes a draft of it.".AsMemory(), cancel);
    }

    /// <summary>A board's terms, but for its pairs, as options.</summary>
    private sealed class TypedTerms(bool required)
    {
        private readonly Option<string[]> values = new("--value")
        {
            Description = "A coin and what its brand asks and pays for one unit, in settlement units.",
            HelpName = "COIN=ASKS:PAYS",
            Required = required,
            AllowMultipleArgumentsPerToken = true,
        };

        private readonly Option<int> fee = new(
            "--fee")
        { Description = "The alliance's fee in basis points, 0 to 9999.", HelpName = "BP" };

        private readonly Option<long> fixedFee = new("--fixed-fee")
        {
            Description = "The alliance's fixed fee of each conversion, in settlement units.",
            HelpName = "UNITS",
        };

        private readonly Option<long> minimum = new(
            "--minimum")
        { Description = "Source units of one conversion, at least.", HelpName = "UNITS" };
        private readonly Option<long> maximum = new("--maximum")
        {
            Description = "Source units of one conversion, at most; a board is not proposed without it.",
            HelpName = "UNITS",
        };

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { values, fee, fixedFee, minimum, maximum })
                command.Add(option);
        }

        /// <summary>The terms; null where no value was given.</summary>
        public BoardTerms? Read(ParseResult parse)
        {
            if (parse.GetValue(values) is not { Length: > 0 } given)
                return null;
            var terms = new BoardTerms
            {
                FeeBasisPoints = parse.GetValue(fee),
                FeeFixedUnits = parse.GetValue(fixedFee),
                MinimumUnits = parse.GetValue(minimum),
                MaximumUnits = parse.GetValue(maximum),
            };
            terms.Values.AddRange(given.Select(ParseValue));
            return terms;
        }
    }
}
