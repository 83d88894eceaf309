namespace Federation.Ledger;

/// <summary>How one kind of database takes rows of any table.</summary>
internal interface IRowWriter
{
    void Write<TRow>(Table<TRow> table, RowWrite write, IReadOnlyList<TRow> rows);
}
