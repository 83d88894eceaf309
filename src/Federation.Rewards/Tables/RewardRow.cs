using Federation.Rewards.V1;

namespace Federation.Rewards;

/// <summary>A reward of a brand's catalogue. How many are left is a tally of the ledger's.</summary>
internal sealed class RewardRow
{
    public required string PartnerId { get; init; }

    /// <summary>Its id among the brand's.</summary>
    public required string Id { get; init; }

    public required RewardState State { get; set; }

    /// <summary>1 more for each change.</summary>
    public required long Revision { get; set; }

    /// <summary><see cref="RewardTerms"/>.</summary>
    public required byte[] Terms { get; set; }

    /// <summary>When it closes, in alliance time; null: never.</summary>
    public required DateTimeOffset? CloseTime { get; set; }

    /// <summary>The id of the cause that it gives to; null: it is no donation.</summary>
    public required string? Cause { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When it was last changed, in alliance time.</summary>
    public required DateTimeOffset UpdateTime { get; set; }

    public RewardId Name => new(PartnerId, Id);

    public RewardTerms ReadTerms() => RewardTerms.Parser.ParseFrom(Terms);
}
