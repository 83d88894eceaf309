using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What a correction comes to for a member and a coin. Nothing of it changes but what became of it.</summary>
internal sealed class CorrectionLineRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The correction's number.</summary>
    public required long Number { get; init; }

    /// <summary>1, 2, 3 and so on.</summary>
    public required int Line { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    /// <summary>The coin's id.</summary>
    public required string Coin { get; init; }

    /// <summary>Orders that differ.</summary>
    public required int Orders { get; init; }

    public required long Earned { get; init; }

    public required long Due { get; init; }

    public CorrectionLineState State { get; set; } = CorrectionLineState.Pending;

    /// <summary>What was posted of the difference.</summary>
    public long Posted { get; set; }

    /// <summary>Why it was refused; empty where it was not.</summary>
    public string RefusalReason { get; set; } = "";

    /// <summary>The journal that posted it.</summary>
    public Guid? Journal { get; set; }

    public long Difference => Due - Earned;

    public CorrectionId Correction => new(new ProgramId(PartnerId, ProgramId), Number);
}
