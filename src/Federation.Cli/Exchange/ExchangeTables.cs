using Federation.Exchange.V1;
using Federation.Types.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Exchanges, quotes and authorizations as people read them: what it is, and a row for each coin that the
/// member gives.</summary>
internal static class ExchangeTables
{
    public static Table List(IEnumerable<Exchange.V1.Exchange> exchanges)
    {
        var table = Tables.Of(
            "exchange", "time", "merchant", "gives", "#units", "becomes", "#units", "#given back", "reference");
        foreach (var e in exchanges)
        {
            var (given, target) = (GivenIn(e.Detail), TargetOf(e.Detail));
            table.Row(e.Name, e.CreateTime, e.Merchant, string.Join(", ", given.Select(g => g.Coin)),
                string.Join(" + ", given.Select(g => Tables.Cell(g.Units))), target.Coin, target.Units, e.RefundedUnits,
                e.ExternalReference);
        }
        return table;
    }

    public static IEnumerable<Table> Of(Exchange.V1.Exchange exchange, SettlementMoney money) =>
        [List([exchange]), Legs(exchange.Detail, exchange.Receipt?.Legs ?? [], money)];

    public static IEnumerable<Table> Of(Quote quote, SettlementMoney money) =>
        [Tables.Of("quote", "made", "binds until")
            .Row(quote.Name, quote.CreateTime, quote.ExpireTime), Legs(quote.Detail, [], money)];

    public static IEnumerable<Table> Of(Authorization a, SettlementMoney money)
    {
        yield return Tables.Of(
            "authorization", "merchant", "state", "#units", "#captured", "#left", "until", "made", "reference")
            .Row(a.Name, a.Detail.Merchant, a.State, TargetOf(a.Detail).Units, a.CapturedUnits, a.RemainingUnits,
                a.ExpireTime, a.CreateTime,
                a.ExternalReference);
        yield return Legs(a.Detail, [], money);
    }

    /// <summary>What a refund or an undoing moved.</summary>
    public static Table Back(string journal, IEnumerable<CoinAmount> returned, CoinAmount taken, bool replayed)
    {
        var table = Tables.Of("journal", "gives back", "#units", "takes back", "#units", "decided before");
        foreach (var (r, first) in returned.Select((r, i) => (r, i == 0)))
            table.Row(first ? journal : null, r.Coin, r.Units, first ? taken.Coin : null, first ? taken.Units
                : null, first ? replayed : null);
        return table;
    }

    private static IEnumerable<CoinAmount> GivenIn(ExchangeDetail detail) =>
        detail.Legs.Count > 0 ? detail.Legs.Select(l => l.Paid) : [detail.Paid];

    private static CoinAmount TargetOf(ExchangeDetail detail) => detail.Received ?? detail.Redeemed;

    /// <param name="detail">How it was computed.</param>
    /// <param name="otherwise">The legs of one that an older version recorded, which has none.</param>
    /// <param name="money">How settlement money is shown.</param>
    private static Table Legs(ExchangeDetail detail, IReadOnlyList<ExchangeLeg> otherwise, SettlementMoney money)
    {
        var table = Tables.Of("gives", "#units", "becomes", "#units", "#worth", "#spread", "#value", "#fee",
            "#rounding", "#off-value", "#on-value");
        var legs = detail.Legs.Count > 0 ? detail.Legs : otherwise;
        foreach (var leg in legs)
        {
            // Nobody settles for the merchant's own coins.
            var own = leg.Paid.Coin == leg.Gives.Coin;
            table.Row(leg.Paid.Coin, leg.Paid.Units, leg.Gives.Coin, leg.Gives.Units, Shown(leg.Reference?.Units),
                Shown(own ? null : SpreadOf(leg)),
                Shown(own ? null : leg.Value.Units), Shown(own ? null : leg.Fee.Units),
                Shown(own ? null : leg.Rounding.Units),
                Shown(own ? null : leg.OffValueUnits), Shown(own ? null : leg.OnValueUnits));
        }
        var target = TargetOf(detail);
        if (legs.Count > 1)
            table.Row("in all", null, target.Coin, target.Units, Shown(Sum(legs.Select(l => l.Reference?.Units))),
                Shown(Sum(legs.Select(SpreadOf))), Shown(detail.Value.Units), Shown(detail.Fee.Units),
                Shown(detail.Rounding.Units));
        return table.Caption($"in {money.Currency}, at {detail.Board}");

        string? Shown(long? units) => units is { } some ? money.Cell(some) : null;
    }

    private static long? SpreadOf(ExchangeLeg leg) =>
        leg.Paid.Coin == leg.Gives.Coin ? 0 : leg.Reference?.Units - leg.Gross.Units;

    /// <summary>Null where a part is not known, or the sum leaves 64 bits.</summary>
    private static long? Sum(IEnumerable<long?> parts)
    {
        var sum = (Int128)0;
        foreach (var part in parts)
        {
            if (part is null)
                return null;
            sum += part.Value;
        }
        return sum >= long.MinValue && sum <= long.MaxValue ? (long)sum : null;
    }
}
