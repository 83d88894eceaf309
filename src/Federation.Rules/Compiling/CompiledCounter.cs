using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A counter.</summary>
/// <param name="Index">Its place in the rule set.</param>
/// <param name="Definition">As in <see cref="TallyKey.Definition"/>.</param>
/// <param name="Terms">The counter.</param>
/// <param name="Filter">The number of its filter.</param>
internal sealed record CompiledCounter(int Index, string Definition, Counter Terms, int Filter);
