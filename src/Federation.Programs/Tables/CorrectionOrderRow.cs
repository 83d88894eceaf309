namespace Federation.Programs;

/// <summary>What a line of a correction gives or takes for one order.</summary>
internal sealed class CorrectionOrderRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The correction's number.</summary>
    public required long Number { get; init; }

    public required int Line { get; init; }

    /// <summary>The order's id.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The coin's id.</summary>
    public required string Coin { get; init; }

    /// <summary>How many steps the order had when it was compared.</summary>
    public required int Steps { get; init; }

    /// <summary>Its part of the line's difference.</summary>
    public required long Difference { get; init; }

    /// <summary>What the order's coins are corrected by: with its own coins that are left, and all other corrections,
    /// that is what it has given. More than <see cref="Difference"/> where an earlier correction had taken coins that a
    /// return would have taken.</summary>
    public required long Units { get; set; }

    /// <summary>Whether it was posted; what is not does not count.</summary>
    public bool Posted { get; set; }
}
