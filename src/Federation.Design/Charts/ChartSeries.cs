namespace Federation.Design;

/// <summary>A line or a set of bars.</summary>
/// <param name="Name">What it is; it stands at its end.</param>
/// <param name="Colour">1 to 12, a coin's own wherever it is shown; 0 for what is no coin's.</param>
/// <param name="Values">One for each label; null where there is none.</param>
public sealed record ChartSeries(string Name, int Colour, IReadOnlyList<long?> Values);
