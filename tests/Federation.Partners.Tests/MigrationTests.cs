using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Partners.Tests;

/// <summary>What migrations do to what is there already.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task Grace_OfCoinsFromBefore_IsNoneOnSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("federation-partners-");
        try
        {
            await using var db = new SqlitePartnersDesign().CreateDbContext([]);
            db.Database.SetConnectionString($"Data Source={Path.Combine(folder.FullName, "old.db")};Pooling=False");
            await CheckGraceAsync(db, "coins", "partners", "false", "0");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Grace_OfCoinsFromBefore_IsNoneOnPostgres()
    {
        await using var database = await DatabaseAsync(DatabaseKind.Postgres);
        await using var db = new PostgresPartnersDesign().CreateDbContext([]);
        db.Database.SetConnectionString(database.Connection);
        await CheckGraceAsync(db, "partners.coins", "partners.partners", "false", "now()");
    }

    [Fact]
    public async Task Grace_OfCoinsFromBefore_IsNoneOnSqlServer()
    {
        await using var database = await DatabaseAsync(DatabaseKind.SqlServer);
        await using var db = new SqlServerPartnersDesign().CreateDbContext([]);
        db.Database.SetConnectionString(database.Connection);
        await CheckGraceAsync(db, "partners.coins", "partners.partners", "0", "sysdatetimeoffset()");
    }

    private static Task<TestDatabase> DatabaseAsync(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        return TestDatabase.CreateAsync(kind);
    }

    /// <summary>A coin that was there, and one that a node of the release before adds afterwards.</summary>
    private static async Task CheckGraceAsync(PartnersDb db, string coins, string partners, string no, string now)
    {
        var cancel = TestContext.Current.CancellationToken;
        var partner = $"INSERT INTO {partners} (id, display_name, display_name_zh, suspended, create_time) "
            + $"VALUES ('old', 'Old', '', {no}, {now})";
        await db.GetService<IMigrator>().MigrateAsync("Initial", cancel);
        await db.Database.ExecuteSqlRawAsync(partner, cancel);
        await AddAsync("before");
        await db.Database.MigrateAsync(cancel);
        await AddAsync("after");

        var read = await db.Coins.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);
        Assert.Equal([("after", 0), ("before", 0)], read.Select(c => (c.Id, c.RestoreGraceDays)));

        Task AddAsync(string id)
        {
            var coin = $"INSERT INTO {coins} (id, partner_id, display_code, scale, display_name, display_name_zh, create_time) "
                + $"VALUES ('{id}', 'old', '{id}', 0, '{id}', '', {now})";
            return db.Database.ExecuteSqlRawAsync(coin, cancel);
        }
    }
}
