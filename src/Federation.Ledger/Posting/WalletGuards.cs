namespace Federation.Ledger;

/// <summary>What a caller requires of the wallet that its command names or is about.</summary>
/// <param name="MinAvailable">At least so many coins must be available afterwards.</param>
/// <param name="MaxBalance">At most so many coins may be in the wallet afterwards.</param>
/// <param name="ExpectedVersion">The version that the wallet must have before.</param>
internal sealed record WalletGuards(long? MinAvailable = null, long? MaxBalance = null, long? ExpectedVersion = null);
