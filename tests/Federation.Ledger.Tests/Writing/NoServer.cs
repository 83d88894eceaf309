using System.Collections;
using System.Data;
using System.Data.Common;
using Federation.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Federation.Ledger.Tests;

/// <summary>
/// Stands where a server would: keeps what EF Core asks, and answers each question with one row of plain values, so
/// that whoever asked goes on to ask the next.
/// </summary>
internal sealed class NoServer : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    /// <summary>The one moment in all answers.</summary>
    public static readonly DateTimeOffset Moment = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<string> asked = [];

    /// <summary>The texts of all commands.</summary>
    public IReadOnlyList<string> Asked => asked;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        asked.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(
            new OneRow(ServerRules.ColumnsOf(command.CommandText))));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        asked.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(1));
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(
            InterceptionResult<DbTransaction>.SuppressWithResult(new Nothing(connection, eventData.IsolationLevel)));

    private sealed class Nothing(DbConnection connection, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }
    }

    private sealed class OneRow(IReadOnlyList<string?> columns) : DbDataReader
    {
        private static readonly Guid Id = GroupId.New(Moment).Value;
        private bool read;

        public override int FieldCount => 64;

        public override int RecordsAffected => 1;

        public override bool HasRows => true;

        public override bool IsClosed => false;

        public override int Depth => 0;

        public override object this[int ordinal] => 1L;

        public override object this[string name] => 1L;

        public override bool Read() => !read && (read = true);

        public override bool NextResult() => false;

        /// <summary>Nothing was refused.</summary>
        public override bool IsDBNull(int ordinal) => IsOf(ordinal, "refused");

        public override Guid GetGuid(int ordinal) => Id;

        public override string GetString(int ordinal) => IsOf(ordinal, "principal") ? "partners/aster" : "aster";

        public override long GetInt64(int ordinal) => 1;

        public override int GetInt32(int ordinal) => 1;

        public override short GetInt16(int ordinal) => 1;

        public override byte GetByte(int ordinal) => 1;

        public override bool GetBoolean(int ordinal) => true;

        public override decimal GetDecimal(int ordinal) => 1;

        public override double GetDouble(int ordinal) => 1;

        public override float GetFloat(int ordinal) => 1;

        public override char GetChar(int ordinal) => 'a';

        public override DateTime GetDateTime(int ordinal) => Moment.UtcDateTime;

        public override object GetValue(int ordinal) => 1L;

        public override int GetValues(object[] values) => 0;

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

        public override string GetDataTypeName(int ordinal) => "bigint";

        public override Type GetFieldType(int ordinal) => typeof(long);

        public override string GetName(int ordinal) => "column" + ordinal;

        public override int GetOrdinal(string name) => 0;

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();

        public override T GetFieldValue<T>(int ordinal) => (T)(object)(typeof(T) switch
        {
            var type when type == typeof(byte[]) => Array.Empty<byte>(),
            var type when type == typeof(DateTimeOffset) => Moment,
            var type when type == typeof(Guid) => Id,
            var type when type == typeof(string) => GetString(ordinal),
            var type when type == typeof(bool) => true,
            var type => Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
        });

        private bool IsOf(int ordinal, string column) => ordinal < columns.Count && columns[ordinal] == column;
    }
}
