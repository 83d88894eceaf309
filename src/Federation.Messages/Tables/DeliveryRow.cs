namespace Federation.Messages;

/// <summary>A message on one channel. All times are system times.</summary>
internal sealed class DeliveryRow
{
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public MessageRow? Message { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    public required V1.MessageKind Kind { get; init; }

    public required V1.MessageChannel Channel { get; init; }

    public required V1.DeliveryState State { get; set; }

    /// <summary>A member's messages of a channel are sent in the order of these; no two of one member are the
    /// same.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>It is not sent before.</summary>
    public required DateTimeOffset DueTime { get; set; }

    /// <summary>A try after this time is the last.</summary>
    public required DateTimeOffset GiveUpTime { get; init; }

    /// <summary>Until then a sender has it, which may have been killed.</summary>
    public required DateTimeOffset LeaseTime { get; set; }

    public int Attempts { get; set; }

    public string Problem { get; set; } = "";

    public DateTimeOffset? AcceptTime { get; set; }

    /// <summary>The SHA-256 of what the next hop answered.</summary>
    public byte[]? AnswerDigest { get; set; }

    public DateTimeOffset? DeliverTime { get; set; }

    public DateTimeOffset? ReadTime { get; set; }

    /// <summary>A <see cref="V1.MemberContact"/>, serialized and sealed, where it goes to an address that is not the
    /// member's any more; null for where the member is reached, and once it was sent or given up.</summary>
    public byte[]? OldContact { get; set; }

    /// <summary>The digest that it is part of.</summary>
    public Guid? DigestId { get; set; }
}
