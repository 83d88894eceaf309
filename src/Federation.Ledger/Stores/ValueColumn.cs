using System.Data.Common;
using Microsoft.Data.SqlClient.Server;
using Npgsql;

namespace Federation.Ledger;

/// <summary>A column, and where its value is in a row.</summary>
internal sealed class ValueColumn<TRow, TValue>(
    string name, Kind<TValue> kind, Func<TRow, TValue> get, Action<TRow, TValue> set, ColumnRole role)
    : RowColumn<TRow>(name, role, kind.Postgres, kind.SqlServer(name), kind.IsNullable)
{
    public override void Bind(SqliteStatement statement, int parameter, TRow row) =>
        kind.Bind(statement, parameter, get(row));

    public override void Take(SqliteStatement statement, int column, TRow row) =>
        set(row, kind.Take(statement, column));

    public override void Read(DbDataReader reader, int column, TRow row) => set(row, kind.Read(reader, column));

    public override void Send(SqlDataRecord record, int column, TRow row) => kind.Send(record, column, get(row));

    public override NpgsqlParameter ArrayOf(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = get(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values };
    }
}
