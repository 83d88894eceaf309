namespace Federation.Ledger;

/// <summary>What became of a journal since.</summary>
internal sealed class UndoneRow
{
    public required Guid JournalId { get; set; }

    /// <summary>Units of its redemption that were refunded; of an earning, units that were clawed back; of a hold for a
    /// payment across brands, redeemed units that were captured.</summary>
    public long Units { get; set; }

    /// <summary>Of a hold for a payment across brands: redeemed units that were captured, and refunded or reversed
    /// since.</summary>
    public long Refunded { get; set; }

    /// <summary>Whether it was reversed; of a hold, whether its time passed while it held something.</summary>
    public bool Reversed { get; set; }

    /// <summary>How many earnings name it as their purchase.</summary>
    public int Earnings { get; set; }

    /// <summary>Whether it is an earning that was confirmed; of a hold for a payment across brands, whether it was
    /// closed.</summary>
    public bool Confirmed { get; set; }

    /// <summary>Of an earning that was confirmed: the lot into which its coins went; 0: none.</summary>
    public long Lot { get; set; }
}
