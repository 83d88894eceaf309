using System.Data.Common;
using Microsoft.Data.SqlClient.Server;
using Npgsql;

namespace Federation.Ledger;

/// <summary>A column of rows of one type.</summary>
internal abstract class RowColumn<TRow>(
    string name, ColumnRole role, string postgres, SqlMetaData sqlServer, bool isNullable)
    : Column(name, role, postgres, sqlServer, isNullable)
{
    public abstract void Bind(SqliteStatement statement, int parameter, TRow row);

    public abstract void Take(SqliteStatement statement, int column, TRow row);

    public abstract void Read(DbDataReader reader, int column, TRow row);

    public abstract void Send(SqlDataRecord record, int column, TRow row);

    /// <summary>The column of all rows as an array for PostgreSQL.</summary>
    public abstract NpgsqlParameter ArrayOf(IReadOnlyList<TRow> rows);
}
