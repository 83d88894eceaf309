namespace Federation.Ledger;

/// <summary>Two expressions over a row that should be equal; neither is ever null.</summary>
/// <param name="Check">The name of the comparison, for instance <c>wallet balance</c>.</param>
/// <param name="Expected">What the entries say.</param>
/// <param name="Found">What the row says.</param>
internal readonly record struct BooksComparison(string Check, string Expected, string Found)
{
    /// <summary>A condition that no row may meet: 0 is expected, and 1 found where one does.</summary>
    public static BooksComparison Never(string check, string condition) =>
        new(check, "0", $"CASE WHEN {condition} THEN 1 ELSE 0 END");
}
