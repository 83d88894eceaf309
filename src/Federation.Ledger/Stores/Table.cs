namespace Federation.Ledger;

/// <summary>A table: the one list of its columns.</summary>
/// <param name="name">Its name.</param>
/// <param name="empty">Makes a row to read into.</param>
internal sealed class Table<TRow>(string name, Func<TRow> empty) : Columns<TRow>(name)
{
    private Columns<TRow>? keys;
    private Columns<TRow>? updated;
    private TableSql? postgres;
    private TableSql? sqlite;

    public Func<TRow> Empty => empty;

    public TableSql Postgres => postgres ??= PostgresSql.Of(this);

    public TableSql Sqlite => sqlite ??= SqliteSql.Of(this);

    /// <summary>The columns that a write needs, in the order in which its statement takes them.</summary>
    public Columns<TRow> For(RowWrite write) => write switch
    {
        RowWrite.Update => updated ??= new(Name, this.Where(c => c.IsKey || c.IsChanged)),
        RowWrite.Delete => keys ??= new(Name, this.Where(c => c.IsKey)),
        _ => this,
    };
}
