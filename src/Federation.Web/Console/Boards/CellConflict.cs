namespace Federation.Web;

/// <summary>A cell of a draft that another person changed while somebody wrote.</summary>
/// <param name="Cell">Its name in the form.</param>
/// <param name="Seen">What it was when the form was made; empty: it was not there.</param>
/// <param name="Now">What it is now.</param>
/// <param name="Typed">What was typed; null: it was not touched.</param>
internal sealed record CellConflict(string Cell, string Seen, string Now, string? Typed);
