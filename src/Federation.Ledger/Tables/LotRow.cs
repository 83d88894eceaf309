namespace Federation.Ledger;

/// <summary>How many coins of one lot are in one wallet. Empty lots are deleted.</summary>
internal sealed class LotRow
{
    public required Guid WalletId { get; set; }

    /// <summary>The terms, see <see cref="Ledger.Lot"/>.</summary>
    public required long Lot { get; set; }

    /// <summary>All coins in it, held ones included.</summary>
    public required long Remaining { get; set; }

    public required long Held { get; set; }

    public LotBalance ToBalance() => new(new Lot(Lot), Remaining, Held);
}
