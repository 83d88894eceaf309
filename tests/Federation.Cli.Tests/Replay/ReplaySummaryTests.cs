using System.Text;
using System.Text.Json;
using Federation.Ledger.V1;
using Federation.Testing;

namespace Federation.Cli.Tests;

public sealed class ReplaySummaryTests
{
    [Fact]
    public void WriteJson_Keys_AreTheDocumentedOnesInOrder()
    {
        using var json = JsonDocument.Parse(Json(Summary()));
        Assert.Equal(
            [
                "rows", "members", "purchases", "refunds", "zero", "brands", "alliance_fees", "exchanges", "books",
                "log_size",
                "seconds", "commands", "commands_per_second", "p50_ms", "p99_ms",
            ],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        var brands = json.RootElement.GetProperty("brands");
        Assert.Equal(["aster", "birch", "cedar", "dune"], brands.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            [
                "earned", "spent_out", "redeemed_in", "clawed_back", "receivable_open", "receivable_paid", "expired",
                "outstanding",
                "position",
            ],
            brands.GetProperty("dune").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void WriteJson_Figures_AreReadBack()
    {
        var figures = ReplayFigures.OfSummary(Json(Summary()));
        Assert.Equal(
            (2, 1, 1, 1, 0), (figures.Rows, figures.Members, figures.Purchases, figures.Refunds, figures.Zero));
        Assert.Equal(new ExpectedFigures(10, 2, 3, 1, 4, 5, 6, 7, -9), figures.Brands["aster"]);
        Assert.Equal(33, figures.AllianceFees);
    }

    [Fact]
    public void Books_Discrepancies_NameTheFirst()
    {
        var check = new CheckBooksResponse
        {
            Discrepancies = { new Discrepancy { Check = "wallet balance", Subject = "w", ExpectedUnits = 1,
                FoundUnits = 2 }, new Discrepancy() },
        };
        Assert.Equal(
            "not balanced: wallet balance of w is 2 and not 1, and 1 more", (Summary() with { Check = check }).Books);
        Assert.Equal("balanced", Summary().Books);
    }

    private static string Json(ReplaySummary summary)
    {
        using var stream = new MemoryStream();
        summary.WriteJson(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ReplaySummary Summary()
    {
        var totals = new CoinTotals
        {
            EarnedUnits = 10,
            ExchangedOutUnits = 2,
            ExchangedInUnits = 3,
            RedeemedUnits = 99,
            ClawedBackUnits = 1,
            ReceivableOpenUnits = 4,
            ReceivablePaidUnits = 5,
            ExpiredUnits = 6,
            OutstandingUnits = 7,
        };
        return new ReplaySummary
        {
            Rows = PurchaseFile.Parse("f.csv", Encoding.UTF8.GetBytes(
                "purchase_id,time,member,country,brand,amount_pence,lines\n" +
                "1,2010-12-01 08:26:00,1,UK,aster,1530,1\n2,2010-12-01 08:26:00,1,UK,aster,-1530,1\n")).Rows,
            Brands = ReplayAlliance.Brands.ToDictionary(b => b.Id, _ => new BrandFigures(totals, -9)),
            AllianceFees = 33,
            Exchanges = 1,
            Check = new CheckBooksResponse { Balanced = true },
            Elapsed = TimeSpan.FromSeconds(2),
            Commands = 3,
            P50Ms = 1,
            P99Ms = 2,
        };
    }
}
