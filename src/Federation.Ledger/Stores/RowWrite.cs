namespace Federation.Ledger;

/// <summary>What is done with rows.</summary>
internal enum RowWrite
{
    /// <summary>They are new.</summary>
    Insert,

    /// <summary>They are there.</summary>
    Update,

    /// <summary>They are there or not.</summary>
    Upsert,

    /// <summary>They are there or not, and then are not.</summary>
    Delete,
}
