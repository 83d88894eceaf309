using System.Data;
using System.Reflection;
using Federation.Hosting;
using Microsoft.Data.SqlClient.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Federation.Ledger.Tests;

/// <summary>The lists of columns that the stores work from are those of the model, so that a column that is forgotten,
/// or is of another type, is found on every database.</summary>
public sealed class LedgerTablesTests
{
    public static TheoryData<string, DatabaseKind> TablesAndDatabases
    {
        get
        {
            var all = new TheoryData<string, DatabaseKind>();
            foreach (var table in ColumnLists.Tables)
                foreach (var kind in Enum.GetValues<DatabaseKind>())
                    all.Add(table.Name, kind);
            return all;
        }
    }

    public static TheoryData<string> Tables => [.. ColumnLists.Tables.Select(t => t.Name)];

    /// <summary>What groups do not write as rows, and what other parts of the module keep.</summary>
    [Fact]
    public void Tables_AreAllThatGroupsReadAndWriteAsRows()
    {
        using var db = Open(DatabaseKind.Sqlite);
        Assert.Equal(
            [
                "adjustment_days", "adjustment_limits", "adjustments", "commands", "log_head", "sweep_leases",
                "writer_slots",
            ],
            db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Except(ColumnLists.Tables.Select(t => t.Name))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TablesAndDatabases))]
    public void Columns_AreTheModels(string name, DatabaseKind kind)
    {
        using var db = Open(kind);
        var entity = EntityOf(db, name);
        var table = TableOf(name);
        Assert.Equal(
            entity.GetProperties().Where(p => p.GetComputedColumnSql() is null)
                .Select(p => $"{p.GetColumnName()} {p.GetColumnType()} {p.IsNullable}").Order(),
            table.Columns.Select(c => $"{c.Name} {TypeOf(c, kind)} {c.IsNullable}").Order());
        Assert.Equal(
            entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()),
            table.Columns.Where(c => c.IsKey).Select(c => c.Name));
        var named = table.Columns.Where(c => c.Role == ColumnRole.Name).Select(c => c.Name).ToList();
        if (named.Count > 0)
            Assert.Contains(entity.GetIndexes(),
                i => i.IsUnique && i.Properties.Select(p => p.GetColumnName()).SequenceEqual(named));
    }

    /// <summary>Each column gets and sets the property that bears its name: a row goes out as arrays and comes back
    /// through a reader.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Columns_GetAndSetTheirProperties(string name)
    {
        using var db = Open(DatabaseKind.Postgres);
        typeof(LedgerTablesTests).GetMethod(nameof(GoesAndComes), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(EntityOf(db, name).ClrType).Invoke(null, [TableOf(name), EntityOf(db, name)]);
    }

    [Fact]
    public void Keys_HaveTheColumnsTheyAreHeldAgainst()
    {
        Same(LedgerTables.Wallets.Where(c => c.Role == ColumnRole.Name), LedgerKeys.Wallets);
        Same(LedgerTables.Outcomes.Where(c => c.Role == ColumnRole.Name), LedgerKeys.Requests);
        Same(LedgerTables.Groups.Where(c => c.Role == ColumnRole.Name), LedgerKeys.Ids);
        Same(LedgerTables.Consumed.Where(c => c.IsKey), LedgerKeys.Keys);
        Same(LedgerTables.Wallets.Where(c => c.IsKey), LedgerKeys.Ids);
    }

    private static void Same(IEnumerable<Column> of, IEnumerable<Column> keys) => Assert.Equal(
        of.Select(c => $"{c.Name} {TypeOf(c, DatabaseKind.SqlServer)}"),
        keys.Select(c => $"{c.Name} {TypeOf(c, DatabaseKind.SqlServer)}"));

    private static void GoesAndComes<TRow>(Table<TRow> table, IEntityType entity)
    {
        var row = table.Empty();
        var properties = table.Select(c => entity.GetProperties().Single(p => p.GetColumnName() == c.Name)
            .PropertyInfo!).ToList();
        for (var i = 0; i < properties.Count; i++)
            if (properties[i].CanWrite)
                properties[i].SetValue(row, SampleOf(properties[i].PropertyType, i + 1));
        using var sent = new DataTable();
        sent.Rows.Add(table.Select(c =>
        {
            var value = ((Array)((NpgsqlParameter)c.ArrayOf([row])).Value!).GetValue(0)!;
            sent.Columns.Add(c.Name, value.GetType());
            return value;
        }).ToArray());
        using var reader = sent.CreateDataReader();
        reader.Read();
        var read = reader.Row(table);
        Assert.All(properties, p => Assert.Equal(p.GetValue(row), p.GetValue(read)));
        Assert.Equal(properties.Count, properties.Select(p => p.GetValue(row)).Where(v => v is not true).Distinct()
            .Count() + properties.Count(p => p.PropertyType == typeof(bool)));
    }

    /// <summary>Another value for each place.</summary>
    private static object SampleOf(Type type, int place)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.ToObject(type, place)
            : type == typeof(Guid) ? new Guid(place, 0, 0, new byte[8])
            : type == typeof(string) ? $"text {place}"
            : type == typeof(byte[]) ? new[] { (byte)place }
            : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddDays(place)
            : type == typeof(bool) ? true
            : Convert.ChangeType(place, type, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string TypeOf(Column column, DatabaseKind kind)
    {
        var length = column.SqlServer.MaxLength;
        return (kind, column.SqlServer.SqlDbType) switch
        {
            (DatabaseKind.Postgres, SqlDbType.NVarChar) => $"character varying({length})",
            (DatabaseKind.Postgres, _) => column.Postgres,
            (DatabaseKind.Sqlite, SqlDbType.NVarChar) => "TEXT",
            (DatabaseKind.Sqlite, SqlDbType.UniqueIdentifier or SqlDbType.VarBinary) => "BLOB",
            (DatabaseKind.Sqlite, _) => "INTEGER",
            (_, SqlDbType.NVarChar) => $"nvarchar({length})",
            (_, SqlDbType.VarBinary) => length == SqlMetaData.Max ? "varbinary(max)" : $"varbinary({length})",
            (_, var type) => type.ToString().ToLowerInvariant(),
        };
    }

    private static ITable TableOf(string name) => ColumnLists.Tables.Single(t => t.Name == name);

    private static IEntityType EntityOf(LedgerDb db, string name) =>
        db.Model.GetEntityTypes().Single(e => e.GetTableName() == name);

    private static LedgerDb Open(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => new SqliteLedgerDb(Options<SqliteLedgerDb>(kind)),
        DatabaseKind.Postgres => new PostgresLedgerDb(Options<PostgresLedgerDb>(kind)),
        _ => new SqlServerLedgerDb(Options<SqlServerLedgerDb>(kind)),
    };

    private static DbContextOptions<TDb> Options<TDb>(DatabaseKind kind)
        where TDb : LedgerDb
    {
        var builder = new DbContextOptionsBuilder<TDb>();
        Hosting.Databases.Use(
            builder, new DeploymentOptions { Database = kind, Connection = "Server=none;Database=none" },
            LedgerModule.Name);
        return builder.Options;
    }
}
