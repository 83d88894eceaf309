using System.CommandLine;
using Federation.Client;
using Federation.Programs.V1;
using Date = Google.Type.Date;

namespace Federation.Cli;

/// <summary><c>federation surveys</c>: what members answered.</summary>
internal static class SurveysCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "surveys", "What members answered in surveys: how often each answer was given, CSAT and NPS.")
    {
        List(globals), Show(globals),
    };

    private static ExampleCommand List(Globals globals)
    {
        var (program, limit) = (ProgramText.ProgramOption(required: true), Globals.Limit());
        var (first, last) = (First(), Last());
        var command = new ExampleCommand(
            "list", "Lists surveys by name, and how many members answered each.", "surveys list --program aster/main")
        {
            program, first, last, limit,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var request = new ListSurveysRequest
            {
                Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                FirstDate = DayOf(parse, first),
                LastDate = DayOf(parse, last),
            };
            var found = await Pages.ReadAsync(parse.GetValue(limit), (size, token) =>
                session.Client.Events.ListSurveysAsync(
                    new ListSurveysRequest(request) { PageSize = size, PageToken = token },
                    cancellationToken: cancel));
            return session.Show(found, SurveyTables.Of(found.Surveys));
        });
        return command;
    }

    private static ExampleCommand Show(Globals globals)
    {
        var program = ProgramText.ProgramOption(required: true);
        var survey = new Argument<string>("survey") { Description = "The survey: the object of its events." };
        var (first, last) = (First(), Last());
        var csv = new Option<bool>("--csv") { Description = "As comma separated values." };
        var command = new ExampleCommand(
            "show", "Shows how often each answer was given, CSAT and NPS. Of few members it tells their number alone.",
            "surveys show spring --program aster/main", "surveys show spring --program aster/main --csv")
        {
            survey, program, first, last, csv,
        };
        globals.Run(command, ProgramText.BrandOf(program), async (session, parse, cancel) =>
        {
            var response = await session.Client.Events.GetSurveyReportAsync(
                new GetSurveyReportRequest
                {
                    Program = ProgramText.Program(parse.GetValue(program)!).ToString(),
                    Survey = parse.GetValue(survey),
                    FirstDate = DayOf(parse, first),
                    LastDate = DayOf(parse, last),
                },
                cancellationToken: cancel);
            var report = response.Report;
            if (report.Answers < report.LeastAnswers)
                await session.Error.WriteLineAsync(
                    $"What was answered is told once {Tables.Cell(report.LeastAnswers)} members have answered."
                        .AsMemory(), cancel);
            if (!parse.GetValue(csv) || session.Json)
                return session.Show(response, SurveyTables.Of(report));
            await session.Output.WriteAsync(SurveyCsv.Write(report).AsMemory(), cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Date? DayOf(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) is { } text ? Dates.Parse(text, option.Name) : null;

    private static Option<string?> First() => new("--from")
    {
        Description = "The programme's first day. Default: from the beginning.",
        HelpName = "DATE",
    };

    private static Option<string?> Last() => new("--to")
    {
        Description = "The programme's last day. Default: until now.",
        HelpName = "DATE",
    };
}
