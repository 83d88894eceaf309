using System.CommandLine;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>A kind of event as people type it.</summary>
internal static class EventKindOption
{
    private static readonly IReadOnlyDictionary<string, EventKind> Kinds = new Dictionary<string, EventKind>
    {
        ["check-in"] = EventKind.CheckIn,
        ["review"] = EventKind.Review,
        ["share-visit"] = EventKind.ShareVisit,
        ["survey"] = EventKind.Survey,
        ["course"] = EventKind.Course,
        ["attendance"] = EventKind.Attendance,
    };

    public static Option<string> Option() => new("--kind")
    {
        Description = $"The kind: {string.Join(", ", Kinds.Keys)}; or the brand's own name of a kind.",
        HelpName = "KIND",
        Required = true,
    };

    /// <summary>A kind that there is, or one that the brand names.</summary>
    public static EventType Parse(string text) => Kinds.TryGetValue(text, out var kind)
        ? new EventType { Kind = kind }
        : new EventType { Kind = EventKind.Named, Name = text };
}
