namespace Federation.Ledger.Tests;

/// <summary>Some coins in a wallet.</summary>
/// <param name="Terms">Their terms.</param>
/// <param name="Units">How many.</param>
/// <param name="Hold">The request of the hold that sets them aside; null: they are free.</param>
internal sealed record ModelCoins(CoinTerms Terms, long Units, string? Hold = null);
