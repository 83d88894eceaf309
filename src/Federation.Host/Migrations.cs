using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Federation.Hosting;
using Federation.Ledger;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Host;

/// <summary>Brings the modules' databases up to date, or says that they are not.</summary>
internal static class Migrations
{
    private const long LockNumber = 0x46_65_64_65_72_61_74_65;

    // SQL Server says this of a database that does not exist and of one that it has not opened yet: so it is waited for
    // first.
    private const int DatabaseClosed = 4060;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="StartRefusedException">The database does not answer, or cannot be migrated.</exception>
    public static async Task<int> ApplyAsync(
        IServiceProvider services, DeploymentOptions deployment, CancellationToken cancel)
    {
        var applied = 0;
        await EachAsync(services, deployment, async db =>
        {
            // Several nodes may start at once. EF Core locks its own table, but makes schema and table before.
            if (deployment.Database == DatabaseKind.Postgres)
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockNumber})", cancel);
            // A step of its own: no migration may run in the same transaction, or on another connection.
            if (deployment.Database == DatabaseKind.SqlServer)
                await SqlServerRowVersions.EnsureAsync(db.Database.GetDbConnection(), cancel);
            try
            {
                await RefuseUnknownAsync(db, cancel);
                var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).Count();
                if (pending > 0)
                    await db.Database.MigrateAsync(cancel);
                applied += pending;
            }
            finally
            {
                // A connection keeps the lock when it goes back to the pool.
                if (deployment.Database == DatabaseKind.Postgres
                    && db.Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                    await db.Database.ExecuteSqlAsync(
                        $"SELECT pg_advisory_unlock({LockNumber})", CancellationToken.None);
            }
        }, cancel);
        return applied;
    }

    /// <summary>Before the first release, migrations were written anew. What such a build made has tables of the same
    /// names.</summary>
    private static async Task RefuseUnknownAsync(DbContext db, CancellationToken cancel)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        if (applied.Count > 0 && !applied.Intersect(db.Database.GetMigrations(), StringComparer.Ordinal).Any())
            throw new StartRefusedException(
                $"The database of {((ModuleDb)db).Schema} was made by a build from before the first release and cannot "
                + "be brought up to date: give an empty one. ./run.sh --fresh makes one in a sandbox.");
    }

    /// <summary>Takes all migrations back, and with them every table.</summary>
    /// <exception cref="StartRefusedException">The database is production's, or does not answer.</exception>
    public static async Task ResetAsync(
        IServiceProvider services, DeploymentOptions deployment, CancellationToken cancel)
    {
        await EachAsync(services, deployment, _ => Task.CompletedTask, cancel);
        if (await LedgerModule.IsSandboxAsync(services) == false)
            throw new StartRefusedException("This database is production's: it is never emptied.");
        await EachAsync(
            services, deployment, db => db.Database.MigrateAsync(Migration.InitialDatabase, cancel), cancel);
    }

    /// <exception cref="StartRefusedException">The database does not answer, or migrations are pending.</exception>
    public static Task RequireAsync(
        IServiceProvider services, DeploymentOptions deployment, CancellationToken cancel) =>
        EachAsync(services, deployment, async db =>
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).Count();
            if (pending > 0)
                throw new StartRefusedException(
                    $"The database lacks {pending} migration(s) of {((ModuleDb)db).Schema}: "
                    + "run 'federation-host migrate' with the same options first.");
            if (deployment.Database == DatabaseKind.SqlServer)
                await SqlServerRowVersions.RequireAsync(db.Database.GetDbConnection(), cancel);
        }, cancel);

    private static async Task EachAsync(
        IServiceProvider services, DeploymentOptions deployment, Func<DbContext, Task> work, CancellationToken cancel)
    {
        if (deployment.Database != DatabaseKind.Sqlite && string.IsNullOrWhiteSpace(deployment.Connection))
            throw new StartRefusedException(
                $"Give the {deployment.Database} database's connection string with --connection.");
        foreach (var database in services.GetServices<ModuleDatabase>())
        {
            await using var scope = services.CreateAsyncScope();
            try
            {
                var db = (DbContext)scope.ServiceProvider.GetRequiredService(database.DbType);
                await OpenAsync(db, cancel);
                await work(db);
            }
            catch (Exception e) when (
                Cause(e) is DbException or ArgumentException && !DatabaseErrors.IsCancellation(e, cancel))
            {
                throw new StartRefusedException(
                    $"The database of {database.Schema} cannot be used: {FirstLine(Cause(e))}");
            }
        }
    }

    /// <summary>Opens the connection; a server that is about to start is waited for, but not long.</summary>
    private static async Task OpenAsync(DbContext db, CancellationToken cancel)
    {
        // An attempt ends by the driver's own limit: on a busy machine the first one alone, with all that is made for
        // it, may take longer than the patience.
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await db.Database.OpenConnectionAsync(cancel);
                return;
            }
            catch (NotSupportedException) when (db.Database.GetDbConnection() is SqlConnection)
            {
                throw new StartRefusedException(
                    "SQL Server's driver needs the system's ICU libraries: install them (on Debian the package "
                    + "libicu72 or a newer "
                    + "one) and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
            }
            catch (Exception e) when (IsMissing(Cause(e)))
            {
                throw Missing(db);
            }
            catch (Exception e) when (IsAway(Cause(e)) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, cancel);
            }
            catch (Exception e) when (IsAway(Cause(e)))
            {
                if (Cause(e) is SqlException { Number: DatabaseClosed })
                    throw Missing(db);
                throw new StartRefusedException(
                    $"The database at '{db.Database.GetDbConnection().DataSource}' did not answer within "
                    + $"{Patience.TotalSeconds} seconds: {FirstLine(Cause(e))}");
            }
        }
    }

    /// <summary>EF Core wraps what may pass in a recommendation to try again, which is being done here.</summary>
    private static Exception Cause(Exception exception) =>
        exception is InvalidOperationException { InnerException: DbException inner } ? inner : exception;

    private static bool IsMissing(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName };

    private static StartRefusedException Missing(DbContext db) => new(
        $"The database '{db.Database.GetDbConnection().Database}' does not exist: create it first; "
        + "its owner then runs 'federation-host migrate'.");

    private static bool IsAway(Exception exception) => exception is PostgresException postgres
        ? postgres.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
        : exception is SocketException or TimeoutException or NpgsqlException
        || DatabaseErrors.IsConnectionLost(exception);

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();
}
