namespace Federation.Bench;

/// <summary>What the portal and the console cost; null is what was not asked for.</summary>
/// <param name="Loads">Each page at a constant rate.</param>
/// <param name="Visits">A visit to each page.</param>
internal sealed record DeskFigures(
    IReadOnlyDictionary<string, PageLoad>? Loads, IReadOnlyDictionary<string, PageVitals>? Visits);
