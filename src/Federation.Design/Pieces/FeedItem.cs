namespace Federation.Design;

/// <summary>A line of a feed.</summary>
/// <param name="At">When, on the alliance's clock.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Change">By how much, with its sign and unit.</param>
/// <param name="IsGain">Whether that is to the reader's good.</param>
/// <param name="Detail">For whom, and why.</param>
/// <param name="Href">Its own page.</param>
public sealed record FeedItem(TimeOnly At, string Kind, string Change, bool IsGain, string Detail, string Href);
