using System.CommandLine;

namespace Federation.Cli;

/// <summary><c>federation events</c>: what members do besides buying.</summary>
internal static class EventsCommand
{
    public static Command Build(Globals globals) => new ExampleCommand(
        "events", "What members do besides buying: check-ins, reviews, shares, surveys, courses, attendance.")
    {
        EventReporting.Report(globals), EventReporting.ReportFile(globals),
    };
}
