namespace Federation.Cli;

/// <summary>The alliance that a replay runs in: settlement in hundredths of a penny, four brands, one board.</summary>
internal static class ReplayAlliance
{
    public const string MerchantId = "store";
    public const int FeeBasisPoints = 100;

    /// <summary>Of each brand's programme.</summary>
    public const string ProgramId = "main";

    /// <summary>Of coins and programmes.</summary>
    public const string TimeZone = "UTC";

    /// <summary>What is paid in money for a coin.</summary>
    public const long PencePerCoin = 100;

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
        new("aster", "Aster", "紫菀", OnValue: 100, OffValue: 90),
        new("birch", "Birch", "白桦", OnValue: 50, OffValue: 45),
        new("cedar", "Cedar", "雪松", OnValue: 200, OffValue: 170),
        new("dune", "Dune", "沙丘", OnValue: 80, OffValue: 76),
    ];

    public static Brand? Find(string id) => Brands.FirstOrDefault(b => b.Id == id);
}
