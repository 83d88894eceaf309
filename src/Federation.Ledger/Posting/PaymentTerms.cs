using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>
/// What the exchange agreed when it set coins aside for a payment: from this the ledger derives what each capture,
/// refund and reversal moves. It is read from the detail of the hold's journal.
/// </summary>
/// <param name="Currency">The settlement currency.</param>
/// <param name="Coin">The id of the merchant's coin.</param>
/// <param name="Partner">The issuer of the merchant's coin.</param>
/// <param name="Legs">One for each coin that the member gives, in the order in which captures use them.</param>
internal sealed record PaymentTerms(string Currency, string Coin, string Partner, IReadOnlyList<PaymentTermsLeg> Legs)
{
    /// <summary>Coins of the merchant's brand that all of it makes.</summary>
    public long Units { get; } = Legs.Sum(l => l.Terms.Gives);

    /// <summary>The terms in an <see cref="ExchangeDetail"/>; null where the detail is something else.</summary>
    /// <param name="detail">A serialized Any.</param>
    public static PaymentTerms? Of(byte[]? detail)
    {
        if (detail is null || !Any.Parser.ParseFrom(detail).TryUnpack<ExchangeDetail>(out var exchange)
            || exchange.Redeemed is null
            || !ResourceNames.TryCoin(exchange.Redeemed.Coin, out var coin)
            || !ResourceNames.TryPartner(exchange.TargetPartner, out var partner))
            return null;
        return new PaymentTerms(exchange.Gross.Currency, coin, partner, [.. exchange.Legs.Select(LegOf)]);
    }

    /// <summary>The ids of the coins that count against the member's cap a day, in an <see
    /// cref="ExchangeDetail"/>.</summary>
    /// <param name="detail">A serialized Any, or null.</param>
    public static HashSet<string> CappedCoins(byte[]? detail) =>
        detail is not null && Any.Parser.ParseFrom(detail).TryUnpack<ExchangeDetail>(out var exchange)
            ? [.. exchange.Legs.Where(l => l.CountsAgainstDailyCap)
                .Select(l => ResourceNames.TryCoin(l.Paid.Coin, out var coin) ? coin : "")]
            : [];

    /// <summary>What the member has given, leg by leg, once so many coins of the merchant's were captured.</summary>
    /// <param name="units">0 to <see cref="Units"/>.</param>
    public LegAmounts[] UpTo(long units)
    {
        var amounts = new LegAmounts[Legs.Count];
        for (var i = 0; i < amounts.Length; i++)
        {
            var made = Math.Min(units, Legs[i].Terms.Gives);
            amounts[i] = Legs[i].Terms.UpTo(made);
            units -= made;
        }
        return units == 0 ? amounts : throw new ArgumentOutOfRangeException(nameof(units), "More than was authorized.");
    }

    /// <summary>What a step from so many coins made to so many books besides the member's coins. Units of 0 are among
    /// them.</summary>
    /// <param name="from">Coins of the merchant's before, net of refunds.</param>
    /// <param name="to">And after; fewer where it is a step back.</param>
    public IEnumerable<Leg> Moves(long from, long to)
    {
        var (before, after) = (UpTo(from), UpTo(to));
        var (made, value, fee, rounding) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < after.Length; i++)
        {
            if (Legs[i].IsOwn)
                continue;
            var step = after[i] - before[i];
            yield return new Leg(AccountKind.ExchangedOut, Legs[i].Coin, step.Paid);
            yield return new Leg(AccountKind.Position, Currency, -step.Gross, Party: Legs[i].Issuer);
            (made, value, fee, rounding) =
                (made + step.Made, value + step.Value, fee + step.Fee, rounding + step.Rounding);
        }
        yield return new Leg(AccountKind.ExchangedIn, Coin, -made);
        yield return new Leg(AccountKind.Redeemed, Coin, to - from);
        yield return new Leg(AccountKind.Position, Currency, value, Party: Partner);
        yield return new Leg(AccountKind.Fees, Currency, fee);
        yield return new Leg(AccountKind.Rounding, Currency, rounding);
    }

    private static PaymentTermsLeg LegOf(ExchangeLeg leg)
    {
        var own = leg.Paid.Coin == leg.Gives.Coin;
        return new PaymentTermsLeg(
            ResourceNames.TryCoin(leg.Paid.Coin, out var coin) ? coin
            : "", ResourceNames.TryPartner(leg.Partner, out var issuer) ? issuer : "", own,
            new LegTerms(
                leg.Paid.Units, leg.Gives.Units, leg.OffValueUnits, leg.OnValueUnits, own ? 0 : leg.Fee.Units));
    }
}
