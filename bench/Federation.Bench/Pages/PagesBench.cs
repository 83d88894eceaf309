using System.Globalization;
using System.Text.Json;
using Federation.Testing;
using Spectre.Console;

namespace Federation.Bench;

/// <summary>Measures the wallet's pages: what a visit costs a phone, what a page costs the server beside one that does
/// nothing, and what open streams hold.</summary>
internal static class PagesBench
{
    private const string Static = "/signed-out";
    private const double PerSecond = 50;
    private const int Streams = 1000;
    private const int StreamsPerSession = 4;
    private const int SessionsPerMember = 5;
    private static readonly string[] Paths = ["/", "/coins/aster", "/worth", "/pay", "/convert", "/activity", "/me"];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        // Tables are as wide in a file as on a screen.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        await using var site = new PageSite();
        await site.StartAsync();
        var loads = options.Wants("loads") ? await LoadsAsync(site) : null;
        var streams = options.Wants("streams") ? await StreamsAsync(site) : null;
        var vitals = options.Wants("visits") ? await VitalsAsync(site) : null;
        if (options.Json is { } json)
            await File.WriteAllTextAsync(
                json, JsonSerializer.Serialize(new { vitals, loads, streams }, JsonSerializerOptions.Web));
        return 0;
    }

    private static async Task<Dictionary<string, PageVitals>> VitalsAsync(PageSite site)
    {
        var table = Named("A visit by phone", "page", "first, kB", "next, kB", "LCP, ms", "CLS", "INP, ms");
        var all = new Dictionary<string, PageVitals>();
        await using var meter = await VitalsMeter.StartAsync();
        foreach (var path in Paths)
        {
            var one = all[path] = await meter.OfAsync(site.Address, path, () => site.LinkAsync(site.Member));
            table.AddRow(
                path, N(one.FirstKb, 1), N(one.NextKb, 1), N(one.LcpMs, 0), N(one.Shift, 4), N(one.InpMs ?? 0, 0));
        }
        AnsiConsole.Write(table);
        return all;
    }

    /// <summary>Each page at the same rate, after the one that does nothing; processor time is that of the pages'
    /// process, and of the alliance's behind it.</summary>
    private static async Task<Dictionary<string, PageLoad>> LoadsAsync(PageSite site)
    {
        using var visitor = await PageVisitor.SignInAsync(site.Address, await site.LinkAsync(site.Member));
        var table = Named(
            $"{PerSecond:0} pages a second", "page", "p50, ms", "p95, ms", "pages, ms of CPU", "alliance, ms of CPU",
            "of static", "failed");
        var all = new Dictionary<string, PageLoad>();
        foreach (var path in Paths.Prepend(Static))
        {
            var one = all[path] = await LoadAsync(site, visitor, path);
            table.AddRow(
                path, N(one.P50Ms, 1), N(one.P95Ms, 1), N(one.PagesCpuMs, 2), N(one.AllianceCpuMs, 2),
                N(one.P50Ms / all[Static].P50Ms, 1), $"{one.Failed}");
        }
        AnsiConsole.Write(table);
        return all;
    }

    private static async Task<PageLoad> LoadAsync(PageSite site, PageVisitor visitor, string path)
    {
        var (warm, run) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        var latencies = new Histogram();
        await new OpenLoop(PerSecond, _ => visitor.GetAsync(path)).RunAsync(warm, TimeSpan.FromSeconds(1));
        var before = (Cpu(site.PagesId), Cpu(site.AllianceId));
        var done = await new OpenLoop(PerSecond, async _ =>
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await visitor.GetAsync(path);
            latencies.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start));
        }).RunAsync(TimeSpan.Zero, run);
        var pages = PerSecond * run.TotalSeconds;
        return new PageLoad(
            latencies.Ms(0.5), latencies.Ms(0.95), (Cpu(site.PagesId) - before.Item1) / pages,
            (Cpu(site.AllianceId) - before.Item2) / pages, done.Failed ?? 0);
    }

    private static async Task<StreamLoad> StreamsAsync(PageSite site)
    {
        var visitors = new List<(PageVisitor Visitor, string Live)>();
        var streams = new List<Stream>();
        while (visitors.Count * StreamsPerSession < Streams)
        {
            var member = await site.NewMemberAsync();
            for (var i = 0; i < SessionsPerMember; i++)
            {
                var visitor = await PageVisitor.SignInAsync(site.Address, await site.LinkAsync(member));
                visitors.Add((visitor, await visitor.LivePayCodeAsync()));
            }
        }
        var (before, behind) = (ProcessMemory.MiB(site.PagesId), ProcessMemory.MiB(site.AllianceId));
        foreach (var (visitor, live) in visitors)
            for (var i = 0; i < StreamsPerSession; i++)
                streams.Add(await visitor.OpenAsync(live));
        var cpu = (Cpu(site.PagesId), Cpu(site.AllianceId));
        await Task.Delay(TimeSpan.FromSeconds(30));
        var load = new StreamLoad(
            streams.Count, ProcessMemory.MiB(site.PagesId) - before, ProcessMemory.MiB(site.AllianceId) - behind,
            ProcessMemory.MiB(site.PagesId), (Cpu(site.PagesId) - cpu.Item1) / 30_000,
            (Cpu(site.AllianceId) - cpu.Item2) / 30_000);
        var table = Named(
            "Open streams", "streams", "pages, + MiB", "alliance, + MiB", "pages in all, MiB", "pages, cores",
            "alliance, cores");
        table.AddRow(
            $"{load.Streams}", N(load.PagesMiB ?? 0, 0), N(load.AllianceMiB ?? 0, 0), N(load.PagesInAllMiB ?? 0, 0),
            N(load.PagesCores, 3), N(load.AllianceCores, 3));
        AnsiConsole.Write(table);
        streams.ForEach(s => s.Dispose());
        visitors.ForEach(v => v.Visitor.Dispose());
        return load;
    }

    private static Table Named(string title, params string[] columns)
    {
        var table = new Table().Title(title);
        table.AddColumns(columns);
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        return table;
    }

    /// <summary>Processor time of a process so far, in milliseconds.</summary>
    private static double Cpu(int process) =>
        (ProcessStat.All().FirstOrDefault(p => p.Id == process)?.Ticks ?? 0) * 10.0;

    private static string N(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
