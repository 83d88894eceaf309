using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>Registers a module's context for the deployment's database, and knows them all for
/// <c>migrate</c>.</summary>
public static class Databases
{
    /// <summary>Registers <typeparamref name="TDb"/>, pooled, as the subclass for the database that was chosen, and the
    /// sweeps of its tables.</summary>
    public static IServiceCollection AddModuleDb<TDb, TSqlite, TPostgres, TSqlServer>(
        this IServiceCollection services, DeploymentOptions deployment, string schema)
        where TDb : ModuleDb
        where TSqlite : TDb
        where TPostgres : TDb
        where TSqlServer : TDb
    {
        services.AddSingleton(new ModuleDatabase(schema, typeof(TDb)));
        services.AddTableSweeper<TDb>();
        return deployment.Database switch
        {
            DatabaseKind.Sqlite => services.AddDbContextPool<TDb, TSqlite>(o => Use(o, deployment, schema)),
            DatabaseKind.Postgres => services.AddDbContextPool<TDb, TPostgres>(o => Use(o, deployment, schema)),
            DatabaseKind.SqlServer => services.AddDbContextPool<TDb, TSqlServer>(o => Use(o, deployment, schema)),
            _ => throw new StartRefusedException($"There is no database '{deployment.Database}'."),
        };
    }

    public static void Use(DbContextOptionsBuilder options, DeploymentOptions deployment, string schema)
    {
        const string history = "migrations_history";
        // A check of the books shows any hundred rows that differ; no list that people page through lacks its order.
        options.ConfigureWarnings(w =>
            w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        switch (deployment.Database)
        {
            case DatabaseKind.Sqlite:
                options.UseSqlite(SqliteConnectionString(deployment, schema), o => o.MigrationsHistoryTable(history));
                options.AddInterceptors(SqliteSettings.Instance);
                break;
            case DatabaseKind.Postgres:
                options.UseNpgsql(
                    PostgresSettings.Pooled(deployment.Connection), o => o.MigrationsHistoryTable(history, schema));
                break;
            case DatabaseKind.SqlServer:
                options.UseSqlServer(
                    SqlServerSettings.Pooled(deployment.Connection), o => o.MigrationsHistoryTable(history, schema));
                options.AddInterceptors(SqlServerSettings.Instance);
                break;
        }
    }

    public static string SqliteConnectionString(DeploymentOptions deployment, string schema) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder
        {
            DataSource = deployment.PathInData(schema + ".db"),
            DefaultTimeout = 30,
        }.ToString();
}
