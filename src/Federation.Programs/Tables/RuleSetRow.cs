namespace Federation.Programs;

/// <summary>A rule set. While it is a draft it may be written anew; from then on nothing of it changes but that it is
/// approved.</summary>
internal sealed class RuleSetRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>1, 2, 3 and so on within the programme.</summary>
    public required long Number { get; init; }

    public bool IsDraft { get; set; } = true;

    /// <summary>Grows with each change of the draft.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>The credential that drafted or proposed it.</summary>
    public required string Proposer { get; set; }

    /// <summary>When it was drafted or proposed, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; set; }

    /// <summary>Of the terms; empty while it is a draft.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>The most that an order is given, in basis points, as the guard said when it was proposed.</summary>
    public int GiveAwayBasisPoints { get; set; }

    /// <summary>The credential that approved it; empty until then.</summary>
    public string Approver { get; set; } = "";

    /// <summary>Why it may be published although it gives away more than the band; empty where that need not be
    /// said.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Read only where it is asked for: up to 2 MiB.</summary>
    public RuleSetContentRow? Content { get; set; }

    public RuleSetId Name => new(new ProgramId(PartnerId, ProgramId), Number);

    public bool IsProposed => !IsDraft && Approver.Length == 0;

    public bool IsApproved => Approver.Length > 0;
}
