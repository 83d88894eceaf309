using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Federation.Cli;

/// <summary><c>federation replay</c>: real purchases through the public API, as the brands would send them.</summary>
internal static class ReplayCommand
{
    private const int DefaultParallel = 64;
    private const int MostParallel = 1024;

    public static Command Build(Globals globals)
    {
        var file = new Argument<string>(
            "file")
        { Description = "The purchases: purchase_id,time,member,country,brand,amount_pence,lines." };
        var summary = new Option<string?>(
            "--summary")
        { Description = "Also write the summary to this file, as JSON.", HelpName = "FILE" };
        var parallel = new Option<int>("--parallel")
        {
            Description = $"At most so many members at once, 1 to {MostParallel}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultParallel,
        };
        parallel.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostParallel)
                result.AddError($"--parallel must be 1 to {MostParallel}.");
        });
        var check = new Option<bool>("--check") { Description = "Only read and check the file; needs no alliance." };
        var timings = new Option<bool>("--timings") { Description = "Also show how long each kind of call took." };
        var command = new ExampleCommand(
            "replay",
            "Replays a file of purchases in a sandbox: sets the alliance up, moves its clock day by day, and sums the "
            + "books. " +
            "Run again, it goes on where it stopped.",
            "replay samples/real-purchases/purchases.csv",
            "replay samples/real-purchases/purchases.csv --summary summary.json --parallel 128",
            "replay purchases.csv --address http://127.0.0.1:8400,http://127.0.0.1:8410",
            "replay purchases.csv --check") { file, summary, parallel, check, timings };
        globals.Run(command, "admin", (session, parse, cancel) => parse.GetValue(check)
            ? Task.FromResult(Check(PurchaseFile.Read(parse.GetValue(file)!)))
            : RunAsync(
                session, parse.GetValue(file)!, parse.GetValue(summary), parse.GetValue(parallel),
                parse.GetValue(timings), cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, string path, string? summaryPath, int parallel, bool timings, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var file = PurchaseFile.Read(path);
        CheckCanWrite(summaryPath);
        // The deadline alone bounds a replay's calls: it outlasts a gateway that restarts on a slow machine.
        session.Patience = TimeSpan.FromMinutes(5);
        session.MaxAttempts = int.MaxValue;
        var meter = new CommandMeter();
        var run = await ReplayRun.PrepareAsync(file, new AllianceSetup(session, meter), cancel);
        var progress = new ReplayProgress(file.Rows.Count, run.RowsDoneBefore);
        await progress.RunAsync(rowDone => run.RunAsync(parallel, rowDone, cancel));
        await SweepAsync(session, cancel);
        var summary = await ReplaySummary.ReadAsync(
            file, session.As("admin"), meter, () => Stopwatch.GetElapsedTime(started), cancel);
        if (summaryPath is not null)
            Write(summary, summaryPath);
        Show(summary, session);
        if (timings)
            ShowTimings(meter);
        return summary.Check.Balanced ? ExitCodes.Done : ExitCodes.Refused;
    }

    /// <summary>What has expired by the clock of the last row is booked before the figures are read.</summary>
    private static async Task SweepAsync(Session session, CancellationToken cancel)
    {
        var sweep = new ExpirySweep(session.As("admin").Ledger, maxWallets: 0, ExpirySweep.Patience);
        await Live.ShowAsync(
            session, "sweeping what has expired", say =>
            sweep.CompleteAsync(soFar => say(ExpirySweep.Sentence(soFar)), cancel));
    }

    private static int Check(PurchaseFile file)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{file.Name}: {file.Rows.Count:#,0} rows, {file.Rows[0].Day:yyyy-MM-dd} to "
            + $"{file.Rows[^1].Day:yyyy-MM-dd}, all good."));
        return ExitCodes.Done;
    }

    private static void CheckCanWrite(string? path)
    {
        if (path is null)
            return;
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(directory))
            throw new BadInputException($"--summary: there is no directory {directory}.");
        if (Directory.Exists(path))
            throw new BadInputException($"--summary: {path} is a directory.");
    }

    private static void Write(ReplaySummary summary, string path)
    {
        try
        {
            var written = path + ".new";
            using (var stream = File.Create(written))
                summary.WriteJson(stream);
            File.Move(written, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The replay is done, but --summary {path} cannot be written: {e.Message}");
        }
    }

    private static void Show(ReplaySummary summary, Session session)
    {
        if (session.Json)
        {
            using var stream = new MemoryStream();
            summary.WriteJson(stream);
            session.Output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
            return;
        }
        var table = Tables.Of("brand", "#earned", "#spent out", "#redeemed in", "#clawed back", "#owed", "#paid off",
            "#expired", "#outstanding", "#position");
        foreach (var (id, (totals, position)) in summary.Brands.OrderBy(b => b.Key, StringComparer.Ordinal))
            table.Row(id, totals.EarnedUnits, totals.ExchangedOutUnits, totals.ExchangedInUnits, totals.ClawedBackUnits,
                totals.ReceivableOpenUnits, totals.ReceivablePaidUnits, totals.ExpiredUnits, totals.OutstandingUnits,
                position);
        session.Write(table);
        session.Output.WriteLine(Sentence(summary));
    }

    /// <summary>On standard error, beside the progress.</summary>
    private static void ShowTimings(CommandMeter meter)
    {
        foreach (var (name, count, p50, p99) in meter.ByName())
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-20} {count,8:#,0} calls   p50 {p50,8:0.0} ms   p99 {p99,8:0.0} ms"));
    }

    private static string Sentence(ReplaySummary s) => string.Create(CultureInfo.InvariantCulture,
        $"{s.Rows.Count:#,0} rows of {s.Members:#,0} members ({s.Purchases:#,0} purchases, {s.Refunds:#,0} refunds, "
        + $"{s.Zero:#,0} of 0 pence), ") +
        string.Create(CultureInfo.InvariantCulture,
        $"{s.Exchanges:#,0} payments across brands, alliance fees {s.AllianceFees:#,0}; books {s.Books}; ") +
        string.Create(CultureInfo.InvariantCulture,
        $"{s.Commands:#,0} commands in {s.Elapsed.TotalSeconds:0.0} s ({s.CommandsPerSecond:#,0}/s, p50 {s.P50Ms:0.0} "
        + $"ms, p99 {s.P99Ms:0.0} ms).");
}
