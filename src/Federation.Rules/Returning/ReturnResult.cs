using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What comes back when goods are returned.</summary>
public sealed record ReturnResult
{
    /// <summary>Money to be paid back, in minor units.</summary>
    public required long MinorUnits { get; init; }

    /// <summary>Coins that are taken back.</summary>
    public required IReadOnlyList<CoinsBack> Coins { get; init; }

    /// <summary>Coupons whose use is given back, by name.</summary>
    public required IReadOnlyList<string> Coupons { get; init; }

    /// <summary>What the goods that are kept come to.</summary>
    public required Evaluation Kept { get; init; }
}
