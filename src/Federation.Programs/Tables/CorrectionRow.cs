using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>A correction. Nothing of it changes but where it stands.</summary>
internal sealed class CorrectionRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>1, 2, 3 and so on within the programme.</summary>
    public required long Number { get; init; }

    /// <summary>The number of the rule set that should have decided.</summary>
    public required long RuleSet { get; init; }

    /// <summary>The digest of that rule set's terms.</summary>
    public required byte[] RuleSetDigest { get; init; }

    /// <summary>Order times from then on.</summary>
    public required DateTimeOffset FromTime { get; init; }

    /// <summary>Order times before then.</summary>
    public required DateTimeOffset ToTime { get; init; }

    public required string ReasonCode { get; init; }

    public required string Reason { get; init; }

    public CorrectionState State { get; set; }

    /// <summary>Of what is proposed.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>The credential that proposed it.</summary>
    public required string Proposer { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The credential that approved or rejected it; empty until then.</summary>
    public string Decider { get; set; } = "";

    /// <summary>When, in alliance time.</summary>
    public DateTimeOffset? DecideTime { get; set; }

    /// <summary>What the one who decided said to it.</summary>
    public string DecisionReason { get; set; } = "";

    /// <summary>Orders that were compared.</summary>
    public long Orders { get; init; }

    /// <summary>Orders whose coins were not earned yet.</summary>
    public long UnearnedOrders { get; init; }

    /// <summary>Orders whose records do not say what the rule set asks for.</summary>
    public long UnknownOrders { get; init; }

    /// <summary>How many lines it has.</summary>
    public long Lines { get; init; }

    /// <summary>When its lines are posted next, in system time, where they cannot be posted now.</summary>
    public DateTimeOffset? RetryTime { get; set; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public CorrectionId Name => new(Program, Number);

    /// <summary>Whether something may still be posted of it.</summary>
    public bool IsOpen => State is CorrectionState.Proposed or CorrectionState.Approved;
}
