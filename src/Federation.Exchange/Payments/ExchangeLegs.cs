using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>The entries of an exchange. Pure.</summary>
internal static class ExchangeLegs
{
    /// <summary>Legs that move nothing are left out. Per asset the legs sum to zero.</summary>
    /// <param name="memberId">The member's internal id.</param>
    /// <param name="detail">How it was computed.</param>
    /// <param name="dailyCapOf">The member's cap on a coin by its id; 0 for none.</param>
    /// <exception cref="OverflowException">A leg is beyond 10^15, which the books do not take.</exception>
    public static IReadOnlyList<Leg> Of(string memberId, ExchangeDetail detail, Func<string, long> dailyCapOf)
    {
        var legs = new List<Leg>();
        foreach (var leg in detail.Legs)
        {
            var coin = CoinId.Parse(leg.Paid.Coin).Value;
            legs.Add(Wallet(coin, -leg.Paid.Units, dailyCapOf(coin)));
            if (!Breakdown.IsOwn(leg))
                legs.Add(new Leg { Kind = AccountKind.ExchangedOut, Asset = coin, Units = leg.Paid.Units });
        }
        var target = CoinId.Parse((detail.Redeemed ?? detail.Received).Coin).Value;
        var made = Breakdown.Gives(detail.Legs.Where(l => !Breakdown.IsOwn(l)));
        legs.Add(new Leg { Kind = AccountKind.ExchangedIn, Asset = target, Units = -made });
        legs.Add(detail.Redeemed is { } redeemed
            ? new Leg { Kind = AccountKind.Redeemed, Asset = target, Units = redeemed.Units }
            : Wallet(target, detail.Received.Units, 0));
        foreach (
            var partner in detail.Legs.Where(l => l.Gross is not null).GroupBy(l => l.Partner, StringComparer.Ordinal))
            legs.Add(Position(partner.Key, -partner.Sum(l => l.Gross.Units)));
        legs.Add(Position(detail.TargetPartner, detail.Value.Units));
        legs.Add(Money(AccountKind.Fees, detail.Fee.Units));
        legs.Add(Money(AccountKind.Rounding, detail.Rounding.Units));
        legs.RemoveAll(l => l.Units == 0);
        return legs.TrueForAll(l => l.Units is >= -Units.MaxCommand and <= Units.MaxCommand)
            ? legs
            : throw new OverflowException("A leg leaves the range of the books.");

        Leg Wallet(string coin, long units, long cap) =>
            new() { Kind = AccountKind.Wallet, Asset = coin, Units = units, MemberId = memberId, DailyCapUnits = cap };

        Leg Money(AccountKind kind, long units) => new() { Kind = kind, Asset = detail.Gross.Currency, Units = units };

        Leg Position(string partner, long units) => new()
        {
            Kind = AccountKind.Position,
            Asset = detail.Gross.Currency,
            Units = units,
            PartnerId = PartnerId.Parse(partner).Value,
        };
    }

    /// <summary>Notes in the record which coins count against the member's cap a day, so that the ledger gives back to
    /// the cap what comes back on the same day.</summary>
    public static void NoteCaps(ExchangeDetail detail, Func<string, long> dailyCapOf)
    {
        foreach (var leg in detail.Legs)
            leg.CountsAgainstDailyCap = dailyCapOf(CoinId.Parse(leg.Paid.Coin).Value) > 0;
    }

    /// <summary>Of these entries those that take coins from the member: what an authorization sets aside.</summary>
    public static IEnumerable<Leg> Debits(IEnumerable<Leg> legs) =>
        legs.Where(l => l is { Kind: AccountKind.Wallet, Units: < 0 });
}
