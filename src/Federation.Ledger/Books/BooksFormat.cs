namespace Federation.Ledger;

/// <summary>How the books are written out.</summary>
public enum BooksFormat
{
    /// <summary>A journal of hledger.</summary>
    Hledger,

    /// <summary>A ledger of Beancount, version 2 or 3.</summary>
    Beancount,

    /// <summary>One line for each entry, comma separated, with a heading.</summary>
    Csv,
}
