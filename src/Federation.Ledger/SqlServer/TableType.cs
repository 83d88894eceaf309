using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger.SqlServer;

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

/// <summary>What a table type is called, and its columns.</summary>
internal interface ITableType
{
    string Name { get; }

    IReadOnlyList<SqlMetaData> Columns { get; }
}

/// <summary>A column of a table type, and where its value comes from.</summary>
internal sealed record Column<TRow>(SqlMetaData Metadata, Func<TRow, object?> Value)
{
    public static Column<TRow> Id(string name, Func<TRow, Guid?> value) =>
        new(new SqlMetaData(name, SqlDbType.UniqueIdentifier), row => value(row));

    public static Column<TRow> Big(string name, Func<TRow, long?> value) =>
        new(new SqlMetaData(name, SqlDbType.BigInt), row => value(row));

    public static Column<TRow> Int(string name, Func<TRow, int> value) =>
        new(new SqlMetaData(name, SqlDbType.Int), row => value(row));

    public static Column<TRow> Small(string name, Func<TRow, short> value) =>
        new(new SqlMetaData(name, SqlDbType.SmallInt), row => value(row));

    public static Column<TRow> Bit(string name, Func<TRow, bool> value) =>
        new(new SqlMetaData(name, SqlDbType.Bit), row => value(row));

    /// <summary>To the tick, as the tables keep it.</summary>
    public static Column<TRow> Time(string name, Func<TRow, DateTimeOffset?> value) =>
        new(new SqlMetaData(name, SqlDbType.DateTimeOffset, 0, 7), row => value(row));

    public static Column<TRow> Text(string name, int length, Func<TRow, string?> value) =>
        new(new SqlMetaData(name, SqlDbType.NVarChar, length), value);

    /// <param name="name">The column's name.</param>
    /// <param name="length">In bytes; <see cref="SqlMetaData.Max"/> for any.</param>
    /// <param name="value">Its value.</param>
    public static Column<TRow> Bytes(string name, long length, Func<TRow, byte[]?> value) =>
        new(new SqlMetaData(name, SqlDbType.VarBinary, length), value);
}
