using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>What a range of the ledger's log means for the list of exchanges.</summary>
public class LogRangeTests
{
    private static readonly Dictionary<JournalId, MemberId> NoHolds = [];

    [Fact]
    public void Of_PaymentFromSeveralCoins_IsOneExchangeWithEachBrandOnce()
    {
        var detail = PayPlan.For(Given.PayAny(229, "birch"), Given.Directory(), Given.Consent(), Given.Board(),
            Given.Wallets(("aster", 50), ("birch", 40), ("cedar", 1_000))).Detail!;

        var range = LogRange.Of(Log(JournalOf(detail)), NoHolds);

        var exchange = Assert.Single(range.Exchanges);
        Assert.Equal(("aster birch cedar", "birch", Given.Ann.Value),
            (exchange.SourcePartners.ToString(), exchange.TargetPartnerId, exchange.MemberId));
        Assert.Equal(["aster", "birch", "cedar"], range.Parties.Select(p => p.PartnerId));
        Assert.Equal(detail, ExchangeDetail.Parser.ParseFrom(exchange.Detail));
    }

    [Fact]
    public void Of_RecordWithoutLegs_KnowsItsBrandsFromTheEntries()
    {
        var detail =
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;
        var journal = JournalOf(detail);
        detail.Legs.Clear();
        detail.TargetPartner = "";
        journal.Detail = Any.Pack(detail);

        var exchange = Assert.Single(LogRange.Of(Log(journal), NoHolds).Exchanges);

        Assert.Equal(("aster", "birch"), (exchange.SourcePartners.ToString(), exchange.TargetPartnerId));
    }

    [Fact]
    public void Of_Corrections_CountWhatTheyGaveBackOnce()
    {
        var payment = JournalOf(
            PayPlan.For(Given.Pay("aster", 500, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!);
        var conversion = JournalOf(ConvertPlan.For(
            Given.Convert("aster", 500, "birch", "aster"), "aster", "birch", Given.Directory(), Given.Consent(),
            Given.Board()).Detail!);

        var range = LogRange.Of(
            Log(payment, Undoing(payment, JournalKind.Refund, 100, 891), Undoing(payment, JournalKind.Refund, 11, 891),
                conversion,
                Undoing(conversion, JournalKind.Reverse, 1, 1)),
            NoHolds);

        Assert.Equal(
            [(JournalId.Parse(payment.Name), 111L), (JournalId.Parse(conversion.Name), 891L)], range.Refunds);
        Assert.Equal([(7, 0), (7, 3)], range.Exchanges.Select(e => ((int)e.GroupNumber, e.Position)));
    }

    [Fact]
    public void Of_CaptureThatTookNoCoins_IsTheMembersOfItsHold()
    {
        var whole =
            PayPlan.For(Given.Pay("cedar", 1, "birch"), Given.Directory(), Given.Consent(), Given.Board()).Detail!;
        var hold = new JournalId(Guid.NewGuid());
        var first = JournalOf(CapturePlan.PartOf(whole, 0, 1));
        var coinless = JournalOf(CapturePlan.PartOf(whole, 1, 1));
        first.Corrects = coinless.Corrects = hold.Name;

        Assert.Equal([hold], LogRange.HoldsToAsk(Log(first, coinless)));
        Assert.Empty(LogRange.HoldsToAsk(Log(first)));
        var range = LogRange.Of(Log(first, coinless), new Dictionary<JournalId, MemberId> { [hold] = Given.Ann });

        Assert.Equal([Given.Ann.Value, Given.Ann.Value], range.Exchanges.Select(e => e.MemberId));
        // That a capture is about its hold is no refund of it.
        Assert.Empty(range.Refunds);
    }

    private static ReadLogResponse Log(params Journal[] journals) => new()
    {
        Journals = { journals.Select(j => new LoggedJournal { Journal = j }) },
        LastGroupNumber = 9,
    };

    private static Journal JournalOf(ExchangeDetail detail)
    {
        var journal = new Journal
        {
            Name = "journals/" + Module.NewId(),
            Kind = JournalKind.Exchange,
            GroupNumber = 7,
            CreateTime = Given.Now.ToTimestamp(),
            Detail = Any.Pack(detail),
        };
        journal.Entries.AddRange(ExchangeLegs.Of(Given.Ann.ToString(), detail, _ => 0).Select(Books.EntryOf));
        return journal;
    }

    private static Journal Undoing(Journal original, JournalKind kind, long part, long whole)
    {
        var undoing = new Journal
        {
            Name = "journals/" + Module.NewId(),
            Kind = kind,
            GroupNumber = 7,
            Corrects = original.Name
        };
        undoing.Entries.AddRange(original.Entries.Select(e => new Entry(e) { Units = -(e.Units * part / whole) }));
        return undoing;
    }
}
