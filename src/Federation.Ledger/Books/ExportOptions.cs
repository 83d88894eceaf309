namespace Federation.Ledger;

/// <summary>What of the books is written out, and how.</summary>
/// <param name="Format">The format.</param>
/// <param name="From">Only journals of this moment of alliance time or later; what was before is brought
/// forward.</param>
/// <param name="To">Only journals before this moment of alliance time.</param>
/// <param name="MoneyScale">How many decimals settlement money has, 0 to 18; null where it is not known: then its units
/// are counted.</param>
public sealed record ExportOptions(
    BooksFormat Format, DateTimeOffset? From = null, DateTimeOffset? To = null, int? MoneyScale = null);
