namespace Federation.Programs;

/// <summary>An order that is cancelled unless it is paid in time. Written before the order is placed; whether it was,
/// and whether it is paid, the ledger knows.</summary>
internal sealed class UnpaidOrderRow
{
    /// <summary>The order's id.</summary>
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>When it is looked at next, in alliance time.</summary>
    public required DateTimeOffset DueTime { get; set; }

    public OrderId Name => new(new ProgramId(PartnerId, ProgramId), Id);
}
