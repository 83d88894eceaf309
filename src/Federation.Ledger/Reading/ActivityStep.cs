namespace Federation.Ledger;

/// <summary>An entry of a wallet, as far as a list of activity is ordered by it.</summary>
internal sealed class ActivityStep
{
    public required Guid? WalletId { get; init; }

    public required long? Version { get; init; }

    public required Guid JournalId { get; init; }
}
