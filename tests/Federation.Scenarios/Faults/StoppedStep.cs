using System.Diagnostics;
using Npgsql;

namespace Federation.Scenarios;

/// <summary>Holds the next command at a step, by a lock that it needs there, until it is disposed of.</summary>
internal sealed class StoppedStep : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly NpgsqlConnection holder;
    private readonly NpgsqlConnection watcher;
    private readonly string connection;
    private readonly Step step;
    private readonly string table;
    private Task probe = Task.CompletedTask;

    private StoppedStep(string connection, Step step, bool quote)
    {
        this.connection = new NpgsqlConnectionStringBuilder(
            connection)
        { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        (holder, watcher, this.step) =
            (new NpgsqlConnection(this.connection), new NpgsqlConnection(this.connection), step);
        table = quote || step == Step.QuoteClosed ? "exchange.quotes" : step == Step.Begun ? "ledger.wallets"
            : "ledger.log_head";
    }

    /// <param name="connection">The database.</param>
    /// <param name="step">Where to hold it.</param>
    /// <param name="quote">Whether the command makes a quote.</param>
    public static async Task<StoppedStep> AtAsync(string connection, Step step, bool quote)
    {
        var stop = new StoppedStep(connection, step, quote);
        await stop.holder.OpenAsync();
        await stop.watcher.OpenAsync();
        try
        {
            await stop.HoldAsync(quote);
            return stop;
        }
        catch
        {
            await stop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Rows that are there are locked; where one is to be made, the table, but for readers.</summary>
    private Task HoldAsync(bool quote) => step == Step.Committed ? HoldCommitsAsync()
        : RunAsync(
            holder, quote ? $"BEGIN; LOCK TABLE {table} IN SHARE MODE" : $"BEGIN; SELECT 1 FROM {table} FOR UPDATE");

    /// <summary>Waits until somebody is held there.</summary>
    /// <param name="sending">Must not end before.</param>
    public async Task ReachedAsync(Task sending)
    {
        var held = step == Step.Committed
            ? $"""
              SELECT count(*) FROM pg_stat_activity AS a JOIN pg_locks AS l ON l.pid = a.pid
              WHERE a.wait_event = 'SyncRep' AND l.relation = '{table}'::regclass AND l.mode = 'RowExclusiveLock'
              """
            : $"""
              SELECT count(*) FROM pg_stat_activity
              WHERE {holder.ProcessID} = ANY(pg_blocking_pids(pid))
                  AND query LIKE '%{table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..]}%'
              """;
        for (var started = Stopwatch.GetTimestamp(); await CountAsync(held) == 0;)
        {
            if (sending.IsCompleted)
                await sending;
            Assert.False(sending.IsCompleted, $"The call ended before it came to {step}.");
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"The call did not come to {step}.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (step == Step.Committed)
        {
            await RunAsync(watcher, "ALTER SYSTEM RESET synchronous_standby_names");
            await RunAsync(watcher, "SELECT pg_reload_conf()");
            await probe;
        }
        await holder.DisposeAsync();
        // What the dead node had sent may still be done: the server notices that nobody listens when it answers.
        var started = Stopwatch.GetTimestamp();
        while (await CountAsync(
            $"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'RowExclusiveLock'") > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"What was held at {step} did not end.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
        await watcher.DisposeAsync();
    }

    /// <summary>From now on whoever commits waits for a standby that there is not: what is committed then stays so, and
    /// nobody is told.</summary>
    private async Task HoldCommitsAsync()
    {
        await RunAsync(watcher, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await RunAsync(watcher, "SELECT pg_reload_conf()");
        // The server takes its settings by and by: until a commit waits.
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            probe = RunAsync(holder, "SELECT pg_logical_emit_message(true, 'probe', '')");
            while (!probe.IsCompleted)
            {
                if (await CountAsync(
                    $"SELECT count(*) FROM pg_stat_activity WHERE pid = {holder.ProcessID} "
                        + "AND wait_event = 'SyncRep'") > 0)
                    return;
                await Task.WhenAny(probe, Task.Delay(TimeSpan.FromMilliseconds(20)));
            }
            await probe;
            Assert.True(Stopwatch.GetElapsedTime(started) < Limit, "Commits do not wait.");
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, watcher);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection on, string sql)
    {
        await using var command = new NpgsqlCommand(sql, on);
        await command.ExecuteNonQueryAsync();
    }
}
