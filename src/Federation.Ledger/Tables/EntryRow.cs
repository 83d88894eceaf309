using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>One signed amount on one account.</summary>
internal sealed class EntryRow
{
    public required Guid JournalId { get; set; }

    public required short Line { get; set; }

    public required AccountKind Kind { get; set; }

    public required string Asset { get; set; }

    public required long Units { get; set; }

    /// <summary>The wallet, for wallets, held coins and receivables.</summary>
    public Guid? WalletId { get; set; }

    /// <summary>The lot, for wallets and held coins.</summary>
    public long? Lot { get; set; }

    /// <summary>The partner, for positions.</summary>
    public string? Party { get; set; }

    public long? BalanceAfter { get; set; }

    /// <summary>The wallet's version after the entry: what a statement is read by.</summary>
    public long? Version { get; set; }
}
