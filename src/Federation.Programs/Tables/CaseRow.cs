using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>A case. Whether there is one of an order, and how it was decided, the ledger knows: the row is written
/// before.</summary>
internal sealed class CaseRow
{
    /// <summary>Of an order the order's id; of what was found at night made of the night and the subject.</summary>
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    public required CaseKind Kind { get; init; }

    /// <summary>In alliance time, as all times here.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When it is decided for the member; null once it is known to be decided.</summary>
    public required DateTimeOffset? DueTime { get; set; }

    /// <summary>Whom or what was found at night, as a digest; null for a held order.</summary>
    public byte[]? Subject { get; init; }

    /// <summary>The <see cref="FoundCase"/>; null for a held order, of which the order's own record says what was
    /// found.</summary>
    public byte[]? Content { get; init; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public OrderId Order => new(Program, Id);

    public string Name => ResourceNames.Case(Program.ToString(), Id);

    /// <summary>What was found in a night: found again, it is the same case.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="night">The end of the time that was looked at.</param>
    /// <param name="subject">Whom or what it is about.</param>
    /// <param name="due">The deadline.</param>
    /// <param name="found">What was found.</param>
    public static CaseRow Of(
        ProgramId program, DateTimeOffset night, byte[] subject, DateTimeOffset due, FoundCase found) => new()
        {
            Id = Uuids.OfHash(TextHash.Of(
                "found case", program.ToString(), $"{night.UtcTicks}", Convert.ToHexString(subject))),
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Kind = found.Kind,
            CreateTime = night,
            DueTime = due,
            Subject = subject,
            Content = found.ToByteArray(),
        };

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
