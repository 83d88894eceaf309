using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Partners;

/// <summary>A merchant as kept. Nothing of it changes.</summary>
public sealed class MerchantRow
{
    public required string PartnerId { get; init; }

    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required string CoinId { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public Merchant ToMerchant() => new()
    {
        Name = ResourceNames.Merchant(PartnerId, Id),
        DisplayName = DisplayName,
        Coin = ResourceNames.Coin(CoinId),
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
    };
}
