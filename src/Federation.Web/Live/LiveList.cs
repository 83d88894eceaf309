namespace Federation.Web;

/// <summary>A list that says how many rows have come since a page was made.</summary>
/// <param name="Kind">Whose list it is.</param>
/// <param name="CountAsync">How many rows are newer than the given one, at most <see cref="LiveLists.Most"/>; it is
/// asked with the person's own token, so the alliance decides what they may know.</param>
internal sealed record LiveList(
    SessionKind Kind, Func<Alliance, string, CancellationToken, Task<int>> CountAsync);
