namespace Federation.Design;

/// <summary>A column.</summary>
/// <param name="Text">Its head.</param>
/// <param name="IsNumber">Whether figures stand in it, which are set to the right.</param>
/// <param name="Sort">How the query names it; null where the table cannot be sorted by it.</param>
public sealed record TableColumn(string Text, bool IsNumber = false, string? Sort = null);
