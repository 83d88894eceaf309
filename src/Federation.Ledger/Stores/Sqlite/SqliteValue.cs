using SQLitePCL;

namespace Federation.Ledger;

/// <summary>What a statement is given: an integer, a text, bytes, or nothing.</summary>
internal readonly struct SqliteValue
{
    private readonly object? reference;
    private readonly long? integer;
    private readonly Guid? id;

    private SqliteValue(object? reference, long? integer, Guid? id) =>
        (this.reference, this.integer, this.id) = (reference, integer, id);

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
