using System.CommandLine;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli;

/// <summary><c>federation programs simulate</c>: what a rule set would have given.</summary>
internal static class RuleSetSimulation
{
    public static ExampleCommand Simulate(Globals globals)
    {
        var name = ProgramText.RuleSetArgument();
        var from = Time("--from", "Orders that were decided from this day or moment on (UTC, alliance time).");
        var to = Time("--to", "Orders that were decided before this day or moment; at most 400 days later.");
        var command = new ExampleCommand(
            "simulate", "Says what a rule set, a draft too, would have given for the orders of a period: by rule and "
            + "level, who would have gained and lost, and when budgets would have run out.",
            "programs simulate aster/main/3 --from 2011-11-01 --to 2011-12-01")
        {
            name, from, to,
        };
        globals.Run(command, ProgramText.BrandOf(name), async (session, parse, cancel) =>
        {
            var request = new SimulateRuleSetRequest
            {
                Name = ProgramText.RuleSet(parse.GetValue(name)!).ToString(),
                FromTime = Moment(parse, from),
                ToTime = Moment(parse, to),
            };
            var money = await ProgramMoney.OfAsync(session, request.Name, cancel);
            // Several times a second: nothing for a log.
            var report = session.ErrorIsTerminal
                ? await Live.ShowAsync(session, "reading the orders", say => ReadAsync(session, request, say, cancel))
                : await ReadAsync(session, request, _ => { }, cancel);
            return session.Show(report, SimulationTables.Of(report, request, money));
        });
        return command;
    }

    public static string Sentence(SimulationStep step) => step.Total == 0
        ? "counting the orders"
        : $"{Tables.Cell(step.Done)} of {Tables.Cell(step.Total)} orders";

    /// <exception cref="StoppedException">The stream ended before the report.</exception>
    private static async Task<SimulationReport> ReadAsync(
        Session session, SimulateRuleSetRequest request, Action<string> say, CancellationToken cancel)
    {
        using var call = session.Client.Programs.SimulateRuleSet(request, cancellationToken: cancel);
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancel))
            switch (message.EventCase)
            {
                case SimulateRuleSetResponse.EventOneofCase.Step:
                    say(Sentence(message.Step));
                    break;
                case SimulateRuleSetResponse.EventOneofCase.Report:
                    return message.Report;
                default:
                    // A newer platform may tell more than this version knows.
                    break;
            }
        throw new StoppedException("The simulation ended without a report. Simulate again.");
    }

    private static Option<string> Time(string name, string description) =>
        new(name) { Description = description, HelpName = "TIME", Required = true };

    private static Timestamp Moment(ParseResult parse, Option<string> option) =>
        Timestamp.FromDateTimeOffset(Moments.Parse(parse.GetValue(option)!, option.Name));
}
