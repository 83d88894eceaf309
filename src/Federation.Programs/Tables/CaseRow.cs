using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>A case. Whether there is one of an order, and how it was decided, the ledger knows: the row is written
/// before.</summary>
internal sealed class CaseRow
{
    /// <summary>Of an order the order's id.</summary>
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    public required CaseKind Kind { get; init; }

    /// <summary>In alliance time, as all times here.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When it is decided for the member; null once it is known to be decided.</summary>
    public required DateTimeOffset? DueTime { get; set; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public OrderId Order => new(Program, Id);

    public string Name => ResourceNames.Case(Program.ToString(), Id);

    /// <param name="order">An order that is held.</param>
    /// <param name="time">When it was decided.</param>
    /// <param name="held">Its case.</param>
    public static CaseRow Of(OrderId order, DateTimeOffset time, OrderCase held) => new()
    {
        Id = order.Id,
        PartnerId = order.Program.PartnerId,
        ProgramId = order.Program.Id,
        Kind = CaseKind.HeldOrder,
        CreateTime = time,
        DueTime = held.Deadline.ToDateTimeOffset(),
    };
}
