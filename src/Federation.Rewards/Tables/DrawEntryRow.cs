namespace Federation.Rewards;

/// <summary>Says that a member wanted tickets of a draw: written before the journal that makes it so. Whether it is so,
/// the ledger knows; once the draw is closed, so does this row.</summary>
internal sealed class DrawEntryRow
{
    /// <summary>Made of the request: a retry is the same entry.</summary>
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string DrawId { get; init; }

    /// <summary>The 16 bytes of the id by which the brand sees the member.</summary>
    public required byte[] Member { get; init; }

    public required int Tickets { get; init; }

    /// <summary>The entry whose tickets it takes back; null for one that has tickets.</summary>
    public Guid? Of { get; init; }

    /// <summary>Whether a programme's rules have given it, or taken it back: it has cost nothing.</summary>
    public bool ByRule { get; init; }

    /// <summary>How many of its tickets were taken back; 0 until the draw closes.</summary>
    public int TakenBack { get; set; }

    /// <summary>The journal that made it so; null until the draw closes.</summary>
    public Guid? Journal { get; set; }

    /// <summary>The number of the ledger's group that has the journal; null until the draw closes.</summary>
    public long? GroupNumber { get; set; }

    /// <summary>The number of its first ticket; null until the draw closes, and for one that has none left.</summary>
    public int? FirstTicket { get; set; }

    /// <summary>What became of its coins when the draw was cancelled.</summary>
    public DrawRefund Refund { get; set; }
}
