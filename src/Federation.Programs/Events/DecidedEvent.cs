using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What an event comes to.</summary>
/// <param name="RuleSet">The rule set that decided.</param>
/// <param name="Record">The decision with all it rests on.</param>
internal sealed record DecidedEvent(PublishedRuleSet RuleSet, EvaluationRecord Record)
{
    public Event Event => Record.Event;

    public Evaluation Result => Record.Result;

    /// <summary>What it gives is named by: as an order is, by the event's id.</summary>
    public OrderId Giver => new(RuleSet.Name.Program, EventKeys.IdOf(RuleSet.Name.Program, Event));
}
