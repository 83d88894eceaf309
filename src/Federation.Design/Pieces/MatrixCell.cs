namespace Federation.Design;

/// <summary>What one coin becomes at another's shop.</summary>
/// <param name="Rate">How many, as text.</param>
/// <param name="Share">How much of its worth arrives, as text.</param>
/// <param name="Heat">The same as a step of lightness, 0 to 6.</param>
/// <param name="IsChanged">Whether the draft changes it.</param>
/// <param name="Gains">Whether it is part of a circle that gains.</param>
/// <param name="Href">The pair's own page.</param>
public sealed record MatrixCell(
    string Rate, string Share, int Heat, bool IsChanged = false, bool Gains = false, string? Href = null);
