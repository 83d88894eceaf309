using System.ComponentModel.DataAnnotations;

namespace Federation.Exchange;

/// <summary>The exchange's rules: configuration section <c>Exchange</c>.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    /// <summary>How far a value may stray from the board in force, or a pair's rate from the way back, in basis points, before somebody has to
    /// give a reason for it.</summary>
    [Range(0, 1_000_000)]
    public int BandBasisPoints { get; set; } = 2000;

    /// <summary>Whether each brand must approve a board that changes values of its coins.</summary>
    public bool BrandApproval { get; set; }
}
