using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Federation.Ledger;

/// <summary>Adds rows to a command as table-valued parameters, and checks what they came to.</summary>
internal sealed class SqlServerRowWriter(SqlCommand command) : IRowWriter
{
    private readonly List<(ITable Table, RowWrite Write, int Rows)> sent = [];

    public void Write<TRow>(Table<TRow> table, RowWrite write, IReadOnlyList<TRow> rows)
    {
        command.AddRows(table, rows, Statements.Parameter(table, write));
        sent.Add((table, write, rows.Count));
    }

    /// <summary>At the row of counts, which bear the names of the parameters.</summary>
    /// <exception cref="InvalidOperationException">Another number of rows was written than was sent.</exception>
    public void Check(DbDataReader counts)
    {
        foreach (var (table, write, rows) in sent)
            GroupRows.Check(
                table.Name, write, rows, counts.GetInt32(counts.GetOrdinal(Statements.Parameter(table, write))));
    }
}
