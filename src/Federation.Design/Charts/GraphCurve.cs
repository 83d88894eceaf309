namespace Federation.Design;

/// <summary>An arrow between two nodes.</summary>
/// <param name="Line">The path of its line.</param>
/// <param name="Head">The path of its head.</param>
/// <param name="X">The middle of what is written beside it.</param>
/// <param name="Y">Its height.</param>
internal sealed record GraphCurve(string Line, string Head, int X, int Y);
