using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>The record of a decision, written before it is committed: a journal carries its digest.</summary>
internal sealed class EvaluationRow
{
    public required byte[] Digest { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The number of the rule set that decided.</summary>
    public required long Number { get; init; }

    /// <summary>The record without the rule set's terms, which its rule set has.</summary>
    public required byte[] Content { get; init; }

    /// <summary>The id by which the brand sees the member who buys; <see cref="Guid.Empty"/> for an event and an order
    /// of nobody. Null where a node of a release that did not keep it decided, until <see cref="BuyerSweep"/> adds
    /// it.</summary>
    public Guid? Buyer { get; init; }

    /// <summary>The means of payment that the order names; null for none, and where a node of an earlier release
    /// decided.</summary>
    public byte[]? PayerHash { get; init; }

    /// <summary>The device that the order names; null as <see cref="PayerHash"/> is.</summary>
    public byte[]? DeviceHash { get; init; }

    /// <summary>When something of it was returned first, in alliance time; null: never. Written before the journal of
    /// the return: whether and how much came back, the ledger knows.</summary>
    public DateTimeOffset? ReturnTime { get; set; }

    /// <summary>When it was decided, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The journal that it was placed by, once that is known.</summary>
    public Guid? Journal { get; set; }

    /// <param name="name">The rule set.</param>
    /// <param name="digest">Of the whole record.</param>
    /// <param name="record">The record.</param>
    public static EvaluationRow Of(RuleSetId name, byte[] digest, EvaluationRecord record)
    {
        var content = new EvaluationRecord
        {
            RuleSet = record.RuleSet,
            Order = record.Order,
            Event = record.Event,
            Facts = record.Facts,
            LeftOut = { record.LeftOut },
            Result = record.Result,
        };
        return new EvaluationRow
        {
            Digest = digest,
            PartnerId = name.Program.PartnerId,
            ProgramId = name.Program.Id,
            Number = name.Number,
            Content = content.ToByteArray(),
            Buyer = BuyerOf(record),
            PayerHash = HashOf(record.Order?.PayerHash),
            DeviceHash = HashOf(record.Order?.DeviceHash),
            CreateTime = record.Facts.DecideTime.ToDateTimeOffset(),
        };
    }

    private static byte[]? HashOf(ByteString? hash) => hash is { Length: > 0 } ? hash.ToByteArray() : null;

    /// <summary>Who buys, by a record; <see cref="Guid.Empty"/> for nobody.</summary>
    public static Guid BuyerOf(EvaluationRecord record) =>
        record.Order is null || record.Facts.Member is not { } buyer
            ? Guid.Empty
            : new Guid(buyer.Id.Span, bigEndian: true);
}
