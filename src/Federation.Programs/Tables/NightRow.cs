namespace Federation.Programs;

/// <summary>When a programme's orders are looked at by night, and what the last time came to.</summary>
internal sealed class NightRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>When they are looked at next, in alliance time, as all times here.</summary>
    public required DateTimeOffset NextTime { get; set; }

    /// <summary>The end of the time that is being looked at. After a stop the same night goes on; null between
    /// nights.</summary>
    public DateTimeOffset? Night { get; set; }

    /// <summary>The end of the time that was looked at last; null: none was.</summary>
    public DateTimeOffset? LastNight { get; set; }

    /// <summary>The orders among which stars were looked for then.</summary>
    public long LastOrders { get; set; }

    /// <summary>The cases that were opened then.</summary>
    public int LastCases { get; set; }

    public ProgramId Program => new(PartnerId, ProgramId);
}
