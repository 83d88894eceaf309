using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Federation.Accounts.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.SqlServer)]
    public void Migrations_OfEachDatabase_AreTheModel(DatabaseKind kind)
    {
        using var db = Open(kind);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Contains("memberships", db.Database.GenerateCreateScript(), StringComparison.Ordinal);
    }

    private static AccountsDb Open(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => Make(new SqliteDesign()),
        DatabaseKind.Postgres => Make(new PostgresDesign()),
        _ => Make(new SqlServerDesign()),
    };

    private static TDb Make<TDb>(IDesignTimeDbContextFactory<TDb> factory) where TDb : DbContext =>
        factory.CreateDbContext([]);
}
