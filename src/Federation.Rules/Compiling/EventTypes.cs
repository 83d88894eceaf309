using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Names what rules are on: orders, or a kind of event.</summary>
internal static class EventTypes
{
    /// <summary>What rules on orders are on.</summary>
    public const string Orders = "order";

    /// <summary>Whether it is a kind of event that there is.</summary>
    public static bool IsKnown(EventType type) =>
        type.Kind is >= EventKind.CheckIn and <= EventKind.ReferralQualified
        && (type.Kind == EventKind.Named ? ResourceNames.IsId(type.Name) : type.Name.Length == 0);

    /// <summary>The name of a kind: the same for two of them if they are equal.</summary>
    public static string NameOf(EventType type) => $"event/{type.Kind}/{type.Name}";

    /// <summary>All that a rule is on.</summary>
    public static IReadOnlyCollection<string> Of(Rule rule) =>
        rule.On is { } on ? [.. on.Events.Select(NameOf).Distinct()] : [Orders];
}
