namespace Federation.Programs;

/// <summary>A coupon. How often it was used, and whether a journal has made it, the ledger knows
/// (<see cref="CouponTally"/>): the row is written before.</summary>
internal sealed class CouponRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The id of its definition.</summary>
    public required string Definition { get; init; }

    /// <summary>The 16 bytes of the id by which the brand sees the member; null: whoever shows its code.</summary>
    public byte[]? Member { get; init; }

    /// <summary>Of the code that is shown for it.</summary>
    public byte[]? CodeHash { get; init; }

    /// <summary>How often it can be used.</summary>
    public required int Uses { get; init; }

    /// <summary>For how many days it lives again when a use is given back after it expired.</summary>
    public required int RestoreGraceDays { get; init; }

    /// <summary>In alliance time.</summary>
    public required DateTimeOffset ExpireTime { get; set; }

    /// <summary>In alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The id of the order that gives it, or of the event.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>Whether <see cref="OrderId"/> is an event's.</summary>
    public bool ByEvent { get; init; }

    /// <summary>Whether it exists only once a journal has made it.</summary>
    public required bool ByJournal { get; init; }

    public ProgramId Program => new(PartnerId, ProgramId);

    public string Name => ResourceNames.Coupon(Id);
}
