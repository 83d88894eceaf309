using System.CommandLine;
using Federation.Client;

namespace Federation.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class Globals
{
    private readonly Option<string> address = new("--address")
    {
        Description = "The gateways' gRPC addresses, separated by commas; calls take them in turn.",
        HelpName = "URL[,URL...]",
        Recursive = true,
        DefaultValueFactory = _ => "http://127.0.0.1:8400",
    };

    private readonly Option<string> credentials = new("--credentials")
    {
        Description = "The file with the token endpoint and the credentials.",
        HelpName = "FILE",
        Recursive = true,
        DefaultValueFactory = _ => Path.Combine("data", "credentials.json"),
    };

    private readonly Option<string?> actAs = new("--as")
    {
        Description =
            "Which credential of the file to use: admin, approver, a partner's id, or the name it was saved under. "
            + "Default: what the command needs.",
        HelpName = "WHO",
        Recursive = true,
    };

    private readonly Option<bool> json = new("--json")
    {
        Description = "Print the answer as JSON instead of a table.",
        Recursive = true,
    };

    private readonly Option<string?> requestId = new("--request-id")
    {
        Description = "The UUID to send a command under: repeat the one printed when an outcome stayed unknown.",
        HelpName = "UUID",
        Recursive = true,
    };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { address, credentials, actAs, json, requestId })
            root.Add(option);
    }

    /// <summary>Makes a command do something as somebody, and turns what is thrown into a sentence and an exit
    /// code.</summary>
    /// <param name="who">The credential that the command needs where <c>--as</c> names none; null: it must be
    /// named.</param>
    public void Run(Command command, string? who, Func<Session, ParseResult, CancellationToken, Task<int>> action) =>
        Run(command, _ => who, action);

    /// <inheritdoc cref="Run(Command, string?, Func{Session, ParseResult, CancellationToken, Task{int}})"/>
    public void Run(
        Command command, Func<ParseResult, string?> who, Func<Session, ParseResult, CancellationToken,
        Task<int>> action) =>
        Run(command, (_, parse, _) => ValueTask.FromResult(who(parse)), action);

    /// <inheritdoc cref="Run(Command, string?, Func{Session, ParseResult, CancellationToken, Task{int}})"/>
    public void Run(Command command, Who who, Func<Session, ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parse, cancel) =>
        {
            Session? session = null;
            try
            {
                session = Open(parse);
                session.Who ??= await who(session, parse, cancel);
                return await action(session, parse, cancel);
            }
            catch (Exception e) when (Failures.TryExplain(e, session, cancel, out var sentence, out var code))
            {
                await parse.InvocationConfiguration.Error.WriteLineAsync(sentence);
                return code;
            }
            finally
            {
                session?.Dispose();
            }
        });

    private Session Open(ParseResult parse)
    {
        var id = parse.GetValue(requestId);
        if (id is not null && !Uuids.TryParse(id, out _))
            throw new BadInputException($"--request-id: '{id}' is not a UUID.");
        return new Session(
            AddressesOf(parse.GetValue(address)!), parse.GetValue(credentials)!, parse.GetValue(json))
        {
            Who = parse.GetValue(actAs),
            RequestId = id ?? RequestIds.New(),
            Output = parse.InvocationConfiguration.Output,
            Error = parse.InvocationConfiguration.Error,
        };
    }

    internal static IReadOnlyList<Uri> AddressesOf(string text)
    {
        var addresses = new List<Uri>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            addresses.Add(Uri.TryCreate(part, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri
                : throw new BadInputException($"--address: '{part}' is not an address such as http://127.0.0.1:8400."));
        return addresses.Count > 0 ? addresses : throw new BadInputException("--address names no gateway.");
    }

    /// <summary>The option of commands that list.</summary>
    public static Option<int> Limit()
    {
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many, 1 to 100,000.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--limit must be 1 to 100,000.");
        });
        return limit;
    }
}
