using System.CommandLine;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>The verbs of <c>federation events</c>: one event from options, or many from a file.</summary>
internal static class EventReporting
{
    private const string StandardInput = "-";
    private const int MostEvents = 100;

    public static ExampleCommand Report(Globals globals)
    {
        var (member, program) = (MemberArguments.Member(), ProgramText.ProgramOption(required: true));
        var (kind, at, language) = (EventKindOption.Option(), StepTime.Option(), SpokenLanguage.Option());
        var source = Text("--source", "The brand's shop or system.", "SOURCE", required: true);
        var id = Text("--event-id", "That system's number of the event.", "NUMBER", required: true);
        var about = Text("--object", "What it is about: what was shared, the survey, the course.", "OBJECT");
        var grade = Text("--grade", "How hard or how large it was.", "GRADE");
        var channel = Text("--channel", "Where the link was shared.", "CHANNEL");
        var order = Text("--order", "What was reviewed: BRAND/ID/ORDER, or the whole name.", "ORDER");
        var line = new Option<int>("--line") { Description = "The number of the order's line.", HelpName = "NUMBER" };
        var misses = new Option<bool>("--misses") { Description = "Says of each rule that gives nothing why." };
        var command = new ExampleCommand(
            "report", "Reports what a member did, and says what it gets. The same event again is answered as before.",
            "events report 17850 --program aster/main --kind check-in --source app --event-id 1",
            "events report 17850 --program aster/main --kind survey --source app --event-id 2 --object spring")
        {
            member, program, kind, source, id, at, about, grade, channel, order, line, misses, language,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var happened = new Event
            {
                Source = parse.GetValue(source)!,
                EventId = parse.GetValue(id)!,
                Member = parse.GetValue(member)!,
                Type = EventKindOption.Parse(parse.GetValue(kind)!),
                EventTime = StepTime.Of(parse, at),
                Object = parse.GetValue(about) ?? "",
                Grade = parse.GetValue(grade) ?? "",
                Channel = parse.GetValue(channel) ?? "",
            };
            if (parse.GetValue(order) is { } named)
                happened.Reviewed = new ReviewedLine
                {
                    Order = OrderName.Of(named),
                    Line = parse.GetValue(line),
                };
            await CompleteAsync(session, happened, cancel);
            var response = await session.Client.Events.ReportEventAsync(
                new ReportEventRequest
                {
                    Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                    Event = happened,
                    WithMisses = parse.GetValue(misses),
                },
                cancellationToken: cancel);
            var spoken = SpokenLanguage.Of(parse.GetValue(language)!);
            return session.Show(response, [.. Tables(response, spoken)]);
        });
        return command;
    }

    public static ExampleCommand ReportFile(Globals globals)
    {
        var program = ProgramText.ProgramOption(required: true);
        var file = new Argument<string>("file")
        {
            Description = "An event on each line, as JSON as ReportEvent takes it; - is standard input. Its member may "
                + "be the brand's own number. Without an eventTime it happened now.",
        };
        var command = new ExampleCommand(
            "report-file", "Reports the events of a file, up to 100 a call, and says what became of each. Exit code 1 "
            + "where one was refused.",
            "events report-file events.jsonl --program aster/main")
        {
            file, program,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var path = parse.GetValue(file)!;
            var text = path == StandardInput
                ? await session.Input.ReadToEndAsync(CancellationToken.None).WaitAsync(cancel)
                : TextFile.Read(path);
            var name = ProgramText.Program(parse.GetValue(program)!).ToString();
            var all = new BatchReportEventsResponse();
            foreach (var events in Read(text, path).Chunk(MostEvents))
            {
                var batch = new BatchReportEventsRequest();
                foreach (var happened in events)
                {
                    await CompleteAsync(session, happened, cancel);
                    batch.Events.Add(new ReportEventRequest { Program = name, Event = happened });
                }
                all.Results.AddRange(
                    (await session.Client.Events.BatchReportEventsAsync(batch, cancellationToken: cancel)).Results);
            }
            session.Show(all, Outcomes(all));
            return all.Results.Any(r => r.Refusal is not null) ? ExitCodes.Refused : ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> Text(string name, string description, string help, bool required = false) =>
        new(name) { Description = description, HelpName = help, Required = required };

    /// <summary>Adds the member's name, and now where no time is said.</summary>
    private static async Task CompleteAsync(Session session, Event happened, CancellationToken cancel)
    {
        happened.Member = await MemberArguments.ResolveAsync(session.Client, happened.Member, cancel);
        happened.EventTime ??=
            (await session.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: cancel)).Clock.Now;
    }

    private static IEnumerable<Event> Read(string text, string path)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).ToList();
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Length > 0)
                yield return Parse(lines[i], $"line {i + 1} of {path}");
    }

    private static Event Parse(string text, string name)
    {
        try
        {
            return JsonParser.Default.Parse<Event>(text);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new BadInputException($"{name} is not the JSON of an event: {e.Message}");
        }
    }

    private static IEnumerable<Table> Tables(ReportEventResponse response, SpokenLanguage language)
    {
        var awards = Cli.Tables.Of("rule", "gives");
        foreach (var award in response.Evaluation.Awards)
            awards.Row(award.Rule, language.Say(award.Words));
        if (response.Evaluation.Awards.Count > 0)
            yield return awards;
        var misses = Cli.Tables.Of("gives nothing", "because", "where", "#missing", "says");
        foreach (var miss in response.Evaluation.Misses)
            misses.Row(
                miss.Rule, miss.Reason, miss.Path, miss.Missing > 0 ? miss.Missing : null, language.Say(miss.Words));
        if (response.Evaluation.Misses.Count > 0)
            yield return misses;
        var reported = Cli.Tables.Of("reported", "")
            .Row("rule set", response.RuleSet).Row("record", response.EvaluationName)
            .Row("journal", response.Journal).Row("reported before", response.Replayed);
        yield return response.Evaluation.RunDays > 0
            ? reported.Row("days in a row", response.Evaluation.RunDays)
            : reported;
    }

    private static Table Outcomes(BatchReportEventsResponse all)
    {
        var table = Cli.Tables.Of("#event", "#coins", "record or refusal");
        for (var i = 0; i < all.Results.Count; i++)
            if (all.Results[i].Reported is { } reported)
                table.Row(i + 1, reported.Evaluation.Coins.Sum(c => c.Units), reported.EvaluationName);
            else
                table.Row(i + 1, null, all.Results[i].Refusal.Message);
        return table;
    }
}
