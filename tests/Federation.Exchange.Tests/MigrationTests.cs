using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Exchange.Tests;

/// <summary>What migrations do to what is there already.</summary>
public sealed class MigrationTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.SqlServer)]
    public async Task Approvals_OfBoardsFromBefore_AreThoseOfTheAlliance(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        var cancel = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = new ServiceCollection()
            .AddModuleDb<ExchangeDb, SqliteExchangeDb, PostgresExchangeDb, SqlServerExchangeDb>(
                database.Deployment(), ExchangeModule.Name)
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ExchangeDb>();
        var (schema, now) = kind switch
        {
            DatabaseKind.Sqlite => ("", "1795500000000000"),
            DatabaseKind.Postgres => ("exchange.", "now()"),
            _ => ("exchange.", "sysdatetimeoffset()"),
        };
        await db.GetService<IMigrator>().MigrateAsync("Initial", cancel);
        foreach (var (number, approver) in new[] { (1, "'grace'"), (2, "NULL") })
        {
            var board = $"INSERT INTO {schema}boards (number, fee_basis_points, currency, proposer, approver, create_time) "
                + $"VALUES ({number}, 100, 'EUR', 'ada', {approver}, {now})";
            await db.Database.ExecuteSqlRawAsync(board, cancel);
            var value = $"INSERT INTO {schema}board_values (board_number, coin_id, asks_units, pays_units) "
                + $"VALUES ({number}, 'aster', 2, 1)";
            await db.Database.ExecuteSqlRawAsync(value, cancel);
        }
        await db.Database.MigrateAsync(cancel);

        var boards = await db.Boards.AsNoTracking().Include(b => b.Approvals).Include(b => b.Values)
            .OrderBy(b => b.Number).ToListAsync(cancel);
        Assert.Equal([("", "grace", boards[0].CreateTime)],
            boards[0].Approvals.Select(a => (a.PartnerId, a.Approver, a.ApproveTime)));
        Assert.Equal((true, false), (boards[0].IsApproved, boards[1].IsApproved));
        Assert.All(boards, b => Assert.Equal((1, false, 1L), (b.Values.Count, b.IsDraft, b.Revision)));
    }
}
