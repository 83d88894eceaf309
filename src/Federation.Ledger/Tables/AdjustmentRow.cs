namespace Federation.Ledger;

/// <summary>Coins that one person of a brand proposes to give or to take, and another approves, as kept.</summary>
internal sealed class AdjustmentRow
{
    /// <summary>Its id, and the <c>request_id</c> of the command that books it.</summary>
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required Guid MemberId { get; init; }

    public required string Coin { get; init; }

    /// <summary>Positive where they are given, negative where they are taken.</summary>
    public required long Units { get; init; }

    public required string ReasonCode { get; init; }

    public required string Reason { get; init; }

    public string? ExternalReference { get; init; }

    public required string Proposer { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ProposeTime { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ExpireTime { get; init; }

    /// <summary>The coin's day against whose limit it counts, since 1970-01-01.</summary>
    public required int Day { get; init; }

    public required AdjustmentStage Stage { get; set; }

    public string? Decider { get; set; }

    /// <summary>Who decided, as outcomes keep it: <c>users/{person}</c> or the credential.</summary>
    public string? DeciderSender { get; set; }

    public DateTimeOffset? DecideTime { get; set; }

    /// <summary>Why it was rejected.</summary>
    public string? DecisionReason { get; set; }

    public Guid? JournalId { get; set; }

    /// <summary>Why the ledger refused it after it was approved.</summary>
    public string? RefusalReason { get; set; }

    public string Name => ResourceNames.Adjustment(PartnerId, Id);

    /// <summary>How much of the proposer's limit it takes, whichever way it goes.</summary>
    public long Counts => Math.Abs(Units);
}
