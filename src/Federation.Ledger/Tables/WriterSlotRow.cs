namespace Federation.Ledger;

/// <summary>Which writer adds to which rows of <see cref="TotalRow"/>. Two in one slot are slow, not wrong.</summary>
internal sealed class WriterSlotRow
{
    public required int Slot { get; init; }

    public required Guid Owner { get; set; }

    /// <summary>Until when the owner holds it, in system time.</summary>
    public required DateTimeOffset Until { get; set; }
}
