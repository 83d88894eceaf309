namespace Federation.Ledger;

/// <summary>The clock's row, and the database's system time when it was read.</summary>
internal sealed record ClockReading(ClockRow Row, DateTimeOffset SystemNow)
{
    public DateTimeOffset AllianceTime => Row.AllianceTime(SystemNow);

    /// <summary>Whether the database's clock jumped ahead, so that nothing is decided.</summary>
    public bool Jumped => Row.JumpedBy(SystemNow);
}
