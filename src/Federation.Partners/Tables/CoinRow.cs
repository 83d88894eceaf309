using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Partners;

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

    /// <summary>How many days coins live on that come back after they had expired, 0 to 365; 0: they expire at
    /// once.</summary>
    public int RestoreGraceDays { get; init; }

    /// <summary>A <see cref="GiftLimit"/> in Protobuf's binary form; null: there is none.</summary>
    public byte[]? GiftLimit { get; set; }

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
        GiftLimit = ReadGiftLimit(),
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
        GiftLimit = ReadGiftLimit(),
    };

    /// <summary>A limit as it is kept.</summary>
    public static byte[]? Kept(GiftLimit? limit) => limit is { GiftsPerDay: > 0 } ? limit.ToByteArray() : null;

    private GiftLimit? ReadGiftLimit() => GiftLimit is null ? null : V1.GiftLimit.Parser.ParseFrom(GiftLimit);

    private ExpiryRule? ReadExpiry() => Expiry is null ? null : ExpiryRule.Parser.ParseFrom(Expiry);
}
