using System.Text;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli.Tests;

public sealed class ResumeTests
{
    // Per row: '-' nothing, 'p' a payment without its order, 'x' settled, 'b' both, 'r' refused.
    [Theory]
    [InlineData("----", 0, null)]
    [InlineData("x---", 1, null)]
    [InlineData("-x--", 2, null)]
    [InlineData("x-x-", 3, null)]
    [InlineData("xxxx", 4, null)]
    [InlineData("xxb-", 3, null)]
    [InlineData("xp--", 1, 7L)]
    [InlineData("xxxp", 3, 7L)]
    [InlineData("b--p", 3, 7L)]
    public void After_Outcomes_GoesOnBehindTheLastRowThatLeftACommand(string outcomes, int row, long? redeemed) =>
        Assert.Equal(
            new ResumePoint(row, redeemed is { } units ? Paid(units) : null),
            ResumePoint.After(FourRows(), i => OutcomeOf(outcomes[i])));

    [Fact]
    public void After_RefusedLastRow_StopsAndNamesTheLine()
    {
        var e = Assert.Throws<ReplayStoppedException>(() => ResumePoint.After(FourRows(), i => OutcomeOf("xr--"[i])));
        Assert.Contains("line 3 (2-aster)", e.Message);
        Assert.Contains("INSUFFICIENT_COINS", e.Message);
    }

    [Fact]
    public void Note_PaymentWithDetail_KeepsWhatWasRedeemed()
    {
        var row = default(RowOutcome);
        var name = JournalId.Parse($"journals/{Guid.NewGuid()}");
        var detail = new ExchangeDetail { Redeemed = new CoinAmount { Coin = "coins/aster", Units = 42 } };
        var journal = new Journal { Name = name.Name, Detail = Any.Pack(detail) };
        RowOutcomes.Note(ref row, "payment", new Outcome { Journal = journal }, ReplayAlliance.Find("aster")!);
        Assert.Equal(new Payment($"exchanges/{name}", 42), row.Payment);
        Assert.False(row.Settled);
    }

    [Fact]
    public void Note_PaymentWithoutDetail_SumsTheRedemption()
    {
        var row = default(RowOutcome);
        var journal = new Journal
        {
            Name = $"journals/{Guid.NewGuid()}",
            Entries =
            {
                new Entry { Kind = AccountKind.Redeemed, Asset = "coins/aster", Units = 42 },
                new Entry { Kind = AccountKind.ExchangedIn, Asset = "coins/aster", Units = -42 },
            },
        };
        RowOutcomes.Note(ref row, "payment", new Outcome { Journal = journal }, ReplayAlliance.Find("aster")!);
        Assert.Equal(42, row.Payment?.Redeemed);
        Assert.False(row.Settled);
    }

    private static Payment Paid(long redeemed) => new("exchanges/5feceb66-ffc8-4f38-9952-786c6d696c79", redeemed);

    private static RowOutcome OutcomeOf(char c) => c switch
    {
        'p' => new RowOutcome { Payment = Paid(7) },
        'x' => new RowOutcome { Settled = true },
        'b' => new RowOutcome { Payment = Paid(7), Settled = true },
        'r' => new RowOutcome { Refused = new RememberedRefusal("payment", "INSUFFICIENT_COINS", "There are 3.") },
        _ => default,
    };

    private static IReadOnlyList<Purchase> FourRows() => PurchaseFile.Parse("f.csv", Encoding.UTF8.GetBytes(
        "purchase_id,time,member,country,brand,amount_pence,lines\n" + string.Concat(Enumerable.Range(1, 4).Select(
            i => $"{i}-aster,2010-12-0{i} 08:26:00,17850,UK,aster,1530,1\n")))).Rows;
}
