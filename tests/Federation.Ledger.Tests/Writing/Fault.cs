namespace Federation.Ledger.Tests;

internal enum Fault
{
    None,

    /// <summary>The commit never reached the database.</summary>
    LostBefore,

    /// <summary>The database committed, its answer was lost.</summary>
    LostAfter,
}
