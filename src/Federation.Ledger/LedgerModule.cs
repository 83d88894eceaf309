using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Ledger;

/// <summary>The books: the only module that moves coins.</summary>
public static class LedgerModule
{
    public const string Name = "ledger";

    private static readonly DateTimeOffset SandboxStart = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddModuleDb<LedgerDb, SqliteLedgerDb, PostgresLedgerDb, SqlServerLedgerDb>(deployment, Name);
        services.AddOptions<LedgerOptions>().BindConfiguration(LedgerOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LedgerMeter>();
        if (deployment.Database == DatabaseKind.Sqlite)
            services.PostConfigure<LedgerOptions>(options => options.Writers = 1);
        services.AddSingleton<Func<IPostingStore>>(_ => () => StoreFor(deployment));
        services.AddSingleton<Func<CoinPolicies>>(p =>
        {
            var directory = p.GetRequiredService<PartnerDirectory>();
            return () => CoinPolicies.Of(directory.Latest);
        });
        services.AddSingleton<LedgerWriter>();
        services.AddHostedService(p => p.GetRequiredService<LedgerWriter>());
        services.AddSingleton<IntakeReader>();
        services.AddSingleton<CommandStreams>();
        services.AddScoped<AdjustmentBooking>();
        services.AddTableSweep<LedgerDb, AdjustmentSweep>();
        services.AddSingleton<ExpirySweep>();
        services.AddHostedService<ClockWatch>();
        services.AddHostedService<ExpirySweeper>();
    }

    public static void Map(WebApplication app)
    {
        app.MapModuleService<LedgerService>();
        app.MapModuleService<AdjustmentService>();
        app.MapModuleService<ClockService>();
        app.MapModuleService<PostingService>();
    }

    /// <summary>Once after migration: makes the database what the deployment is, a sandbox or not, for good.</summary>
    /// <exception cref="StartRefusedException">It was made the other one.</exception>
    public static async Task PrepareAsync(IServiceProvider services, DeploymentOptions deployment)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var clock = await db.Clock.AsNoTracking().SingleOrDefaultAsync()
            ?? await CreateClockAsync(db, deployment.Sandbox, time);
        if (clock.Sandbox != deployment.Sandbox)
            throw new StartRefusedException(clock.Sandbox
                ? "This database is a sandbox's, for good: set Federation:Sandbox to true, or use another database."
                : "This database is production's, for good: set Federation:Sandbox to false, or use another database.");
    }

    /// <summary>What the database is, for good: a sandbox's or production's; null before its first start.</summary>
    public static async Task<bool?> IsSandboxAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        return (await db.Database.GetAppliedMigrationsAsync()).Any()
            ? (await db.Clock.AsNoTracking().SingleOrDefaultAsync())?.Sandbox
            : null;
    }

    private static async Task<ClockRow> CreateClockAsync(LedgerDb db, bool sandbox, TimeProvider time)
    {
        var now = sandbox ? SandboxStart : time.UtcNow();
        var clock = new ClockRow { Id = ClockRow.Only, Sandbox = sandbox, Now = now };
        try
        {
            db.Clock.Add(clock);
            await db.SaveChangesAsync();
            // Where the database has a clock of its own, that is the one that counts.
            await ClockWatch.AcceptAsync(db, time, CancellationToken.None);
            return clock;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // Another node was first; what it wrote is what the database is.
            db.ChangeTracker.Clear();
            return await db.Clock.AsNoTracking().SingleAsync();
        }
    }

    /// <summary>An operator's word that the database's clock is right, however far it jumped.</summary>
    /// <returns>The time that was seen last, and the time that is accepted.</returns>
    /// <exception cref="StartRefusedException">The database has no clock yet, or is a sandbox's, whose clock an admin
    /// moves.</exception>
    public static async Task<(DateTimeOffset Before, DateTimeOffset Now)> AcceptClockAsync(
        IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        if (!await db.Clock.AnyAsync(cancel))
            throw new StartRefusedException("This database was never served, so there is no time to accept.");
        return await ClockWatch.AcceptAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>(), cancel)
            ?? throw new StartRefusedException(
                "A sandbox's clock stands where its admin moved it: there is no time to accept.");
    }

    internal static IPostingStore StoreFor(DeploymentOptions deployment) => deployment.Database switch
    {
        DatabaseKind.Sqlite => new SqlitePostingStore(Databases.SqliteConnectionString(deployment, Name)),
        DatabaseKind.Postgres => new PostgresPostingStore(deployment.RequireConnection()),
        DatabaseKind.SqlServer => new SqlServerPostingStore(deployment.RequireConnection()),
        _ => throw new StartRefusedException($"There is no database '{deployment.Database}'."),
    };
}
