using System.CommandLine;
using Federation.Hosting;
using Federation.Ledger;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Federation.Cli.Tests;

/// <summary><c>books check</c> and <c>books export</c> on a database, without an alliance.</summary>
public sealed class OfflineBooksTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("federation-offline-").FullName;

    [Fact]
    public async Task Check_SoundBooks_IsDone()
    {
        await MigrateAsync();
        var run = await RunAsync("books", "check", "--database", "sqlite:" + folder);
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Contains("balanced", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 10: journals", run.Error, StringComparison.Ordinal);
        Assert.Equal(0,
            (await RunAsync("books", "check", "--from-group", "1", "--database", $"sqlite:{folder}/ledger.db")).Code);
    }

    [Fact]
    public async Task Check_BooksThatDiffer_SaysWhereAndFails()
    {
        await MigrateAsync();
        await ChangeAsync("UPDATE log_head SET number = 3");
        var run = await RunAsync("books", "check", "--database", "sqlite:" + folder, "--json");
        Assert.Equal(ExitCodes.Refused, run.Code);
        var check = JsonParser.Default.Parse<Ledger.V1.CheckBooksResponse>(run.Output);
        Assert.False(check.Balanced);
        Assert.Contains(check.Discrepancies, d => d is { Check: "log head", ExpectedUnits: 0, FoundUnits: 3 });
        Assert.Equal("", run.Error);
    }

    /// <summary>The process that owns the file has it open, and is in the middle of a commit.</summary>
    [Fact]
    public async Task Check_WhileTheLedgerWrites_SeesWhatIsCommitted()
    {
        await MigrateAsync();
        await using var owner = await OpenAsync();
        await using var transaction = owner.BeginTransaction();
        await using var command = owner.CreateCommand();
        command.CommandText = "UPDATE log_head SET number = 3";
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync();
        Assert.Equal(ExitCodes.Done, (await RunAsync("books", "check", "--database", "sqlite:" + folder)).Code);
        await transaction.CommitAsync();
        Assert.Equal(ExitCodes.Refused, (await RunAsync("books", "check", "--database", "sqlite:" + folder)).Code);
    }

    [Fact]
    public async Task Check_ANewerRelease_IsNamed()
    {
        await MigrateAsync();
        await ChangeAsync("INSERT INTO migrations_history VALUES ('30000101000000_Later', '99.0')");
        await AssertBadAsync("made by a newer release", "sqlite:" + folder);
    }

    [Fact]
    public async Task Check_NoBooks_IsSaidInOneSentence()
    {
        await AssertBadAsync("There is no file", $"sqlite:{folder}");
        var file = Path.Combine(folder, "ledger.db");
        await File.WriteAllTextAsync(file, new string('x', 5000));
        await AssertBadAsync("not a database of SQLite", "sqlite:" + file);
        File.Delete(file);
        await ChangeAsync("CREATE TABLE other (id INTEGER)");
        await AssertBadAsync("not a ledger's database", "sqlite:" + file);
        await AssertBadAsync("no kind of database", "mysql:x");
        await AssertBadAsync("no kind of database", "sqlite:");
        await AssertBadAsync("no connection string", "postgres:nonsense");
        await AssertBadAsync("does not answer", "postgres:Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        Assert.Equal(ExitCodes.BadInput,
            (await RunAsync("books", "check", "--database", "sqlite:x", "--from-group", "3", "--to-group", "2")).Code);
    }

    [Fact]
    public async Task Check_OfAKindAlone_TakesTheConnectionFromTheEnvironment()
    {
        const string variable = "Federation__Connection";
        await AssertBadAsync(variable, "postgres");
        Environment.SetEnvironmentVariable(variable, "Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        try
        {
            await AssertBadAsync("does not answer", "postgres");
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Export_ToAFile_WritesItWhole()
    {
        await MigrateAsync();
        var file = Path.Combine(folder, "books.journal");
        await File.WriteAllTextAsync(file, "before");
        var run = await RunAsync(
            "books", "export", "--database", "sqlite:" + folder, "--format", "hledger", "--output", file);
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Contains("account Equity:Opening", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".partial"));
        run = await RunAsync("books", "export", "--database", "sqlite:" + folder, "--format", "csv", "--from",
            "2011-12-01", "--to", "2012-01-01");
        Assert.StartsWith("group,journal,kind,", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "pdf")]
    [InlineData("--format", "csv", "--money-scale", "19")]
    [InlineData("--format", "csv", "--from", "2012-01-02", "--to", "2012-01-01")]
    [InlineData("--format", "csv", "--from", "yesterday")]
    [InlineData("--format", "csv", "--output", "/no/such/folder/books.csv")]
    [InlineData]
    public async Task Export_BadInput_IsSaid(params string[] arguments)
    {
        await MigrateAsync();
        var run = await RunAsync(["books", "export", "--database", "sqlite:" + folder, .. arguments]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.NotEqual("", run.Error);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task AssertBadAsync(string sentence, string database)
    {
        foreach (var verb in new[] { new[] { "check" }, ["export", "--format", "csv"] })
        {
            var run = await RunAsync(["books", .. verb, "--database", database]);
            Assert.True(run.Code == ExitCodes.BadInput, $"{run.Code}: {run.Error}");
            Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    private static async Task<CommandRun> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code =
            await FederationCommand.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The ledger's database as a migration leaves it.</summary>
    private async Task MigrateAsync()
    {
        var options = new DbContextOptionsBuilder<SqliteLedgerDb>();
        Databases.Use(options, new DeploymentOptions { DataDirectory = folder }, "ledger");
        await using var db = new SqliteLedgerDb(options.Options);
        await db.GetService<IMigrator>().MigrateAsync();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={folder}/ledger.db");
        await connection.OpenAsync();
        return connection;
    }

    private async Task ChangeAsync(string statement)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
