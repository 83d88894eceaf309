namespace Federation.Rules.Tests;

/// <summary>What the worked cases of events are run on, by name.</summary>
public sealed class EventEvaluators : TheoryData<string>
{
    public EventEvaluators()
        : base("naive", "engine")
    {
    }
}
