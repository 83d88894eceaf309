using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>One signed amount on one account.</summary>
internal sealed class EntryRow
{
    public required Guid JournalId { get; init; }

    public required short Line { get; init; }

    public required AccountKind Kind { get; init; }

    public required string Asset { get; init; }

    public required long Units { get; init; }

    /// <summary>The wallet, for wallets, held coins and receivables.</summary>
    public Guid? WalletId { get; init; }

    /// <summary>The lot, for wallets and held coins.</summary>
    public long? Lot { get; init; }

    /// <summary>The partner, for positions.</summary>
    public string? Party { get; init; }

    public long? BalanceAfter { get; init; }

    /// <summary>The wallet's version after the entry: what a statement is read by.</summary>
    public long? Version { get; init; }
}
