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

    /// <summary>Begins anew, with values of a row as its parameters.</summary>
    public SqliteStatement With<TRow>(Columns<TRow> columns, TRow row)
    {
        raw.sqlite3_reset(statement);
        for (var i = 0; i < columns.Count; i++)
            columns[i].Bind(this, i, row);
        return this;
    }

    /// <summary>Reads the row at which the statement stands.</summary>
    public TRow Row<TRow>(Table<TRow> table)
    {
        var row = table.Empty();
        for (var i = 0; i < table.Count; i++)
            table[i].Take(this, i, row);
        return row;
    }

    /// <summary>The first row, if there is one; then the statement is at rest.</summary>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public TRow? First<TRow>(Table<TRow> table)
        where TRow : class
    {
        var row = Step() ? Row(table) : null;
        raw.sqlite3_reset(statement);
        return row;
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

    // Parameters are counted from 1 by SQLite, from 0 here, like columns.
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(statement, parameter + 1, value));

    public void Bind(int parameter, string? text) => Check(text is null
        ? raw.sqlite3_bind_null(statement, parameter + 1) : raw.sqlite3_bind_text(statement, parameter + 1, text));

    public void Bind(int parameter, byte[]? bytes) => Check(bytes is null
        ? raw.sqlite3_bind_null(statement, parameter + 1) : raw.sqlite3_bind_blob(statement, parameter + 1, bytes));

    public void Bind(int parameter, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(statement, parameter + 1, bytes));
    }

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(statement, parameter + 1));

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}
