using Federation.Exchange.V1;

namespace Federation.Exchange;

/// <summary>
/// What exchanges that have happened would have been on another board. What was asked for is the same: where just so
/// many coins were given as the purchase cost, as much is redeemed and the member gives what that costs; where more
/// were given, for what they are worth, as many are given and as much is redeemed as they are worth. So on its own
/// board nothing changes. Exact; sums have 128 bits. Pure.
/// </summary>
/// <param name="board">The other board.</param>
/// <param name="issuerOf">A coin's issuer, by id; null where the coin is not known.</param>
internal sealed class WhatIfTally(RateBoard board, Func<string, string?> issuerOf)
{
    private readonly SortedDictionary<string, PartnerSums> partners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (Int128 Before, Int128 After)> coins = new(StringComparer.Ordinal);
    private (Int128 Before, Int128 After) fee;
    private (Int128 Before, Int128 After) rounding;
    private long exchanges;
    private long refused;

    /// <summary>Counts one coin's part of an exchange.</summary>
    public void Add(ExchangeLeg leg)
    {
        var (source, target) = (CoinId.Parse(leg.Paid.Coin).Value, CoinId.Parse(leg.Gives.Coin).Value);
        if (Compute(source, target, leg) is not var (paid, split))
        {
            refused++;
            return;
        }
        exchanges++;
        // The brand of the till issues the coin that is redeemed there.
        var (giver, taker) = (Of(issuerOf(source)), Of(issuerOf(target)));
        giver.Given++;
        giver.Paid = (giver.Paid.Before + leg.Gross.Units, giver.Paid.After + split.Gross);
        taker.Taken++;
        taker.Received = (taker.Received.Before + leg.Value.Units, taker.Received.After + split.Value);
        var given = coins.GetValueOrDefault(source);
        coins[source] = (given.Before + leg.Paid.Units, given.After + paid);
        fee = (fee.Before + leg.Fee.Units, fee.After + split.Fee);
        rounding = (rounding.Before + leg.Rounding.Units, rounding.After + split.Rounding);
    }

    /// <summary>The sums so far, brands and coins by id.</summary>
    /// <exception cref="OverflowException">A sum leaves 64 bits.</exception>
    public WhatIfResult ToResult()
    {
        var result = new WhatIfResult
        {
            Exchanges = exchanges,
            Refused = refused,
            Currency = board.Currency,
            FeeBeforeUnits = checked((long)fee.Before),
            FeeAfterUnits = checked((long)fee.After),
            RoundingBeforeUnits = checked((long)rounding.Before),
            RoundingAfterUnits = checked((long)rounding.After),
        };
        result.Partners.AddRange(partners.Select(p => p.Value.ToMessage(p.Key)));
        result.Coins.AddRange(coins.Select(c => new CoinEffect
        {
            Coin = ResourceNames.Coin(c.Key),
            GivenBeforeUnits = checked((long)c.Value.Before),
            GivenAfterUnits = checked((long)c.Value.After),
            LiabilityUnits = checked((long)(c.Value.Before - c.Value.After)),
        }));
        return result;
    }

    /// <summary>What the member would give, and how it is shared; null where the board would refuse it.</summary>
    private (long Paid, SettlementSplit Split)? Compute(string source, string target, ExchangeLeg leg)
    {
        if (!board.Has(source) || !board.Has(target))
            return null;
        var (rate, limits) = board.Between(source, target);
        try
        {
            var exactOut = RateOf(leg).ExactOut(leg.Gives.Units) == leg.Paid.Units;
            var paid = exactOut ? rate.ExactOut(leg.Gives.Units) : leg.Paid.Units;
            var redeemed = exactOut ? leg.Gives.Units : rate.ExactIn(paid);
            return redeemed > 0 && limits.Allows(paid) && paid <= Units.MaxCommand ? (paid, rate.Settle(paid, redeemed))
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The rate by which it was computed.</summary>
    private static Rate RateOf(ExchangeLeg leg) =>
        new(leg.OffValueUnits, leg.OnValueUnits, leg.FeeBasisPoints, leg.FeeFixedUnits);

    private PartnerSums Of(string? partnerId)
    {
        var id = partnerId ?? "";
        if (!partners.TryGetValue(id, out var sums))
            partners.Add(id, sums = new PartnerSums());
        return sums;
    }

    private sealed class PartnerSums
    {
        public long Given { get; set; }

        public long Taken { get; set; }

        public (Int128 Before, Int128 After) Paid { get; set; }

        public (Int128 Before, Int128 After) Received { get; set; }

        public PartnerEffect ToMessage(string partnerId) => new()
        {
            Partner = ResourceNames.Partner(partnerId),
            Given = Given,
            Taken = Taken,
            PaidBeforeUnits = checked((long)Paid.Before),
            PaidAfterUnits = checked((long)Paid.After),
            ReceivedBeforeUnits = checked((long)Received.Before),
            ReceivedAfterUnits = checked((long)Received.After),
            GainUnits = checked((long)(Received.After - Paid.After - (Received.Before - Paid.Before))),
        };
    }
}
