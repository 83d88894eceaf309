namespace Federation.Design;

/// <summary>What of a coin's worth arrives at a shop.</summary>
/// <param name="Arrives">The money that it pays there, as text.</param>
/// <param name="Percent">How much of its worth that is.</param>
/// <param name="IsOwn">Whether it is the shop's own coin.</param>
/// <param name="WhyNot">Why nothing is taken there; null where something is.</param>
public sealed record KeptCell(string Arrives, int Percent, bool IsOwn = false, string? WhyNot = null);
