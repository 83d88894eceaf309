namespace Federation.Ledger;

/// <summary>What an open hold sets aside of one lot of one wallet. What was captured or released is in the entries
/// only.</summary>
internal sealed class HoldRow
{
    public required Guid WalletId { get; set; }

    /// <summary>The id of the hold's journal.</summary>
    public required Guid HoldId { get; set; }

    public required long Lot { get; set; }

    public required long Units { get; set; }

    /// <summary>From when on it holds nothing any more, in alliance time.</summary>
    public required DateTimeOffset Until { get; set; }

    public HoldPart ToPart() => new(new JournalId(HoldId), new Lot(Lot), Units, Until);
}
