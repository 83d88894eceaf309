using Federation.Design;

namespace Federation.Web;

/// <summary>Figures of the sample alliance on its last day.</summary>
internal static class Samples
{
    public const string AsterCoin = "aster";
    public const string BirchCoin = "birch";
    public const string CedarCoin = "cedar";
    public const string DuneCoin = "dune";

    /// <summary>A name that a hostile partner would choose: pages show it as it is.</summary>
    public const string Hostile = "<script>alert(1)</script> & \"Söhne\"";

    public static readonly DateOnly Today = new(2011, 12, 9);

    public static readonly DateOnly Later = new(2012, 6, 7);

    public static readonly IReadOnlyList<string> Weeks =
        [.. Enumerable.Range(36, 14).Select(w => FormattableString.Invariant($"W{w}"))];

    /// <summary>In pennies.</summary>
    public static readonly IReadOnlyList<long?> SpentByWeek =
        [15891, 19440, 26998, 12880, 26124, 18690, 29182, 22916, 33176, 29138, 24964, 25950, 25420, 27689];

    /// <summary>Members who bought, by month.</summary>
    public static readonly IReadOnlyList<long> Buyers = [449, 388, 399, 489, 434, 524, 496, 472, 481, 634, 692, 821];

    public static readonly IReadOnlyList<(int Month, long Members, long?[] Share)> Cohorts =
    [
        (12, 449, [100, 38, 32, 38, 36, 39, 37, 34, 34, 39, 37, 50]),
        (1, 197, [100, 21, 26, 23, 33, 28, 26, 22, 30, 33, 39, null]),
        (2, 185, [100, 22, 20, 24, 27, 26, 27, 28, 25, 30, null, null]),
        (3, 213, [100, 17, 24, 24, 20, 22, 26, 26, 29, null, null, null]),
        (4, 156, [100, 23, 22, 21, 22, 24, 22, 27, null, null, null, null]),
        (5, 133, [100, 20, 18, 18, 20, 23, 26, null, null, null, null, null]),
    ];

    public static CoinAmount Aster(long units) => new(units, 0, "ASTER");

    public static CoinAmount Birch(long units) => new(units, 0, "BIRCH");

    public static CoinAmount Cedar(long units) => new(units, 0, "CEDAR");

    public static CoinAmount Dune(long units) => new(units, 0, "DUNE");

    public static MoneyAmount Pounds(long pennies) => new(pennies, 2, "GBP");

    /// <summary>Settlement money: hundredths of a penny.</summary>
    public static MoneyAmount Exact(long units) => new(units, 4, "GBP");
}
