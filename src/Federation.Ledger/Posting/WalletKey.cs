namespace Federation.Ledger;

/// <summary>A wallet as callers name it.</summary>
internal readonly record struct WalletKey(Guid MemberId, string Coin);
