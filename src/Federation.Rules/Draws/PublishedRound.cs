namespace Federation.Rules;

/// <summary>A time in which prizes of a draw were claimed.</summary>
/// <param name="Start">When the prizes were offered, in RFC 3339.</param>
/// <param name="End">Until when they were claimed, in RFC 3339.</param>
/// <param name="Claimed">The numbers of the tickets whose prizes were claimed in it.</param>
public sealed record PublishedRound(string Start, string End, IReadOnlyList<int> Claimed);
