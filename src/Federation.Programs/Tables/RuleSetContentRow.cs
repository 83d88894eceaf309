namespace Federation.Programs;

/// <summary>What a rule set says, apart from its row, so that lists do not read it.</summary>
internal sealed class RuleSetContentRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    public required long Number { get; init; }

    /// <summary>The <see cref="V1.RuleSetTerms"/>, serialized.</summary>
    public required byte[] Terms { get; set; }

    /// <summary>The <see cref="V1.GuardReport"/> of when it was proposed, serialized; empty while it is a
    /// draft.</summary>
    public byte[] Report { get; set; } = [];
}
