namespace Federation.Design;

/// <summary>Coins, as a page shows them.</summary>
/// <param name="Units">The number of the coin's smallest units.</param>
/// <param name="Scale">How many decimal places a unit has.</param>
/// <param name="Code">The coin's code.</param>
public readonly record struct CoinAmount(long Units, int Scale, string Code);
