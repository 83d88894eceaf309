namespace Federation.Cli.Replay;

/// <summary>A brand of the replay, with the two values that its coin has on the replay's board.</summary>
/// <param name="Id">The id of the brand and of its coin.</param>
/// <param name="Asks">Settlement units that it asks for one of its coins made by an exchange: the on-value.</param>
/// <param name="Pays">Settlement units that it pays for one of its coins spent elsewhere: the off-value.</param>
internal sealed record Brand(string Id, string DisplayName, string DisplayNameZh, long Asks, long Pays)
{
    public string Partner => ResourceNames.Partner(Id);

    public string Coin => ResourceNames.Coin(Id);

    /// <summary>The brand's only till.</summary>
    public string Merchant => ResourceNames.Merchant(Id, ReplayAlliance.MerchantId);
}

/// <summary>The alliance that a replay runs in: settlement in hundredths of a penny, four brands, one board.</summary>
internal static class ReplayAlliance
{
    public const string MerchantId = "store";
    public const int FeeBasisPoints = 100;

    /// <summary>The most coins that one conversion takes: far more than any purchase of the sample needs.</summary>
    public const long MaximumUnits = 10_000_000;

    /// <summary>Earned coins are good until the end of this day after the day of earning.</summary>
    public const int ExpiryDays = 180;

    /// <summary>Settlement units in a penny.</summary>
    public const long UnitsPerPenny = 100;

    /// <summary>A member pays with coins of another brand only where it has so many of them.</summary>
    public const long FewestCoinsToPay = 500;

    /// <summary>The brands, in alphabetical order.</summary>
    public static IReadOnlyList<Brand> Brands { get; } =
    [
        new("aster", "Aster", "紫菀", Asks: 100, Pays: 90),
        new("birch", "Birch", "白桦", Asks: 50, Pays: 45),
        new("cedar", "Cedar", "雪松", Asks: 200, Pays: 170),
        new("dune", "Dune", "沙丘", Asks: 80, Pays: 76),
    ];

    public static Brand? Find(string id) => Brands.FirstOrDefault(b => b.Id == id);
}
