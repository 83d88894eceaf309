namespace Federation.Rules;

/// <summary>Coins that are taken back.</summary>
/// <param name="Rule">The rule that had given them.</param>
/// <param name="Coin">The coin, <c>coins/{id}</c>.</param>
/// <param name="Units">How many.</param>
public sealed record CoinsBack(string Rule, string Coin, long Units);
