namespace Federation.Design;

/// <summary>A row of a heat table.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Size">How many it stands for, as text.</param>
/// <param name="Values">One for each column; null where there is none yet, or where too few are behind it.</param>
public sealed record HeatRow(string Label, string Size, IReadOnlyList<long?> Values);
