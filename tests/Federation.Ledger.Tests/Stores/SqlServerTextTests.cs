using System.Data;
using System.Text.RegularExpressions;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.Data.SqlClient.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Ledger.Tests;

/// <summary>What can be told of the SQL Server texts without a server: they are T-SQL, and they fit what the migrations
/// make.</summary>
public sealed class SqlServerTextTests
{
    /// <summary>The type of each table-valued parameter.</summary>
    private static readonly Dictionary<string, string> Parameters = ColumnLists.Tables
        .Select(t => KeyValuePair.Create(Statements.Parameter(t, RowWrite.Delete), TableType.Of(t)))
        .Concat(ColumnLists.Tables.Concat(ColumnLists.Keys).Select(t => KeyValuePair.Create(t.Name, TableType.Of(t))))
        .Append(KeyValuePair.Create("originals", TableType.Of(LedgerKeys.Ids)))
        .ToDictionary(p => "@" + p.Key, p => p.Value, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Texts = typeof(Statements).GetFields()
        .Where(f => f.FieldType == typeof(string))
        .ToDictionary(f => f.Name, f => (string)f.GetValue(null)!, StringComparer.Ordinal);

    private static readonly Lazy<SqlServerSchema> Schema = new(
        () => SqlServerSchema.Of(Script(MigrationsSqlGenerationOptions.Script)));

    public static TheoryData<string> StatementNames => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(StatementNames))]
    public void Statement_IsTransactSqlThatFitsTheMigratedTables(string name)
    {
        Assert.Empty(new StatementCheck(Schema.Value, Parameters).Of(Texts[name]));
    }

    /// <summary>What the rules write, a server is told to write, in the same order; else no count answers for
    /// it.</summary>
    [Fact]
    public void Write_IsWhatEveryStoreWrites()
    {
        var told = new WritesTold();
        var state = new GroupState
        {
            Now = NoServer.Moment,
            SystemNow = NoServer.Moment,
            GroupId = GroupId.New(NoServer.Moment),
            WalletIds = new Dictionary<WalletKey, Guid>(),
            SlotTotals = new Dictionary<TotalKey, long>(),
            Policies = WriterFixture.Policies,
        };
        GroupRows.WriteTo(told, state, slot: 0);
        Assert.Equal(told.Writes, Statements.Writes);
    }

    [Fact]
    public void StatementCheck_FindsWhatAServerWouldRefuse()
    {
        var check = new StatementCheck(Schema.Value, Parameters);
        Assert.NotEmpty(check.Of("SELECT w.blance FROM ledger.wallets AS w"));
        Assert.NotEmpty(check.Of("SELECT balance FROM ledger.wallet"));
        Assert.NotEmpty(check.Of("SELECT id FROM @unheard"));
        Assert.NotEmpty(check.Of(
            "INSERT INTO ledger.lots (wallet_id, lot, remaining) SELECT wallet_id, lot, remaining FROM @lots"));
        Assert.NotEmpty(check.Of("INSERT INTO ledger.consumed ([key], journal_id) SELECT [key] FROM @consumed"));
        Assert.NotEmpty(
            check.Of("UPDATE w SET state = u.balance FROM @wallets AS u, ledger.wallets AS w WHERE w.id = u.id"));
        Assert.NotEmpty(
            check.Of("UPDATE w SET balanc = u.balance FROM @wallets AS u, ledger.wallets AS w WHERE w.id = u.id"));
        Assert.NotEmpty(check.Of("DELETE l FROM @lots AS u, ledger.lots AS l WHERE l.wallet = u.wallet_id"));
        Assert.Throws<FormatException>(() => check.Of("SELECT FROM WHERE"));
        Assert.Empty(check.Of("UPDATE ledger.log_head SET number = number + 1 WHERE id = 1"));
    }

    [Fact]
    public void TableTypes_HaveTheColumnsThatTheMigrationMakes()
    {
        var types = ColumnLists.Tables.Where(t => t != LedgerTables.Clock).Concat(ColumnLists.Keys)
            .ToDictionary(TableType.Of, t => t.Columns, StringComparer.Ordinal);
        Assert.Empty(types.Keys.Except(Schema.Value.TableTypes.Keys));
        // A type that got columns has another name since: nodes of the release before still use the one without.
        Assert.All(Schema.Value.TableTypes.Keys.Except(types.Keys),
            old => Assert.Contains(types.Keys, n => n.StartsWith(old + "_", StringComparison.Ordinal)));
        foreach (var (name, columns) in types)
            Assert.Equal(
                columns.Select(c => $"{c.Name} {TypeOf(c.SqlServer)} {c.IsNullable}"),
                Schema.Value.TableTypes[name].Select(c => $"{c.Name} {c.Type} {c.Nullable}"));
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Script)]
    [InlineData(MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent)]
    public void Migrations_AreTransactSql(MigrationsSqlGenerationOptions options) =>
        Assert.NotEmpty(TransactSql.Parse(Script(options)).Batches);

    [Fact]
    public void Migrations_TakenBack_LeaveNoTableAndNoType()
    {
        using var db = Open();
        var migrations = db.Database.GetMigrations().ToList();
        var back = db.GetService<IMigrator>()
            .GenerateScript(migrations[^1], Migration.InitialDatabase, MigrationsSqlGenerationOptions.Script);
        var left = SqlServerSchema.Of(Script(MigrationsSqlGenerationOptions.Script) + back);
        Assert.Equal("ledger.migrations_history", Assert.Single(left.Tables.Keys));
        Assert.Empty(left.TableTypes);
    }

    /// <summary>Each writer adds at the end of its tables, whatever ids look like, and never locks a whole
    /// one.</summary>
    [Fact]
    public void Migrations_StoreHotTablesAsTheyGrowAndNeverLockThemWhole()
    {
        var script = Script(MigrationsSqlGenerationOptions.Script);
        foreach (var table in new[] { "outcomes", "entries" })
        {
            var index = $"CREATE UNIQUE CLUSTERED INDEX IX_{table}_row_order ON ledger.{table} (row_order)";
            Assert.Contains(index, script, StringComparison.Ordinal);
            Assert.Contains($"CONSTRAINT [PK_{table}] PRIMARY KEY NONCLUSTERED", script, StringComparison.Ordinal);
        }
        var settings = Regex.Matches(
            script, @"EXEC\(N'(ALTER TABLE (ledger\.\w+) SET \(LOCK_ESCALATION = DISABLE\);)'\)");
        Assert.All(settings, s => Assert.NotEmpty(TransactSql.Parse(s.Groups[1].Value).Batches));
        var written = Regex.Matches(Statements.Write, @"(?:INSERT INTO|UPDATE \w+ [^;]*,) (ledger\.\w+)")
            .Select(m => m.Groups[1].Value);
        Assert.Equal(written.Distinct().Order(), settings.Select(s => s.Groups[2].Value).Order());
    }

    [Theory]
    [InlineData(SqlServerRowVersions.LookUp)]
    [InlineData(SqlServerRowVersions.SetReadCommittedSnapshot)]
    [InlineData(SqlServerRowVersions.SetSnapshotIsolation)]
    [InlineData(ReadSnapshot.DefaultLevel)]
    public void Settings_AreTransactSql(string text) => Assert.NotEmpty(TransactSql.Parse(text).Batches);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 5)]
    public void ChecksOfTheBooks_AreWhatAServerTakes(long first, long last)
    {
        using var db = Open();
        var sql = new BooksDialect(db, BooksRange.Of(first, last, 9));
        IEnumerable<BooksStatement>[] all =
        [
            BooksSql.Journals(sql), BooksSql.WalletRows(sql), BooksSql.Lots(sql), BooksSql.Holds(sql),
            BooksSql.RunningBalances(sql),
            BooksSql.Undone(sql), BooksSql.Log(sql),
        ];
        var texts = all.SelectMany(s => s).Select(s => s.ToSql(sql)).ToList();
        Assert.InRange(texts.Count, 15, 50);
        Assert.All(texts, text => Assert.Empty(ServerRules.RefusedOf(text)));
        // FOUND is a variable to some servers that speak SQL Server's language, and bytes of a number differ among
        // them.
        Assert.All(texts, text => Assert.DoesNotMatch(@"(?i)\bfound\b|convert\(binary", text));
    }

    [Theory]
    [InlineData(0, "0000")]
    [InlineData(10, "000a")]
    [InlineData(4095, "0fff")]
    [InlineData(0x1234, "1234")]
    [InlineData(65535, "ffff")]
    public void PlaceOfAJournal_IsFourHexadecimalDigits(int number, string digits)
    {
        // SQLite reads this expression as SQL Server does.
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT " + BooksDialect.HexDigits($"{number} - 0");
        Assert.Equal(digits, command.ExecuteScalar());
    }

    /// <summary>The driver's own checks of names, order and types, with a value and without one.</summary>
    [Fact]
    public void TableTypes_TakeRowsOfTheBooks()
    {
        var entry = new EntryRow
        {
            JournalId = Guid.NewGuid(),
            Line = 1,
            Kind = AccountKind.Issued,
            Asset = "aster",
            Units = -7
        };
        var record = Assert.Single(
            TableType.Records(LedgerTables.Entries, [entry])
            .Select(r => (r.GetGuid(0), r.GetInt64(4), r.IsDBNull(5))));
        Assert.Equal((entry.JournalId, -7, true), record);
        var time = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_560);
        var wallet = new WalletRow
        {
            Id = Guid.NewGuid(),
            MemberId = Guid.NewGuid(),
            Coin = "aster",
            LastTime = time,
            Frozen = true
        };
        var written = Assert.Single(TableType.Records(LedgerTables.Wallets, [wallet])
            .Select(r => (r.GetBoolean(5), r.GetDateTimeOffset(10), r.IsDBNull(11))));
        Assert.Equal((true, time, true), written);
        using var command = new Microsoft.Data.SqlClient.SqlCommand();
        command.AddRows(LedgerTables.Lots, [], "gone_lots");
        var none = command.Parameters["@gone_lots"];
        Assert.Equal((null, SqlDbType.Structured, "ledger.sent_lots"), (none.Value, none.SqlDbType, none.TypeName));
    }

    [Fact]
    public void ForPosting_IsAConnectionOfItsOwn()
    {
        var made = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(
            SqlServerPostingStore.ForPosting("Server=db;Database=f;MultipleActiveResultSets=true;ConnectRetryCount=5"));
        Assert.False(made.Pooling || made.Enlist || made.MultipleActiveResultSets);
        Assert.Equal((0, "f"), (made.ConnectRetryCount, made.InitialCatalog));
    }

    private static string TypeOf(SqlMetaData column) => column.SqlDbType switch
    {
        SqlDbType.NVarChar => $"nvarchar({column.MaxLength})",
        SqlDbType.VarBinary =>
        column.MaxLength == SqlMetaData.Max ? "varbinary(max)" : $"varbinary({column.MaxLength})",
        SqlDbType.DateTimeOffset when column.Scale == 7 => "datetimeoffset",
        SqlDbType.DateTimeOffset => $"datetimeoffset({column.Scale})",
        _ => column.SqlDbType.ToString().ToLowerInvariant(),
    };

    private static string Script(MigrationsSqlGenerationOptions options)
    {
        using var db = Open();
        return db.GetService<IMigrator>().GenerateScript(options: options);
    }

    private static SqlServerLedgerDb Open()
    {
        var builder = new DbContextOptionsBuilder<SqlServerLedgerDb>();
        Hosting.Databases.Use(
            builder, new DeploymentOptions
            {
                Database = DatabaseKind.SqlServer,
                Connection = "Server=none;Database=none"
            }, LedgerModule.Name);
        return new SqlServerLedgerDb(builder.Options);
    }
}
