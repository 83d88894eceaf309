using System.Text.Json;

namespace Federation.Testing;

/// <summary>The exact figures of a replay: all of its summary that does not depend on the machine.</summary>
public sealed record ReplayFigures(
    int Rows, int Members, int Purchases, int Refunds, int Zero, IReadOnlyDictionary<string, ExpectedFigures> Brands,
    long AllianceFees, int Exchanges)
{
    /// <summary>Reads a summary that <c>federation replay --summary</c> wrote.</summary>
    public static ReplayFigures OfSummary(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        int Count(string key) => root.GetProperty(key).GetInt32();
        return new ReplayFigures(
            Count("rows"), Count("members"), Count("purchases"), Count("refunds"), Count("zero"),
            root.GetProperty("brands").EnumerateObject()
            .ToDictionary(b => b.Name, b => OfBrand(b.Value), StringComparer.Ordinal),
            root.GetProperty("alliance_fees").GetInt64(), Count("exchanges"));
    }

    /// <summary>Every figure that differs from another replay's, each as <c>name: this, not that</c>. Empty: they
    /// agree.</summary>
    public IReadOnlyList<string> DifferencesFrom(ReplayFigures expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var (mine, theirs) = (Named(), expected.Named());
        return [.. mine.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal)
            .Where(k => mine.GetValueOrDefault(k) != theirs.GetValueOrDefault(k))
            .Select(k => $"{k}: {mine.GetValueOrDefault(k)}, not {theirs.GetValueOrDefault(k)}")];
    }

    private Dictionary<string, long> Named()
    {
        var figures = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["rows"] = Rows,
            ["members"] = Members,
            ["purchases"] = Purchases,
            ["refunds"] = Refunds,
            ["zero"] = Zero,
            ["alliance_fees"] = AllianceFees,
            ["exchanges"] = Exchanges,
        };
        foreach (var (brand, b) in Brands)
        {
            figures[$"{brand}.earned"] = b.Earned;
            figures[$"{brand}.spent_out"] = b.SpentOut;
            figures[$"{brand}.redeemed_in"] = b.RedeemedIn;
            figures[$"{brand}.clawed_back"] = b.ClawedBack;
            figures[$"{brand}.receivable_open"] = b.ReceivableOpen;
            figures[$"{brand}.receivable_paid"] = b.ReceivablePaid;
            figures[$"{brand}.expired"] = b.Expired;
            figures[$"{brand}.outstanding"] = b.Outstanding;
            figures[$"{brand}.position"] = b.Position;
        }
        return figures;
    }

    private static ExpectedFigures OfBrand(JsonElement brand)
    {
        long Units(string key) => brand.GetProperty(key).GetInt64();
        return new ExpectedFigures(
            Units("earned"), Units("spent_out"), Units("redeemed_in"), Units("clawed_back"), Units("receivable_open"),
            Units("receivable_paid"), Units("expired"), Units("outstanding"), Units("position"));
    }
}
