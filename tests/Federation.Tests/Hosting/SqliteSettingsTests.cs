using Federation.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Federation.Tests;

public sealed class SqliteSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-sqlite-").FullName;

    [Fact]
    public async Task Connection_GivenOutAgain_IsStillDurable()
    {
        for (var time = 0; time < 3; time++)
        {
            await using var db = Open();
            Assert.Equal(["wal", "2", "20000", "30000"], await Task.WhenAll(
                new[] { "journal_mode", "synchronous", "wal_autocheckpoint", "busy_timeout" }.Select(
                    name => ReadAsync(db, name))));
        }
    }

    [Fact]
    public async Task Turn_IsOfOneAtATimeInOrder_AndWhoeverGoesTakesNone()
    {
        await using var db = Open();
        var file = db.Database.GetDbConnection();
        using var gone = new CancellationTokenSource();
        var first = await SqliteSettings.TurnAsync(file, TestContext.Current.CancellationToken);
        var impatient = SqliteSettings.TurnAsync(file, gone.Token);
        var second = SqliteSettings.TurnAsync(file, TestContext.Current.CancellationToken);
        var third = SqliteSettings.TurnAsync(file, TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(second.IsCompleted);

        first!.Dispose();
        (await second)!.Dispose();
        (await third)!.Dispose();
    }

    private DbContext Open() => new(new DbContextOptionsBuilder()
        .UseSqlite($"Data Source={Path.Combine(folder, "some.db")}").AddInterceptors(SqliteSettings.Instance).Options);

    private static async Task<string?> ReadAsync(DbContext db, string pragma)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + pragma;
        var value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await db.Database.CloseConnectionAsync();
        return value?.ToString();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
