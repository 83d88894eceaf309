using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>How the ledger finds the journal of a decision. Pure.</summary>
internal static class RecordKeys
{
    /// <summary>What the order, or the event, of a record uses up when it is booked.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="record">The record.</param>
    public static string Of(ProgramId program, EvaluationRecord record) => record.Event is { } happened
        ? EventKeys.Of(EventKeys.IdOf(program, happened))
        : OrderKeys.StepOf(OrderId.Of(program, record.Order.Source, record.Order.EventId), 0);

    /// <summary>The digest of the decision that a journal carries.</summary>
    /// <param name="detail">What the journal says.</param>
    public static ByteString DigestIn(Any detail) => detail.TryUnpack<EventDetail>(out var happened)
        ? happened.Digest
        : detail.Unpack<OrderDetail>().Digest;
}
