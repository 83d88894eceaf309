namespace Federation.Rewards;

/// <summary>A code of a reward's pool.</summary>
internal sealed class RewardCodeRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string RewardId { get; init; }

    /// <summary>A keyed hash of the code, so that none is in the pool twice.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The code, encrypted.</summary>
    public required byte[] Content { get; init; }

    /// <summary>The redemption that it was given to, for ever; null: it is free.</summary>
    public Guid? RedemptionId { get; set; }

    public RewardId Reward => new(PartnerId, RewardId);
}
