namespace Federation.Design;

/// <summary>Pages of one kind in the rail.</summary>
/// <param name="Heading">What they are about; null for the first ones.</param>
/// <param name="Links">The pages.</param>
public sealed record RailGroup(string? Heading, IReadOnlyList<RailLink> Links);
