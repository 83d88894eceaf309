using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Partners;

/// <summary>A brand as kept.</summary>
public sealed class PartnerRow
{
    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>Empty where there is none.</summary>
    public required string DisplayNameZh { get; set; }

    public bool Suspended { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public Partner ToPartner() => new()
    {
        Name = ResourceNames.Partner(Id),
        DisplayName = DisplayName,
        DisplayNameZh = DisplayNameZh,
        State = Suspended ? PartnerState.Suspended : PartnerState.Active,
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
    };
}

/// <summary>A coin as kept. Nothing of it changes.</summary>
public sealed class CoinRow
{
    public required string Id { get; init; }

    public required string PartnerId { get; init; }

    public required string DisplayCode { get; set; }

    public required int Scale { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Empty where there is none.</summary>
    public required string DisplayNameZh { get; init; }

    /// <summary>An <see cref="ExpiryRule"/> in Protobuf's binary form; null: the coins do not expire.</summary>
    public byte[]? Expiry { get; set; }

    /// <summary>How many days coins live on that come back after they had expired, 0 to 365; 0: they expire at once.</summary>
    public int RestoreGraceDays { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public Coin ToCoin() => new()
    {
        Name = ResourceNames.Coin(Id),
        Partner = ResourceNames.Partner(PartnerId),
        DisplayCode = DisplayCode,
        Scale = Scale,
        DisplayName = DisplayName,
        DisplayNameZh = DisplayNameZh,
        Expiry = ReadExpiry(),
        RestoreGraceDays = RestoreGraceDays,
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
    };

    public DirectoryCoin ToDirectoryCoin() => new()
    {
        Id = Id,
        PartnerId = PartnerId,
        DisplayCode = DisplayCode,
        Scale = Scale,
        Expiry = ReadExpiry(),
        RestoreGraceDays = RestoreGraceDays,
    };

    private ExpiryRule? ReadExpiry() => Expiry is null ? null : ExpiryRule.Parser.ParseFrom(Expiry);
}

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

/// <summary>One row: how often brands, coins or merchants have changed, from 1 on.</summary>
public sealed class DirectoryVersion
{
    public int Id { get; init; }

    public long Version { get; init; }
}
