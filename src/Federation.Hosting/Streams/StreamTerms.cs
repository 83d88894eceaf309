namespace Federation.Hosting;

/// <summary>How a stream of items is served.</summary>
/// <param name="Undecided">How many items may be undecided or unanswered at a time.</param>
/// <param name="Together">The most items that are handed over together, where they have arrived together.</param>
/// <param name="Stopping">What a caller is told when the process stops.</param>
public sealed record StreamTerms(int Undecided, int Together, string Stopping);
