namespace Federation.Rewards;

/// <summary>Says that a member wanted a reward: written before the journal that makes it so. Whether it is so, and what
/// became of it, the ledger knows.</summary>
internal sealed class RedemptionRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string RewardId { get; init; }

    /// <summary>The 16 bytes of the id by which the brand sees the member.</summary>
    public required byte[] Member { get; init; }

    /// <summary>When it was asked for, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The journal that made it so; null until that is noted.</summary>
    public Guid? Journal { get; set; }

    /// <summary>When it is released if nobody has decided, in alliance time; null: it is not held, or was decided. It
    /// says where to look; the ledger knows.</summary>
    public DateTimeOffset? HoldExpireTime { get; set; }

    public RedemptionId Name => new(PartnerId, Id);

    public RewardId Reward => new(PartnerId, RewardId);
}
