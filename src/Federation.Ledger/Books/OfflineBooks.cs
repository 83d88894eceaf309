using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Federation.Ledger;

/// <summary>The books as they lie in their database, read without the alliance: checked, or written out. Nothing is
/// changed, and the alliance may run meanwhile.</summary>
public sealed class OfflineBooks : IAsyncDisposable
{
    private const string Forms = "sqlite:FILE_OR_FOLDER, postgres:CONNECTION or sqlserver:CONNECTION";

    /// <summary>As <see cref="Databases.Use"/> names it.</summary>
    private const string MigrationsHistory = "migrations_history";

    private readonly LedgerDb db;

    private OfflineBooks(LedgerDb db) => this.db = db;

    /// <param name="database"><c>sqlite:</c> and a file or the folder of <c>ledger.db</c>, <c>postgres:</c> or
    /// <c>sqlserver:</c> and a connection string.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OfflineBooksException">There are no books that this release reads; the message says
    /// why.</exception>
    public static async Task<OfflineBooks> OpenAsync(string database, CancellationToken cancel)
    {
        var books = new OfflineBooks(DbOf(database));
        try
        {
            await books.RequireThisReleaseAsync(cancel);
            return books;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Sentence(e) is { } sentence)
        {
            await books.DisposeAsync();
            throw new OfflineBooksException(sentence, e);
        }
        catch (Exception e)
        {
            await books.DisposeAsync();
            if (DatabaseErrors.IsCancellation(e, cancel))
                throw Cancelled(e, cancel);
            throw;
        }
    }

    /// <summary>Re-derives everything from the entries and compares, as <c>CheckBooks</c> does.</summary>
    /// <param name="request">The range of groups; the whole books where it names none.</param>
    /// <param name="progress">Receives each step that begins.</param>
    /// <param name="cancel">Ends the check early.</param>
    /// <exception cref="OfflineBooksException">The database failed in between.</exception>
    public Task<CheckBooksResponse> CheckAsync(
        CheckBooksRequest request, IProgress<CheckBooksStep>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return InSnapshotAsync(
            () => new BooksCheck(db, progress)
            .RunAsync(request.FirstGroupNumber, request.LastGroupNumber, cancel), cancel);
    }

    /// <summary>Writes the books out as of one moment.</summary>
    /// <param name="options">What, and how.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="progress">Receives which part of the journals is written, 0 to 1.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="OfflineBooksException">The database failed in between.</exception>
    public Task ExportAsync(
        ExportOptions options, TextWriter output, IProgress<double>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(options);
        return InSnapshotAsync(async () =>
        {
            await new BooksExport(db, options, BooksText.Of(options, output)).RunAsync(progress, cancel);
            return true;
        }, cancel);
    }

    public ValueTask DisposeAsync() => db.DisposeAsync();

    private async Task<T> InSnapshotAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var snapshot = await db.BeginSnapshotAsync(cancel);
            return await work();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Sentence(e) is { } sentence)
        {
            throw new OfflineBooksException(sentence, e);
        }
        catch (Exception e) when (DatabaseErrors.IsCancellation(e, cancel))
        {
            throw Cancelled(e, cancel);
        }
    }

    /// <summary>As .NET says it, whatever the driver said.</summary>
    private static OperationCanceledException Cancelled(Exception exception, CancellationToken cancel) =>
        new("The work on the books was cancelled.", exception, cancel);

    private static LedgerDb DbOf(string database)
    {
        var (kind, rest) = database?.Split(':', 2) is [var word, { Length: > 0 } text] ? (word, text) : ("", "");
        try
        {
            return kind switch
            {
                "sqlite" => Sqlite(rest),
                "postgres" => new PostgresLedgerDb(
                    OptionsOf<PostgresLedgerDb>(
                        DatabaseKind.Postgres, new NpgsqlConnectionStringBuilder(rest).ToString())),
                "sqlserver" => new SqlServerLedgerDb(
                    OptionsOf<SqlServerLedgerDb>(
                        DatabaseKind.SqlServer, new SqlConnectionStringBuilder(rest).ToString())),
                _ => throw new OfflineBooksException($"'{kind}' is no kind of database: write {Forms}."),
            };
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new OfflineBooksException($"That is no connection string: {e.Message}", e);
        }
    }

    private static DbContextOptions<TDb> OptionsOf<TDb>(DatabaseKind kind, string connection)
        where TDb : LedgerDb
    {
        var options = new DbContextOptionsBuilder<TDb>();
        Databases.Use(options, new DeploymentOptions { Database = kind, Connection = connection }, LedgerModule.Name);
        return options.Options;
    }

    private static SqliteLedgerDb Sqlite(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, LedgerModule.Name + ".db") : path;
        if (!File.Exists(file))
            throw new OfflineBooksException($"There is no file {file}.");
        // Not Databases.Use, which sets the journal's mode on each connection: that would be a change.
        var options = new DbContextOptionsBuilder<SqliteLedgerDb>();
        options.UseSqlite(
            new SqliteConnectionStringBuilder
            {
                DataSource = SourceOf(file),
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false
            }.ToString(),
            o => o.MigrationsHistoryTable(MigrationsHistory));
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        return new SqliteLedgerDb(options.Options);
    }

    /// <summary>SQLite keeps the newest commits in files beside the database, and makes them where there are none.
    /// Where it may not, and nobody has, the file is one that nobody changes.</summary>
    private static string SourceOf(string file)
    {
        if (File.Exists(file + "-wal") || MayWriteBeside(file))
            return file;
        var path = Uri.EscapeDataString(Path.GetFullPath(file)).Replace("%2F", "/", StringComparison.Ordinal);
        return $"file:{path}?immutable=1";
    }

    private static bool MayWriteBeside(string file)
    {
        var probe = $"{file}-{Guid.NewGuid():N}";
        try
        {
            using var stream = new FileStream(
                probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Books of another release are not guessed at.</summary>
    private async Task RequireThisReleaseAsync(CancellationToken cancel)
    {
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var known = db.Database.GetMigrations().ToList();
        if (applied.Count == 0 || applied[0] != known[0])
            throw new OfflineBooksException("That is not a ledger's database.");
        if (applied.Except(known).Any())
            throw new OfflineBooksException(
                "The database was made by a newer release than this one: use that release.");
        if (known.Except(applied).Any())
            throw new OfflineBooksException(
                "The database was made by an older release: run 'federation-host migrate' first, or use that release.");
    }

    private static string? Sentence(Exception exception) => exception switch
    {
        OfflineBooksException e => e.Message,
        SqliteException { SqliteErrorCode: 26 } => "That file is not a database of SQLite.",
        SqliteException e => $"The file cannot be read: {e.Message}",
        SqlException { Number: 3952 } => "The database does not allow snapshots: set ALLOW_SNAPSHOT_ISOLATION ON.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
        "That user may not read the schema ledger.",
        NpgsqlException or SqlException or System.Net.Sockets.SocketException or TimeoutException =>
            $"The database does not answer: {exception.Message}",
        InvalidOperationException { InnerException: { } inner } => Sentence(inner),
        _ => null,
    };
}
