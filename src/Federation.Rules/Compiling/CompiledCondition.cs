using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A node of a condition, with what it names looked up.</summary>
internal sealed class CompiledCondition
{
    /// <summary>The condition itself.</summary>
    public required Condition Terms { get; init; }

    /// <summary>The conditions below <c>all</c>, <c>any</c> and <c>not</c>.</summary>
    public IReadOnlyList<CompiledCondition> Children { get; init; } = [];

    /// <summary>The number of the filter of <c>basket</c> and <c>lines</c>.</summary>
    public int Filter { get; init; }

    /// <summary>The window of <c>time</c>.</summary>
    public Window? Window { get; init; }

    /// <summary>The counter of <c>count</c>.</summary>
    public CompiledCounter? Counter { get; init; }

    /// <summary>The tally of how often its rule was given, of a <c>count</c> of <c>every</c>.</summary>
    public string Given { get; init; } = "";

    /// <summary>The conditions that must hold if this one does: itself, or those below <c>all</c>.</summary>
    public IEnumerable<CompiledCondition> Required => Terms.IsCase == Condition.IsOneofCase.All
        ? Children.SelectMany(c => c.Required)
        : [this];
}
