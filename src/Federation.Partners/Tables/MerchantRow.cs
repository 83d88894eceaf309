using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Partners;

/// <summary>A merchant as kept. Its name changes, and whether it is closed.</summary>
public sealed class MerchantRow
{
    public required string PartnerId { get; init; }

    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    public required string CoinId { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When it was closed, in system time; null while it is open.</summary>
    public DateTimeOffset? CloseTime { get; set; }

    public Merchant ToMerchant() => new()
    {
        Name = ResourceNames.Merchant(PartnerId, Id),
        DisplayName = DisplayName,
        Coin = ResourceNames.Coin(CoinId),
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
        Closed = CloseTime is not null,
        CloseTime = CloseTime is { } closed ? Timestamp.FromDateTimeOffset(closed) : null,
    };
}
