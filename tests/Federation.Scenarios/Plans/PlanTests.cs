using Federation.Client;
using Federation.Testing;
using Npgsql;

namespace Federation.Scenarios;

/// <summary>What each statement of the platform reads, as PostgreSQL plans it: no table that grows with members,
/// orders or time is read whole.</summary>
public sealed class PlanTests
{
    private const string Explained =
        "-c fsync=off -c full_page_writes=off -c session_preload_libraries=auto_explain "
        + "-c auto_explain.log_min_duration=0 -c auto_explain.log_format=json -c auto_explain.log_verbose=on";

    /// <summary>Those with a few rows for each brand, or for the alliance: what reads them whole reads little. Of
    /// clients it is asked whether there is any.</summary>
    private static readonly HashSet<string> Small =
    [
        "exchange.publications", "identity.clients", "identity.signing_keys", "ledger.clock", "ledger.writer_slots",
        "messages.coupon_reminders", "messages.reminders", "messages.settings", "partners.coins",
        "partners.directory_version", "partners.merchants", "partners.partners",
    ];

    [Fact]
    public async Task Statements_ReadNoLargeTableWhole()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var cluster = await PostgresCluster.StartAsync(Explained);
        await using var database = await TestDatabase.CreateAsync(cluster);
        await using var world = await SuspendedBrand.OnAsync(Deployment.OnAsync(
            database, new Dictionary<string, string> { ["Sweeps__Interval"] = "00:00:01" }));
        foreach (var call in await SuspendedCalls.OfAsync(world))
            await SendAsync(call);
        await ReadAsync(world);
        // All sweeps have their turn.
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var leading = await LeadingColumnsAsync(database.Connection!);
        var statements = ExplainedStatement.In(cluster.Log).ToList();
        Assert.True(statements.Count > 1000, $"only {statements.Count} statements were explained");
        var whole = (from statement in statements
                     from table in statement.ReadWhole(leading)
                     where !Small.Contains(table) && !table.StartsWith("pg_catalog.", StringComparison.Ordinal)
                         && !table.EndsWith(".migrations_history", StringComparison.Ordinal)
                     group statement.Text by table into found
                     select $"{found.Key}: {found.Distinct().First()}").Order(StringComparer.Ordinal).ToList();
        Assert.True(whole.Count == 0, string.Join("\n\n", whole));
    }

    /// <summary>Reads of what grows with members and time, which no command does.</summary>
    private static async Task ReadAsync(SuspendedBrand world)
    {
        const string brand = "partners/cedar";
        const string program = brand + "/programs/main";
        await world.Cedar.Events.ListSurveysAsync(new() { Program = program });
        await world.Cedar.Events.GetSurveyReportAsync(new() { Program = program, Survey = "spring" });
        await world.Cedar.Programs.ListCampaignsAsync(new() { Program = program });
        await world.Cedar.Messages.ListDeliveriesAsync(new() { Parent = brand });
    }

    private static async Task SendAsync(SuspendedCall call)
    {
        try
        {
            await call.SendAsync();
        }
        catch (RefusedException)
        {
            // What a refusal reads counts, too.
        }
    }

    /// <summary>The first column of each index in which all rows are.</summary>
    private static async Task<Dictionary<string, string>> LeadingColumnsAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(
            "SELECT c.relnamespace::regnamespace || '.' || c.relname, pg_get_indexdef(c.oid, 1, false) "
            + "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indpred IS NULL");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            found[reader.GetString(0)] = reader.GetString(1);
        return found;
    }
}
