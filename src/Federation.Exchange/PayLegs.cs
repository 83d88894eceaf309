using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>The entries of a payment. Pure.</summary>
internal static class PayLegs
{
    /// <summary>Legs that move nothing are left out. Per asset the legs sum to zero.</summary>
    public static IReadOnlyList<Leg> Of(string memberId, Parties parties, V1.ExchangeDetail detail)
    {
        var (source, target) = (parties.Coin.Id, parties.Merchant.CoinId);
        var (paid, redeemed, currency) = (detail.Paid.Units, detail.Redeemed.Units, detail.Gross.Currency);
        Leg[] legs =
        [
            new()
            {
                Kind = AccountKind.Wallet,
                Asset = source,
                Units = -paid,
                MemberId = memberId,
                DailyCapUnits = parties.Consent?.DailyCapUnits ?? 0,
            },
            new() { Kind = AccountKind.ExchangedOut, Asset = source, Units = paid },
            new() { Kind = AccountKind.ExchangedIn, Asset = target, Units = -redeemed },
            new() { Kind = AccountKind.Redeemed, Asset = target, Units = redeemed },
            Position(parties.Coin.PartnerId, -detail.Gross.Units),
            Position(parties.Merchant.PartnerId, detail.Value.Units),
            new() { Kind = AccountKind.Fees, Asset = currency, Units = detail.Fee.Units },
            new() { Kind = AccountKind.Rounding, Asset = currency, Units = detail.Rounding.Units },
        ];
        return [.. legs.Where(l => l.Units != 0)];

        Leg Position(string partnerId, long units) =>
            new() { Kind = AccountKind.Position, Asset = currency, Units = units, PartnerId = partnerId };
    }
}
