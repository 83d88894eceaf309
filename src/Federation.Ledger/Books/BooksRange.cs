namespace Federation.Ledger;

/// <summary>Which groups a check of the books covers.</summary>
/// <param name="First">The first group; 0 for the whole books.</param>
/// <param name="Last">The last group, which exists; 0 for the whole books.</param>
internal readonly record struct BooksRange(long First, long Last)
{
    public static readonly BooksRange Whole;

    /// <summary>Only the whole tells balances, lots, holds and totals.</summary>
    public bool IsWhole => First == 0;

    /// <summary>The range that a caller names, where 0 leaves an end open.</summary>
    /// <param name="first">The first group, or 0.</param>
    /// <param name="last">The last group, or 0.</param>
    /// <param name="head">The newest group.</param>
    public static BooksRange Of(long first, long last, long head) => first == 0 && last == 0
        ? Whole
        : new BooksRange(Math.Max(1, first), last == 0 ? head : Math.Min(last, head));
}
