namespace Federation.Bench;

/// <param name="Journals">How many journals there are at the end, the opening ones included.</param>
/// <param name="Wallets">How many wallets they are over.</param>
/// <param name="Limit">After so long it stops, and tells what was reached.</param>
internal sealed record GrowthOptions(int Journals, int Wallets, TimeSpan Limit);
