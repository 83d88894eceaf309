namespace Federation.Design;

/// <summary>What changes.</summary>
/// <param name="What">Its name.</param>
/// <param name="Before">What it was; null if it is new.</param>
/// <param name="After">What it becomes; null if it goes.</param>
public sealed record DiffLine(string What, string? Before, string? After);
