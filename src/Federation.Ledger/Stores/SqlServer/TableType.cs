using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>A user-defined table type of the schema <c>ledger</c>, as the store fills it. The migrations create it: the
/// columns here and there are the same, in the same order.</summary>
internal sealed class TableType<TRow>(string name, params Column<TRow>[] columns) : ITableType
{
    private readonly SqlMetaData[] metadata = [.. columns.Select(c => c.Metadata)];

    public string Name => "ledger." + name;

    public IReadOnlyList<SqlMetaData> Columns => metadata;

    /// <summary>The rows as a parameter.</summary>
    public SqlParameter Parameter(string parameter, IReadOnlyList<TRow> rows) => new(parameter, SqlDbType.Structured)
    {
        TypeName = Name,
        // An enumeration without rows is refused by the driver; null is the empty table.
        Value = rows.Count == 0 ? null : Records(rows),
    };

    internal IEnumerable<SqlDataRecord> Records(IReadOnlyList<TRow> rows)
    {
        // The driver writes a record before it asks for the next, so one is enough.
        var record = new SqlDataRecord(metadata);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Length; i++)
                record.SetValue(i, columns[i].Value(row) ?? DBNull.Value);
            yield return record;
        }
    }
}
