using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A tier scheme.</summary>
/// <param name="Definition">As in <see cref="TallyKey.Definition"/>.</param>
/// <param name="Terms">The scheme.</param>
/// <param name="Filter">The number of its filter.</param>
internal sealed record CompiledScheme(string Definition, TierScheme Terms, int Filter);
