using Federation.Exchange.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger.Tests;

/// <summary>What a hold for a payment takes of one wallet, and what that becomes. A wallet of coins/birch gives the
/// merchant's own.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Paid">How many coins it gives.</param>
/// <param name="Gives">How many of birch's they become.</param>
/// <param name="Off">What their issuer pays for each; 0 for the merchant's own.</param>
/// <param name="On">What birch gets for each that is made; 0 for its own.</param>
/// <param name="Fee">The fee.</param>
internal sealed record PaymentLeg(string Wallet, long Paid, long Gives, long Off, long On, long Fee)
{
    public bool IsOwn => Off == 0;

    /// <summary>What the exchange records of a payment at birch's.</summary>
    /// <param name="legs">What the wallets give.</param>
    /// <param name="capped">The wallet whose coins count against a cap.</param>
    public static Any DetailOf(IReadOnlyList<PaymentLeg> legs, string? capped = null)
    {
        var detail = new ExchangeDetail
        {
            TargetPartner = "partners/birch",
            Gross = new Money { Currency = "GBP" },
            Redeemed = new CoinAmount { Coin = "coins/birch", Units = legs.Sum(l => l.Gives) },
        };
        detail.Legs.AddRange(legs.Select(l => new ExchangeLeg
        {
            Paid = new CoinAmount { Coin = "coins/" + ExchangeLegs.Coin(l.Wallet), Units = l.Paid },
            Gives = new CoinAmount { Coin = "coins/birch", Units = l.Gives },
            Partner = "partners/" + ExchangeLegs.Coin(l.Wallet),
            CountsAgainstDailyCap = l.Wallet == capped,
            OffValueUnits = l.Off,
            OnValueUnits = l.On,
            Fee = l.IsOwn ? null : new Money { Currency = "GBP", Units = l.Fee },
        }));
        return Any.Pack(detail);
    }

    public static List<PaymentLeg> Of(Step hold) =>
    [
        .. hold.Debits.Select(d => ExchangeLegs.Coin(d.Wallet) == "birch"
            ? new PaymentLeg(d.Wallet, d.Units, d.Units, 0, 0, 0)
            : new PaymentLeg(d.Wallet, d.Units, hold.Made, hold.Off > 0 ? hold.Off : hold.Made, hold.On > 0 ? hold.On
                : d.Units, hold.Fee)),
    ];
}
