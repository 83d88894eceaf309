using System.Data;
using Federation.Hosting;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>The kinds of values that the ledger's tables have.</summary>
internal static class Kinds
{
    public static readonly Kind<Guid> Id = new(
        "uuid", n => new SqlMetaData(n, SqlDbType.UniqueIdentifier),
        (s, i, v) => s.Bind(i, v), (s, i) => s.Id(i), (r, i) => r.GetGuid(i), (r, i, v) => r.SetGuid(i, v));

    public static readonly Kind<long> Big = new(
        "bigint", n => new SqlMetaData(n, SqlDbType.BigInt),
        (s, i, v) => s.Bind(i, v), (s, i) => s.Integer(i), (r, i) => r.GetInt64(i), (r, i, v) => r.SetInt64(i, v));

    public static readonly Kind<int> Int = new(
        "integer", n => new SqlMetaData(n, SqlDbType.Int),
        (s, i, v) => s.Bind(i, v), (s, i) => checked((int)s.Integer(i)), (r, i) => r.GetInt32(i),
        (r, i, v) => r.SetInt32(i, v));

    public static readonly Kind<short> Small = new(
        "smallint", n => new SqlMetaData(n, SqlDbType.SmallInt),
        (s, i, v) => s.Bind(i, v), (s, i) => checked((short)s.Integer(i)), (r, i) => r.GetInt16(i),
        (r, i, v) => r.SetInt16(i, v));

    public static readonly Kind<bool> Flag = new(
        "boolean", n => new SqlMetaData(n, SqlDbType.Bit),
        (s, i, v) => s.Bind(i, v ? 1 : 0), (s, i) => s.Integer(i) != 0, (r, i) => r.GetBoolean(i),
        (r, i, v) => r.SetBoolean(i, v));

    /// <summary>Microseconds on SQLite; to the tick on SQL Server, as its tables keep it.</summary>
    public static readonly Kind<DateTimeOffset> Time = new(
        "timestamp with time zone", n => new SqlMetaData(n, SqlDbType.DateTimeOffset, 0, 7),
        (s, i, v) => s.Bind(i, Moments.ToMicroseconds(v)), (s, i) => Moments.FromMicroseconds(s.Integer(i)),
        (r, i) => r.GetFieldValue<DateTimeOffset>(i), (r, i, v) => r.SetDateTimeOffset(i, v));

    public static Kind<string> Text(int length) => (OptionalText(length) with { IsNullable = false })!;

    public static Kind<string?> OptionalText(int length) => new(
        "text", n => new SqlMetaData(n, SqlDbType.NVarChar, length),
        (s, i, v) => s.Bind(i, v), (s, i) => s.IsNull(i) ? null : s.Text(i),
        (r, i) => r.IsDBNull(i) ? null : r.GetString(i), (r, i, v) => r.SetValue(i, (object?)v ?? DBNull.Value), true);

    public static Kind<byte[]> Bytes(int length) => (OptionalBytes(length) with { IsNullable = false })!;

    public static Kind<byte[]?> OptionalBytes(int? length = null) => new(
        "bytea", n => new SqlMetaData(n, SqlDbType.VarBinary, length ?? SqlMetaData.Max),
        (s, i, v) => s.Bind(i, v), (s, i) => s.IsNull(i) ? null : s.Bytes(i),
        (r, i) => r.IsDBNull(i) ? null : r.GetFieldValue<byte[]>(i),
        (r, i, v) => r.SetValue(i, (object?)v ?? DBNull.Value), true);

    public static Kind<TValue?> Optional<TValue>(Kind<TValue> kind)
        where TValue : struct => new(
        kind.Postgres, kind.SqlServer,
        (s, i, v) =>
        {
            if (v is { } some)
                kind.Bind(s, i, some);
            else
                s.BindNull(i);
        },
        (s, i) => s.IsNull(i) ? null : kind.Take(s, i), (r, i) => r.IsDBNull(i) ? null : kind.Read(r, i),
        (r, i, v) =>
        {
            if (v is { } some)
                kind.Send(r, i, some);
            else
                r.SetDBNull(i);
        }, true);
}
