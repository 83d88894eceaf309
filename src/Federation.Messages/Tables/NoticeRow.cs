namespace Federation.Messages;

/// <summary>What a reminder told, for the ledger: coins whose rule asks for a notice end once it was delivered.
/// </summary>
internal sealed class NoticeRow
{
    public required Guid MessageId { get; init; }

    public MessageRow? Message { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>The member's internal id.</summary>
    public required Guid MemberId { get; init; }

    public required string CoinId { get; init; }

    /// <summary>A <see cref="Ledger.Internal.V1.PostNoticeRequest"/> that has the ends and units alone,
    /// serialized.</summary>
    public required byte[] Announced { get; init; }

    /// <summary>When it is looked at again, in system time; null once it is done.</summary>
    public DateTimeOffset? DueTime { get; set; }

    /// <summary>It is looked at until then, in system time.</summary>
    public required DateTimeOffset GiveUpTime { get; init; }

    /// <summary>The journal; null where there is none.</summary>
    public Guid? JournalId { get; set; }

    /// <summary>Why the ledger refused it.</summary>
    public string Problem { get; set; } = "";
}
