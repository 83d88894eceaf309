using System.CommandLine;

namespace Federation.Cli;

/// <summary>Arguments and options that several commands have, and who sends them by default.</summary>
internal static class Arguments
{
    public static Option<string?> Reference() =>
        new("--reference") { Description = "The brand's own number of the business behind it.", HelpName = "NUMBER" };

    public static Argument<string> Coin() => new("coin") { Description = "The coin: its id, for instance aster." };

    /// <summary>By default a coin's commands are sent with the credential of the brand that issues it.</summary>
    public static Who IssuerOf(Argument<string> coin) =>
        (session, parse, cancel) => session.IssuerOfAsync(parse.GetValue(coin)!, cancel);

    /// <inheritdoc cref="IssuerOf(Argument{string})"/>
    public static Who IssuerOf(Option<string> coin) =>
        (session, parse, cancel) => session.IssuerOfAsync(parse.GetValue(coin)!, cancel);

    /// <summary>A command that names neither brand nor coin: <c>--as</c> must say who sends it.</summary>
    public static ValueTask<string?> Named(Session session, ParseResult parse, CancellationToken cancel) =>
        ValueTask.FromResult<string?>(null);
}
