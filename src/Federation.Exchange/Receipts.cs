using Federation.Exchange.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What an exchange came to for everyone, from how it was reckoned. Pure.</summary>
internal static class Receipts
{
    private const string Alliance = "alliance";

    public static Receipt Of(ExchangeDetail detail)
    {
        var receipt = new Receipt { Board = detail.Board, Value = detail.Value, Fee = detail.Fee, Rounding = detail.Rounding };
        receipt.Legs.AddRange(Reckoning.LegsOf(detail));
        if (detail.TargetPartner.Length == 0)
            return receipt;
        var (reference, spread) = ((Int128)0, (Int128)0);
        foreach (var leg in receipt.Legs)
        {
            if (leg.Reference is null)
                return receipt;
            reference += leg.Reference.Units;
            var kept = SpreadOf(leg);
            spread += kept;
            Add(leg.Partner, ShareKind.Spread, kept);
            // Coins of the merchant's own are worth what they are worth; nobody settles for them.
            if (Reckoning.IsOwn(leg))
                Add(leg.Partner, ShareKind.Value, leg.Reference.Units);
        }
        if (reference > long.MaxValue)
            return receipt;
        receipt.Reference = Money((long)reference);
        receipt.Spread = Money((long)spread);
        Add(detail.TargetPartner, ShareKind.Value, detail.Value.Units);
        Add(Alliance, ShareKind.Fee, detail.Fee.Units);
        Add(Alliance, ShareKind.Rounding, detail.Rounding.Units);
        return receipt;

        Money Money(long units) => new() { Currency = detail.Gross.Currency, Units = units };

        void Add(string party, ShareKind kind, Int128 units)
        {
            if (units == 0)
                return;
            if (receipt.Shares.FirstOrDefault(s => s.Party == party && s.Kind == kind) is { } share)
                share.Amount.Units += (long)units;
            else
                receipt.Shares.Add(new Share { Party = party, Kind = kind, Amount = Money((long)units) });
        }
    }

    private static Int128 SpreadOf(ExchangeLeg leg) =>
        Reckoning.IsOwn(leg) ? 0 : (Int128)leg.Reference.Units - leg.Gross.Units;
}
