using System.CommandLine;
using System.Text;
using Federation.Ledger;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>The books as they lie in their database, without the alliance: <c>books check --database</c> and
/// <c>books export</c>.</summary>
internal static class OfflineBooksCommands
{
    private const string ConnectionVariable = "Federation__Connection";

    private const int PercentPerLine = 5;

    public static Option<string?> Database() => new("--database")
    {
        Description =
            "The ledger's database: sqlite:FILE_OR_FOLDER, \"postgres:CONNECTION\" or \"sqlserver:CONNECTION\"; "
            + "postgres or sqlserver alone takes the connection from Federation__Connection, which others cannot see.",
        HelpName = "KIND:WHERE",
    };

    /// <summary>Checks the books in a database.</summary>
    public static Task<CheckBooksResponse> CheckAsync(
        Session session, string database, long first, long last, CancellationToken cancel)
    {
        var request = CheckStream.RequestOf(first, last);
        return Live.ShowAsync(session, "checking the books", say => OnAsync(database,
            books => books.CheckAsync(
                request, new Reporter<CheckBooksStep>(step => say(CheckStream.Sentence(step))), cancel), cancel));
    }

    public static Command Export(Globals globals)
    {
        var database = Database();
        database.Required = true;
        var format = new Option<BooksFormat>("--format")
        {
            Description =
                "hledger or beancount (version 2 or newer), whose own checks then hold the books; or csv, a line for "
                + "each entry.",
            HelpName = "hledger|beancount|csv",
            Required = true,
        };
        var output = new Option<string?>(
            "--output")
        { Description = "The file to write. Default: standard output.", HelpName = "FILE" };
        var from = new Option<string?>("--from")
        {
            Description =
                "Only journals of this day or moment (UTC, alliance time) or later; balances are brought forward.",
            HelpName = "TIME",
        };
        var to = new Option<string?>(
            "--to")
        { Description = "Only journals before this day or moment.", HelpName = "TIME" };
        var scale = new Option<int?>("--money-scale")
        {
            Description =
                "How many decimals settlement money has, which the ledger does not know. Default: its units are "
                + "counted.",
            HelpName = "0..18",
        };
        scale.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 18)
                result.AddError("--money-scale must be 0 to 18.");
        });
        var command = new ExampleCommand(
            "export",
            "Writes the books out of their database, as of one moment. The alliance may run meanwhile: the database is "
            + "only read.",
            "books export --database sqlite:data --format hledger --output books.journal",
            "books export --database sqlite:data --format beancount --from 2011-12-01 --to 2012-01-01")
        { database, format, output, from, to, scale };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var options = new ExportOptions(
                parse.GetValue(format), MomentOf(parse, from), MomentOf(parse, to), parse.GetValue(scale));
            if (options.From >= options.To)
                throw new BadInputException("--from is not before --to.");
            return await OnAsync(
                parse.GetValue(database)!, books =>
                WriteAsync(session, books, options, parse.GetValue(output), cancel), cancel);
        });
        return command;
    }

    private static DateTimeOffset? MomentOf(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) is { } text ? Moments.Parse(text, option.Name) : null;

    /// <summary>A file is there whole or not at all.</summary>
    private static async Task<int> WriteAsync(
        Session session, OfflineBooks books, ExportOptions options, string? file, CancellationToken cancel)
    {
        if (file is null)
        {
            await using var standard = session.Output == Console.Out
                ? new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16)
                : session.Output;
            await books.ExportAsync(options, standard, null, cancel);
            return ExitCodes.Done;
        }
        var partial = file + ".partial";
        try
        {
            await using (var writer = new StreamWriter(partial, false, new UTF8Encoding(false), 1 << 16))
                await Live.ShowAsync(session, "writing the books", async say =>
                {
                    await books.ExportAsync(options, writer, InSteps(say), cancel);
                    return ExitCodes.Done;
                });
            File.Move(partial, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file} cannot be written: {e.Message}");
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
        return ExitCodes.Done;
    }

    private static Reporter<double> InSteps(Action<string> say)
    {
        var reported = 0;
        return new Reporter<double>(done =>
        {
            var percent = (int)(done * 100) / PercentPerLine * PercentPerLine;
            if (percent > reported)
                say($"{reported = percent} % of the journals");
        });
    }

    private static async Task<T> OnAsync<T>(string database, Func<OfflineBooks, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var books = await OfflineBooks.OpenAsync(WithConnection(database), cancel);
            return await work(books);
        }
        catch (OfflineBooksException e)
        {
            throw new BadInputException(e.Message);
        }
    }

    /// <summary>A kind of database alone: its connection string comes from the environment, so that a password is on no
    /// command line.</summary>
    private static string WithConnection(string database)
    {
        if (database is not ("postgres" or "sqlserver"))
            return database;
        var connection = Environment.GetEnvironmentVariable(ConnectionVariable);
        return string.IsNullOrEmpty(connection)
            ? throw new BadInputException(
                $"--database {database} alone needs the connection string in {ConnectionVariable}.")
            : $"{database}:{connection}";
    }

    /// <summary>Prints at once, in the order of the reports: what a <see cref="Progress{T}"/> says may come after the
    /// end.</summary>
    private sealed class Reporter<T>(Action<T> say) : IProgress<T>
    {
        public void Report(T value) => say(value);
    }
}
