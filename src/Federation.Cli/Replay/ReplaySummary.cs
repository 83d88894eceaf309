using System.Text.Json;
using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>What a replay came to. The figures of the brands are read from the books, never counted by the
/// run.</summary>
internal sealed record ReplaySummary
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestFollowing = TimeSpan.FromSeconds(60);
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public required IReadOnlyList<Purchase> Rows { get; init; }

    public required IReadOnlyDictionary<string, BrandFigures> Brands { get; init; }

    /// <summary>Fees and rounding, in settlement units.</summary>
    public required long AllianceFees { get; init; }

    public required long Exchanges { get; init; }

    public required CheckBooksResponse Check { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required int Commands { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    public int Members => Rows.Select(r => r.Member).Distinct(StringComparer.Ordinal).Count();

    public int Purchases => Rows.Count(r => r.AmountPence > 0);

    public int Refunds => Rows.Count(r => r.AmountPence < 0);

    public int Zero => Rows.Count(r => r.AmountPence == 0);

    public double CommandsPerSecond => Elapsed > TimeSpan.Zero ? Commands / Elapsed.TotalSeconds : 0;

    /// <summary><c>balanced</c>, or what the ledger's own check found.</summary>
    public string Books => Check.Balanced
        ? "balanced"
        : Check.Discrepancies.FirstOrDefault() is { } first
            ? $"not balanced: {first.Check} of {first.Subject} is {first.FoundUnits} and not {first.ExpectedUnits}" +
              (Check.Discrepancies.Count > 1 ? $", and {Check.Discrepancies.Count - 1} more" : "")
            : "not balanced";

    /// <summary>Reads the books, once the list of exchanges has caught up with them.</summary>
    public static async Task<ReplaySummary> ReadAsync(
        PurchaseFile file, FederationClient admin, CommandMeter meter, Func<TimeSpan> elapsed, CancellationToken cancel)
    {
        var check = await admin.Ledger.CheckBooksAsync(
            new CheckBooksRequest(), deadline: DateTime.UtcNow + LongestCheck, cancellationToken: cancel);
        var exchanges = await ExchangesAsync(admin, check.GroupNumber, cancel);
        var positions =
            (await admin.Ledger.ListPositionsAsync(new ListPositionsRequest(), cancellationToken: cancel)).Positions
            .ToDictionary(p => p.Account, p => p.Units, StringComparer.Ordinal);
        var brands = new Dictionary<string, BrandFigures>(StringComparer.Ordinal);
        foreach (var brand in ReplayAlliance.Brands)
        {
            var totals = await admin.Ledger.GetCoinTotalsAsync(
                new GetCoinTotalsRequest { Coin = brand.Coin }, cancellationToken: cancel);
            brands[brand.Id] = new BrandFigures(
                totals.Totals, positions.GetValueOrDefault($"{brand.Partner}/position"));
        }
        var percentiles = meter.Percentiles(0.50, 0.99);
        return new ReplaySummary
        {
            Rows = file.Rows,
            Brands = brands,
            AllianceFees = positions.GetValueOrDefault("alliance/fees")
            + positions.GetValueOrDefault("alliance/rounding"),
            Exchanges = exchanges,
            Check = check,
            Elapsed = elapsed(),
            Commands = meter.Count,
            P50Ms = percentiles[0],
            P99Ms = percentiles[1],
        };
    }

    private static async Task<long> ExchangesAsync(FederationClient admin, long group, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LongestFollowing);
        while (true)
        {
            var list = await admin.Exchanges.ListExchangesAsync(
                new ListExchangesRequest { PageSize = 1 }, cancellationToken: cancel);
            if (list.CoveredGroupNumber >= group)
                return list.TotalSize;
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new ReplayStoppedException(
                    $"The list of exchanges stands at group {list.CoveredGroupNumber} of the books and does not reach "
                    + $"{group}.");
            }
        }
    }

    /// <summary>The summary as JSON, its keys in the documented order.</summary>
    public void WriteJson(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        json.WriteNumber("rows", Rows.Count);
        json.WriteNumber("members", Members);
        json.WriteNumber("purchases", Purchases);
        json.WriteNumber("refunds", Refunds);
        json.WriteNumber("zero", Zero);
        json.WriteStartObject("brands");
        foreach (var (id, figures) in Brands.OrderBy(b => b.Key, StringComparer.Ordinal))
            WriteBrand(json, id, figures);
        json.WriteEndObject();
        json.WriteNumber("alliance_fees", AllianceFees);
        json.WriteNumber("exchanges", Exchanges);
        json.WriteString("books", Books);
        json.WriteNumber("log_size", Check.LogSize);
        json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
        json.WriteNumber("commands", Commands);
        json.WriteNumber("commands_per_second", Math.Round(CommandsPerSecond, 1));
        json.WriteNumber("p50_ms", Math.Round(P50Ms, 3));
        json.WriteNumber("p99_ms", Math.Round(P99Ms, 3));
        json.WriteEndObject();
    }

    private static void WriteBrand(Utf8JsonWriter json, string id, BrandFigures figures)
    {
        var totals = figures.Totals;
        json.WriteStartObject(id);
        json.WriteNumber("earned", totals.EarnedUnits);
        json.WriteNumber("spent_out", totals.ExchangedOutUnits);
        json.WriteNumber("redeemed_in", totals.ExchangedInUnits);
        json.WriteNumber("clawed_back", totals.ClawedBackUnits);
        json.WriteNumber("receivable_open", totals.ReceivableOpenUnits);
        json.WriteNumber("receivable_paid", totals.ReceivablePaidUnits);
        json.WriteNumber("expired", totals.ExpiredUnits);
        json.WriteNumber("outstanding", totals.OutstandingUnits);
        json.WriteNumber("position", figures.Position);
        json.WriteEndObject();
    }
}
