using Federation.Rewards.V1;

namespace Federation.Rewards;

/// <summary>A prize that was claimed.</summary>
internal sealed class DrawClaimRow
{
    public required string PartnerId { get; init; }

    public required string DrawId { get; init; }

    /// <summary>The number of the prize, from 1 on: each is claimed once.</summary>
    public required int Place { get; init; }

    /// <summary>In which round, from 1 on.</summary>
    public required int Round { get; init; }

    /// <summary>The number of the ticket that has won it.</summary>
    public required int Ticket { get; init; }

    /// <summary>The 16 bytes of the id by which the brand sees the member.</summary>
    public required byte[] Member { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset ClaimTime { get; init; }

    /// <summary>What became of what it gives at once.</summary>
    public required PrizeDelivery Delivery { get; set; }

    public DrawId Draw => new(PartnerId, DrawId);
}
