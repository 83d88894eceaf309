namespace Federation.Ledger.Tests;

/// <summary>Coins of one wallet that a journal took or brought.</summary>
internal sealed record Parcel(string Wallet, CoinTerms Terms, long Units);
