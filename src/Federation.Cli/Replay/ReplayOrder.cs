using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>A purchase as the order that the brand's till places: pure.</summary>
internal static class ReplayOrder
{
    private const int LongestEventId = 64;
    private const string Sku = "goods";

    /// <summary>The order's name: <c>partners/{p}/programs/{id}/orders/{uuid}</c>.</summary>
    public static string NameOf(Purchase row) =>
        OrderId.Of(row.Brand.ProgramId, ReplayAlliance.MerchantId, EventId(row)).ToString();

    /// <param name="row">The purchase, of which money pays something.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="payment">What coins of another brand paid; null where they paid nothing.</param>
    /// <param name="time">Alliance time, at which the order is placed.</param>
    public static PlaceOrderRequest Of(Purchase row, string member, Payment? payment, Timestamp time)
    {
        var byExchange = RowDecision.PaidByCoins(payment?.Redeemed ?? 0, row.Brand);
        var order = new Order
        {
            Source = ReplayAlliance.MerchantId,
            EventId = EventId(row),
            Member = member,
            Merchant = row.Brand.Merchant,
            OrderTime = time,
            Lines = { new OrderLine { Number = 1, Sku = Sku, Quantity = 1, ListMinorUnits = row.AmountPence } },
            Tenders = { new Tender { Kind = TenderKind.Money, MinorUnits = row.AmountPence - byExchange } },
        };
        // Coins that are worth less than a penny pay nothing of the price.
        if (byExchange > 0)
            order.Tenders.Add(new Tender
            {
                Kind = TenderKind.Exchange,
                MinorUnits = byExchange,
                Exchange = payment!.Exchange,
            });
        return new PlaceOrderRequest { Program = row.Brand.Program, Order = order };
    }

    /// <summary>The row's id, where an order can have it as its number; otherwise one that is made of it.</summary>
    private static string EventId(Purchase row) =>
        row.Id.Length <= LongestEventId && !row.Id.Contains(' ', StringComparison.Ordinal)
            ? row.Id
            : BrandCalls.IdOf($"row/{row.Id}/order");
}
