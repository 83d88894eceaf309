namespace Federation.Ledger;

/// <summary>What an update or an upsert does to a column of the row that is there.</summary>
internal enum ColumnRole
{
    /// <summary>It gets the new value.</summary>
    Replaced,

    /// <summary>It is part of the primary key.</summary>
    Key,

    /// <summary>It is part of the other key, by which callers name the row.</summary>
    Name,

    /// <summary>It stays; another than the writer changes it.</summary>
    Kept,

    /// <summary>An upsert adds the new value.</summary>
    Added,

    /// <summary>An upsert lets the greater value stay; of a flag, true.</summary>
    Grown,
}
