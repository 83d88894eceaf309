using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What one effect of a rule gives: an award before it is written as one.</summary>
internal sealed class Gift(Rule rule, int effect)
{
    public Rule Rule { get; } = rule;

    public int Effect { get; } = effect;

    /// <summary>Minor units off lines.</summary>
    public IReadOnlyList<(int Line, BigInteger Amount)> OffLines { get; init; } = [];

    /// <summary>Minor units off the delivery.</summary>
    public BigInteger OffDelivery { get; init; }

    public BigInteger Off => OffLines.Sum(o => o.Amount) + OffDelivery;

    public CoinGift? Coins { get; init; }

    public AddedItem? Item { get; init; }

    public CouponAward? Coupons { get; init; }

    public TicketAward? Tickets { get; init; }

    public TierGrant? Tier { get; init; }

    public ClippedBy? ClippedBy { get; set; }

    public bool IsSomething =>
        Off > 0 || Coins is { Units.Sign: > 0 } || Item is not null || Coupons is not null || Tickets is not null
        || Tier is not null;
}
