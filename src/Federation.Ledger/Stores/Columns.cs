using System.Collections;

namespace Federation.Ledger;

/// <summary>Columns in one order, in which every store writes and reads them.</summary>
internal class Columns<TRow>(string name, IEnumerable<RowColumn<TRow>>? columns = null)
    : ITable, IReadOnlyList<RowColumn<TRow>>
{
    private readonly List<RowColumn<TRow>> columns = [.. columns ?? []];

    public string Name => name;

    IReadOnlyList<Column> ITable.Columns => columns;

    public int Count => columns.Count;

    public RowColumn<TRow> this[int index] => columns[index];

    /// <summary>A column that is only written.</summary>
    public void Add<TValue>(string column, Kind<TValue> kind, Func<TRow, TValue> get) =>
        Add(column, kind, get, (_, _) => throw new NotSupportedException($"{column} is not read."));

    public void Add<TValue>(
        string column, Kind<TValue> kind, Func<TRow, TValue> get, Action<TRow, TValue> set,
        ColumnRole role = ColumnRole.Replaced) =>
        columns.Add(new ValueColumn<TRow, TValue>(column, kind, get, set, role));

    public IEnumerator<RowColumn<TRow>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
