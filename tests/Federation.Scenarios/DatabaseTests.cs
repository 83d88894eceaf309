using System.Reflection;
using Federation.Accounts;
using Federation.Exchange;
using Federation.Hosting;
using Federation.Identity;
using Federation.Ledger;
using Federation.Partners;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Scenarios;

/// <summary>Every module's model and migrations, on every database. SQL Server's are generated here and run where there is one.</summary>
public sealed class DatabaseTests
{
    private static readonly Type[] All =
        [.. new[] { typeof(AccountsDb), typeof(ExchangeDb), typeof(IdentityDb), typeof(LedgerDb), typeof(PartnersDb) }
            .SelectMany(c => c.Assembly.GetTypes().Where(t => t.IsSubclassOf(c) && !t.IsAbstract))];

    public static TheoryData<string> Contexts => [.. All.Select(t => t.Name)];

    public static TheoryData<string> SqlServerContexts => [.. All.Select(t => t.Name).Where(n => n.StartsWith("SqlServer", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Model_HasItsMigrations(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        Assert.False(db.Database.HasPendingModelChanges(), $"{db.GetType().Name} has changes without a migration: src/add-migration.sh adds it.");
        Assert.NotEmpty(db.Database.GetMigrations());
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Migrations_BecomeAScript(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        var script = db.GetService<IMigrator>().GenerateScript();
        Assert.Contains("CREATE TABLE", script, StringComparison.Ordinal);
        Assert.Contains("commands", script, StringComparison.Ordinal);
        if (db.Database.ProviderName!.EndsWith("SqlServer", StringComparison.Ordinal))
            // Cloud-compatible servers lack these, and a version column of our own orders better than rowversion.
            Assert.DoesNotContain("rowversion", script, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void Migrations_ForSqlServer_AreTransactSql(string context)
    {
        using var db = Open(context, "Server=none;Database=none");
        var migrator = db.GetService<IMigrator>();
        foreach (var options in new[]
            { MigrationsSqlGenerationOptions.Default, MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent })
            Assert.NotEmpty(TransactSql.Parse(migrator.GenerateScript(options: options)).Batches);
        var back = migrator.GenerateScript(db.Database.GetMigrations().Last(), Migration.InitialDatabase);
        Assert.NotEmpty(TransactSql.Parse(back).Batches);
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public async Task Migrations_ApplyToSqlServer(string context)
    {
        Assert.SkipWhen(TestDatabase.Missing(DatabaseKind.SqlServer) is not null, TestDatabase.Missing(DatabaseKind.SqlServer) ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.SqlServer);
        await using var db = Open(context, database.Connection!);
        await db.Database.MigrateAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        await db.Database.MigrateAsync(Migration.InitialDatabase);
    }

    private static ModuleDb Open(string context, string connection)
    {
        var type = All.Single(t => t.Name == context);
        var kind = Enum.GetValues<DatabaseKind>().Single(k => type.Name.StartsWith(k.ToString(), StringComparison.Ordinal));
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        Databases.Use(builder, new DeploymentOptions { Database = kind, Connection = kind == DatabaseKind.Postgres ? "Host=none" : connection },
            type.BaseType!.Name.Replace("Db", "", StringComparison.Ordinal).ToLowerInvariant());
        return (ModuleDb)Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.Instance, null, [builder.Options], null)!;
    }
}
