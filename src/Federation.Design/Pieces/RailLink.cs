namespace Federation.Design;

/// <summary>A page in the rail.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address.</param>
/// <param name="Mark">What waits there, for instance how many.</param>
public sealed record RailLink(string Text, string Href, string? Mark = null);
