using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Federation.Ledger;

/// <summary>
/// A prepared statement, called directly: for each row a posting writes, ADO.NET would look up every parameter's name
/// and make a reader, which takes longer than SQLite does.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    /// <exception cref="SqliteException">It is not good SQL, or the database cannot be read.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
    }

    /// <summary>Begins anew with these values, <c>?1</c> first.</summary>
    public SqliteStatement Bind(ReadOnlySpan<SqliteValue> values)
    {
        raw.sqlite3_reset(statement);
        for (var i = 0; i < values.Length; i++)
            Check(values[i].BindTo(statement, i + 1));
        return this;
    }

    /// <summary>Whether there is one more row; after the last, the statement is at rest.</summary>
    /// <exception cref="SqliteException">The statement failed; it is at rest, too.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;
        // Also says what went wrong, if anything did.
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE)
            Check(code);
        return false;
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public int Run()
    {
        while (Step())
        {
            // Rows of RETURNING, which nobody asked for.
        }
        return raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>The first row's first column, if there is a row; then the statement is at rest.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public T? First<T>(Func<SqliteStatement, T> read)
    {
        var first = Step() ? read(this) : default;
        raw.sqlite3_reset(statement);
        return first;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => checked((int)Integer(column));

    public bool Flag(int column) => Integer(column) != 0;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}
