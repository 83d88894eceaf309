using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What one effect of a rule came to.</summary>
internal sealed class Outcome
{
    /// <summary>Its place among the effects of the rule.</summary>
    public required int Effect { get; init; }

    /// <summary>The effect.</summary>
    public required Effect Terms { get; init; }

    /// <summary>Minor units off, or coins: before the limits of coins.</summary>
    public long Amount { get; set; }

    /// <summary>Minor units off each line; or what coins are allocated to lines by.</summary>
    public long[]? ByLine { get; init; }

    /// <summary>The coin, of an outcome in coins.</summary>
    public string? Coin { get; init; }

    /// <summary>What the coins were computed from.</summary>
    public long Base { get; init; }

    /// <summary>How often a fixed number, or a coupon, is given.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The key of the row of the effect's table that said how many coins; empty if none did.</summary>
    public string TableKey { get; init; } = "";

    /// <summary>What limits of coins left.</summary>
    public long Given { get; set; }

    /// <summary>The limit that cut it, and what would have been given.</summary>
    public ClippedBy? ClippedBy { get; set; }

    /// <summary>The units that a <see cref="BuyGet"/> used.</summary>
    public IReadOnlyList<UnitOfGoods> Used { get; init; } = [];
}
