namespace Federation.Exchange;

/// <summary>That somebody approved a board, for the alliance or for a brand: each of them once.</summary>
internal sealed class BoardApprovalRecord
{
    public required long BoardNumber { get; init; }

    /// <summary>The brand's id; empty for the alliance.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The principal.</summary>
    public required string Approver { get; init; }

    /// <summary>Why it may be published although it deviates; empty where it need not be said.</summary>
    public required string Reason { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ApproveTime { get; init; }
}
