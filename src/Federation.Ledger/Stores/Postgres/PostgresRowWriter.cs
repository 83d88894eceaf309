using Npgsql;

namespace Federation.Ledger;

/// <summary>Adds statements over rows to a batch, and checks what the writes among them came to.</summary>
internal sealed class PostgresRowWriter(NpgsqlBatch batch) : IRowWriter
{
    private readonly List<(string Table, RowWrite Write, int Rows, NpgsqlBatchCommand Command)> sent = [];

    public void Write<TRow>(Table<TRow> table, RowWrite write, IReadOnlyList<TRow> rows)
    {
        if (rows.Count > 0)
            sent.Add((table.Name, write, rows.Count, Add(table.Postgres[write], table.For(write), rows)));
    }

    public NpgsqlBatchCommand Add<TRow>(string sql, Columns<TRow> columns, IReadOnlyList<TRow> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(column.ArrayOf(rows));
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Once the reader stands after the last of the writes.</summary>
    /// <exception cref="InvalidOperationException">Another number of rows was written than was sent.</exception>
    public void Check()
    {
        foreach (var (table, write, rows, command) in sent)
            GroupRows.Check(table, write, rows, (long)command.Rows);
    }
}
