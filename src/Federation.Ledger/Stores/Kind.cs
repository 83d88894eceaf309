using System.Data.Common;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>How values of one type are kept, written and read on each database. Nothing of it boxes a value.</summary>
/// <param name="Postgres">PostgreSQL's name of the type.</param>
/// <param name="SqlServer">The column of a table type, from its name.</param>
/// <param name="Bind">Sets a parameter of a SQLite statement.</param>
/// <param name="Take">Reads a column of a SQLite statement.</param>
/// <param name="Read">Reads a column of another database's reader.</param>
/// <param name="Send">Sets a column of a row that travels to SQL Server.</param>
/// <param name="IsNullable">Whether there may be no value.</param>
internal sealed record Kind<TValue>(
    string Postgres, Func<string, SqlMetaData> SqlServer,
    Action<SqliteStatement, int, TValue> Bind, Func<SqliteStatement, int, TValue> Take,
    Func<DbDataReader, int, TValue> Read, Action<SqlDataRecord, int, TValue> Send, bool IsNullable = false);
