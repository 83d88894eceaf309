using Spectre.Console;

namespace Federation.Cli;

/// <summary>Says on standard error how far something is: one line that changes on a terminal, a line each time
/// elsewhere.</summary>
internal static class Live
{
    /// <summary>Does the work, which says how far it is. Quiet with <c>--json</c>.</summary>
    /// <param name="session">Where to say it.</param>
    /// <param name="first">What is said before the work says anything.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> ShowAsync<T>(Session session, string first, Func<Action<string>, Task<T>> work)
    {
        if (session.Json)
            return await work(_ => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Error) });
        return session.ErrorIsTerminal && console.Profile.Capabilities.Interactive
            ? await console.Status().StartAsync(
                Markup.Escape(first), context => work(text => context.Status = Markup.Escape(text)))
            : await work(session.Error.WriteLine);
    }
}
