using Federation.Exchange.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What an exchange came to for everyone, from how it was computed. Pure.</summary>
internal static class Receipts
{
    private const string Alliance = ResourceNames.Alliance;

    public static Receipt Of(ExchangeDetail detail)
    {
        var receipt = new Receipt
        {
            Board = detail.Board,
            Value = detail.Value,
            Fee = detail.Fee,
            Rounding = detail.Rounding
        };
        receipt.Legs.AddRange(Breakdown.LegsOf(detail));
        if (detail.TargetPartner.Length == 0 || receipt.Legs.Any(l => l.Reference is null))
            return receipt;
        var reference = Sum(receipt.Legs, l => l.Reference.Units);
        // Coins of the merchant's own are worth what they are worth; nobody settles for them.
        var value = Sum(receipt.Legs.Where(Breakdown.IsOwn), l => l.Reference.Units) + detail.Value.Units;
        if (reference > long.MaxValue || value > long.MaxValue)
            return receipt;
        receipt.Reference = Money((long)reference);
        receipt.Spread = Money((long)Sum(receipt.Legs, SpreadOf));
        foreach (var issuer in receipt.Legs.GroupBy(l => l.Partner, StringComparer.Ordinal))
            Add(issuer.Key, ShareKind.Spread, Sum(issuer, SpreadOf));
        Add(detail.TargetPartner, ShareKind.Value, value);
        Add(Alliance, ShareKind.Fee, detail.Fee.Units);
        Add(Alliance, ShareKind.Rounding, detail.Rounding.Units);
        return receipt;

        Money Money(long units) => new() { Currency = detail.Gross.Currency, Units = units };

        void Add(string party, ShareKind kind, Int128 units)
        {
            if (units != 0)
                receipt.Shares.Add(new Share { Party = party, Kind = kind, Amount = Money((long)units) });
        }
    }

    private static Int128 Sum(IEnumerable<ExchangeLeg> legs, Func<ExchangeLeg, Int128> part) =>
        legs.Aggregate((Int128)0, (sum, leg) => sum + part(leg));

    private static Int128 SpreadOf(ExchangeLeg leg) =>
        Breakdown.IsOwn(leg) ? 0 : (Int128)leg.Reference.Units - leg.Gross.Units;
}
