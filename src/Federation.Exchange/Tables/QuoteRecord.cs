namespace Federation.Exchange;

/// <summary>A quote: what a payment would move, binding until a moment. That it was used is known to the
/// ledger.</summary>
internal sealed class QuoteRecord
{
    /// <summary>Made of principal and request_id, so that the same request finds the same quote.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of the request's content.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The brand of the till.</summary>
    public required string MerchantPartnerId { get; init; }

    /// <summary>The member's internal id.</summary>
    public required Guid MemberId { get; init; }

    /// <summary>The member's place among so many open quotes with all brands; null once it is not open any
    /// more.</summary>
    public int? Slot { get; set; }

    /// <summary>The member's place among so many open quotes with the till's brand; null once it is not open any more,
    /// and where a node of the release before wrote it.</summary>
    public int? MerchantSlot { get; set; }

    /// <summary>The <see cref="V1.ExchangeDetail"/>, serialized.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ExpireTime { get; init; }
}
