using System.CommandLine;
using System.Globalization;
using Federation.Programs.V1;
using GoogleDate = Google.Type.Date;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation programs</c> that make a rule set from a template.</summary>
internal static class TemplateVerbs
{
    public static ExampleCommand Templates(Globals globals)
    {
        var command = new ExampleCommand(
            "templates", "Lists the templates that a rule set can be made from.", "programs templates --as aster");
        globals.Run(command, AsAnyone, async (session, _, cancel) =>
        {
            var response = await session.Client.Programs.ListTemplatesAsync(
                new ListTemplatesRequest(), cancellationToken: cancel);
            return session.Show(response, ProgramTables.Templates(response.Templates));
        });
        return command;
    }

    public static ExampleCommand Apply(Globals globals)
    {
        var template = new Argument<string>("template") { Description = "The template, as 'templates' lists them." };
        var name = ProgramText.ProgramArgument();
        var coin = Needed<string>("--coin", "COIN", "The coin that it gives, one of the brand's.");
        var currency = Needed<string>("--currency", "CODE", "The currency of its sums, for instance CNY.");
        var units = Needed<long>("--units", "N", "Settlement units for each minor unit of the currency.");
        var zone = Needed<string>("--time-zone", "ZONE", "Where days begin, for instance Asia/Shanghai.");
        var start = new Option<string?>("--start")
        {
            Description = "The first day of what it gives for some days only; today where left out.",
            HelpName = "YYYY-MM-DD",
        };
        var setup = new Option<string?>("--setup")
        {
            Description = "Writes what is set up besides into this folder: the terms of rewards and draws, for "
                + "'rewards create' and 'draws create', and the requests about coin and messages.",
            HelpName = "FOLDER",
        };
        const string example =
            "programs apply member-coins aster/main --coin aster --currency CNY --units 100 --time-zone Asia/Shanghai";
        var command = new ExampleCommand(
            "apply", "Makes a draft of a template; it may be proposed, or written anew.", example,
            example + " --start 2026-06-01", example + " --setup member-coins")
        {
            template, name, coin, currency, units, zone, start, setup,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var response = await session.Client.Programs.ApplyTemplateAsync(new ApplyTemplateRequest
            {
                RequestId = session.RequestId,
                Parent = ProgramText.Program(parse.GetValue(name)!).ToString(),
                Template = parse.GetValue(template),
                Coin = ResourceText.Coin(parse.GetValue(coin)!),
                Currency = parse.GetValue(currency),
                SettlementUnitsPerMinorUnit = parse.GetValue(units),
                TimeZone = parse.GetValue(zone),
                StartDate = parse.GetValue(start) is { } day ? DayOf(day) : null,
            }, cancellationToken: cancel);
            if (parse.GetValue(setup) is { } folder)
                foreach (var file in await TemplateSteps.SaveAsync(folder, response.Setup, cancel))
                    await session.Error.WriteLineAsync($"{file} is written.".AsMemory(), cancel);
            return session.Show(
                response, [.. ProgramTables.Of(response.RuleSet), TemplateSteps.Of(response.Setup)]);
        });
        return command;
    }

    /// <summary>Templates are the same for all.</summary>
    private static ValueTask<string?> AsAnyone(Session session, ParseResult parse, CancellationToken cancel) =>
        ValueTask.FromResult<string?>(session.Credentials.Anyone);

    private static Option<T> Needed<T>(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help, Required = true };

    private static GoogleDate DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new GoogleDate { Year = day.Year, Month = day.Month, Day = day.Day }
            : throw new BadInputException($"--start: '{text}' is no day, for instance 2026-06-01.");
}
