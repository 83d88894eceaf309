using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Federation.Ledger;

/// <summary>What a statement is given: an integer, a text, bytes, or nothing.</summary>
internal readonly struct SqliteValue
{
    private readonly object? reference;
    private readonly long? integer;
    private readonly Guid? id;

    private SqliteValue(object? reference, long? integer, Guid? id) => (this.reference, this.integer, this.id) = (reference, integer, id);

    public static implicit operator SqliteValue(long? integer) => new(null, integer, null);

    public static implicit operator SqliteValue(bool flag) => new(null, flag ? 1 : 0, null);

    public static implicit operator SqliteValue(Guid? id) => new(null, null, id);

    public static implicit operator SqliteValue(string? text) => new(text, null, null);

    public static implicit operator SqliteValue(byte[]? bytes) => new(bytes, null, null);

    /// <summary>SQLite's result code. Parameters are counted from 1.</summary>
    public int BindTo(sqlite3_stmt statement, int parameter)
    {
        if (integer is { } number)
            return raw.sqlite3_bind_int64(statement, parameter, number);
        if (id is { } guid)
        {
            Span<byte> bytes = stackalloc byte[16];
            guid.TryWriteBytes(bytes, bigEndian: true, out _);
            return raw.sqlite3_bind_blob(statement, parameter, bytes);
        }
        return reference switch
        {
            string text => raw.sqlite3_bind_text(statement, parameter, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, parameter, bytes),
            _ => raw.sqlite3_bind_null(statement, parameter),
        };
    }
}

/// <summary>
/// A prepared statement, called directly: for each row a posting writes, ADO.NET would look up every parameter's name and make a reader,
/// which takes longer than SQLite does.
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
