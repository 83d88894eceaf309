namespace Federation.Ledger.Tests;

/// <summary>Keeps what is written to which table.</summary>
internal sealed class WritesTold : IRowWriter
{
    public List<(ITable Table, RowWrite Write)> Writes { get; } = [];

    public void Write<TRow>(Table<TRow> table, RowWrite write, IReadOnlyList<TRow> rows) => Writes.Add((table, write));
}
