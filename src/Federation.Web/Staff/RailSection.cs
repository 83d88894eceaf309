namespace Federation.Web;

/// <summary>Pages of one kind in the rail.</summary>
/// <param name="Heading">What they are about; null for the first ones.</param>
/// <param name="Entries">The pages.</param>
internal sealed record RailSection(Func<WebTexts, string>? Heading, IReadOnlyList<RailEntry> Entries);
