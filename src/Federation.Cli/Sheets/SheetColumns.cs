namespace Federation.Cli;

/// <summary>The columns that a sheet may have.</summary>
/// <param name="Needed">Those that it must have.</param>
/// <param name="Others">Those that it may have besides.</param>
/// <param name="Prefix">What further columns begin with; empty if there are none.</param>
internal sealed record SheetColumns(
    IReadOnlyList<string> Needed, IReadOnlyList<string> Others, string Prefix = "")
{
    /// <summary>All of them, for people.</summary>
    public string Names => string.Join(
        ", ", [.. Needed, .. Others, .. new[] { Prefix + "NAME" }.Where(_ => Prefix.Length > 0)]);

    public bool Knows(string column) => Needed.Contains(column) || Others.Contains(column)
        || (Prefix.Length > 0 && column.Length > Prefix.Length && column.StartsWith(Prefix, StringComparison.Ordinal));
}
