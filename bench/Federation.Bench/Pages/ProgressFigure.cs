namespace Federation.Bench;

/// <summary>When work that takes long could be followed.</summary>
/// <param name="FirstMs">Until it said how much of it is done.</param>
/// <param name="WholeMs">Until its result was there.</param>
internal sealed record ProgressFigure(double FirstMs, double WholeMs);
