using System.Globalization;
using System.Text.Json;
using Federation.Testing;
using Spectre.Console;

namespace Federation.Bench;

/// <summary>Measures the pages: what a visit costs a browser, what a page costs the server beside one that does
/// nothing, what open streams hold, and how soon a simulation says how far it is.</summary>
internal static class PagesBench
{
    private const string Static = "/signed-out";
    private const int Purchases = 1500;
    private const int WholeYear = 1_000_000;
    private const int WideCoins = 200;
    private const int Streams = 1000;
    private const int StreamsPerSession = 4;
    private const int SessionsPerMember = 5;
    private static readonly string[] Paths = ["/", "/coins/aster", "/worth", "/pay", "/convert", "/activity", "/me"];

    private static readonly string[] Portal =
    [
        "/portal", "/portal/start", "/portal/coins", "/portal/coins/aster", "/portal/rates", "/portal/shops",
        "/portal/credentials", "/portal/members", "/portal/desk", "/portal/goodwill", "/portal/journals",
        "/portal/requests", "/portal/rules", "/portal/rules/main", "/portal/rules/main/1", "/people", "/account",
    ];

    private static readonly string[] Console =
    [
        "/console", "/console/brands", "/console/brands/aster", "/console/boards", "/console/books", "/console/clock",
        "/console/health",
    ];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        // Tables are as wide in a file as on a screen.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 120);
        await using var site = new PageSite(Purchases);
        await site.StartAsync();
        var loads = options.Wants("loads") ? await LoadsAsync(site) : null;
        var streams = options.Wants("streams") ? await StreamsAsync(site) : null;
        await using var meter = await VitalsMeter.StartAsync();
        var vitals = options.Wants("visits") ? await VitalsAsync(site, meter) : null;
        var desks = options.WantsAny("desk") ? await DesksAsync(site, meter, options) : null;
        var progress = options.Wants("progress") ? await ProgressAsync(meter) : null;
        if (options.Json is { } json)
            await File.WriteAllTextAsync(
                json,
                JsonSerializer.Serialize(
                    new { vitals, loads, streams, desks, progress }, JsonSerializerOptions.Web));
        return 0;
    }

    /// <summary>The portal's pages and the console's, a board of <see cref="WideCoins"/> coins among them.</summary>
    private static async Task<DeskFigures> DesksAsync(PageSite site, VitalsMeter meter, BenchOptions options)
    {
        var brand = await meter.SignUpAsync(site.Address, await site.BrandInvitationAsync("bench"));
        using var atBrand = PageVisitor.With(site.Address, brand);
        var alliance = await meter.SignUpAsync(site.Address, await site.AllianceInvitationAsync("bench"));
        using var atAlliance = PageVisitor.With(site.Address, alliance);
        var board = "/console/" + await site.WideBoardAsync(WideCoins);
        string[] portal =
        [
            .. Portal, "/portal/" + site.Member, "/portal/" + await site.JournalAsync(),
        ];
        string[] console =
        [
            .. Console, board, board + "/worst", board + "/pair?from=w0&to=w1",
        ];
        var paths = portal.Select(p => (Path: p, Visitor: atBrand, Staff: brand))
            .Concat(console.Select(p => (Path: p, Visitor: atAlliance, Staff: alliance))).ToList();
        return new DeskFigures(
            options.Wants("desk-loads")
                ? await LoadsAsync(
                    site, PageRate.Desk, paths.Select(p => (p.Path, p.Visitor)).Prepend((Static, atBrand)))
                : null,
            options.Wants("desk-visits")
                ? await VitalsAsync(
                    "A visit at 1280 px", paths.Select(p => p.Path),
                    path => meter.OfAsync(site.Address, path, paths.First(p => p.Path == path).Staff))
                : null);
    }

    /// <summary>A simulation of the year by the programme's own rules.</summary>
    private static async Task<ProgressFigure> ProgressAsync(VitalsMeter meter)
    {
        const string path = "/portal/rules/main/1/simulation?from=2010-12-01&to=2011-12-15";
        await using var site = new PageSite(WholeYear);
        await site.StartAsync();
        using var visitor = PageVisitor.With(
            site.Address, await meter.SignUpAsync(site.Address, await site.BrandInvitationAsync("bench")));
        await visitor.GrowAsync(path);
        var (progress, whole) = await visitor.GrowAsync(path);
        var table = Named("A simulation of the year", "page", "first progress, ms", "whole, ms");
        table.AddRow(path.Split('?')[0], N(progress.TotalMilliseconds, 0), N(whole.TotalMilliseconds, 0));
        AnsiConsole.Write(table);
        return new ProgressFigure(progress.TotalMilliseconds, whole.TotalMilliseconds);
    }

    private static Task<Dictionary<string, PageVitals>> VitalsAsync(PageSite site, VitalsMeter meter) => VitalsAsync(
        "A visit by phone", Paths, path => meter.OfAsync(site.Address, path, () => site.LinkAsync(site.Member)));

    private static async Task<Dictionary<string, PageVitals>> VitalsAsync(
        string title, IEnumerable<string> paths, Func<string, Task<PageVitals>> visit)
    {
        var table = Named(title, "page", "first, kB", "next, kB", "LCP, ms", "CLS", "INP, ms");
        var all = new Dictionary<string, PageVitals>();
        foreach (var path in paths)
        {
            var one = all[path] = await visit(path);
            table.AddRow(
                path, N(one.FirstKb, 1), N(one.NextKb, 1), N(one.LcpMs, 0), N(one.Shift, 4), N(one.InpMs ?? 0, 0));
        }
        AnsiConsole.Write(table);
        return all;
    }

    private static async Task<Dictionary<string, PageLoad>> LoadsAsync(PageSite site)
    {
        using var visitor = await PageVisitor.SignInAsync(site.Address, await site.LinkAsync(site.Member));
        return await LoadsAsync(site, PageRate.Wallet, Paths.Prepend(Static).Select(p => (p, visitor)));
    }

    /// <summary>Each page at the same rate, after the one that does nothing; processor time is that of the pages'
    /// process, and of the alliance's behind it.</summary>
    private static async Task<Dictionary<string, PageLoad>> LoadsAsync(
        PageSite site, PageRate rate, IEnumerable<(string Path, PageVisitor Visitor)> pages)
    {
        var table = Named(
            $"{rate.PerSecond:0} pages a second", "page", "p50, ms", "p95, ms", "pages, ms of CPU",
            "alliance, ms of CPU", "of static", "failed");
        var all = new Dictionary<string, PageLoad>();
        foreach (var (path, visitor) in pages)
        {
            var one = all[path] = await LoadAsync(site, visitor, path, rate);
            table.AddRow(
                path, N(one.P50Ms, 1), N(one.P95Ms, 1), N(one.PagesCpuMs, 2), N(one.AllianceCpuMs, 2),
                N(one.P50Ms / all[Static].P50Ms, 1), $"{one.Failed}");
        }
        AnsiConsole.Write(table);
        return all;
    }

    private static async Task<PageLoad> LoadAsync(PageSite site, PageVisitor visitor, string path, PageRate rate)
    {
        var latencies = new Histogram();
        await new OpenLoop(rate.PerSecond, _ => visitor.GetAsync(path)).RunAsync(rate.Warm, TimeSpan.FromSeconds(1));
        var before = (Cpu(site.PagesId), Cpu(site.AllianceId));
        var done = await new OpenLoop(rate.PerSecond, async _ =>
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await visitor.GetAsync(path);
            latencies.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start));
        }).RunAsync(TimeSpan.Zero, rate.Run);
        var pages = rate.PerSecond * rate.Run.TotalSeconds;
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
