using System.Data;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

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
