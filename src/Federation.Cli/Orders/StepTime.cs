using System.CommandLine;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>When something happened to an order that is reported later.</summary>
internal static class StepTime
{
    public static Option<string?> Option() => new("--at")
    {
        Description = "When it was, if it is reported late: a day or a moment in alliance time (UTC), at most 90 days "
            + "ago.",
        HelpName = "TIME",
    };

    public static Timestamp? Of(ParseResult parse, Option<string?> at) => parse.GetValue(at) is { } text
        ? Timestamp.FromDateTimeOffset(Moments.Parse(text, at.Name))
        : null;
}
