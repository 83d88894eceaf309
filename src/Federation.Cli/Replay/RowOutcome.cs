namespace Federation.Cli;

/// <summary>What the alliance remembers of a row's commands.</summary>
internal struct RowOutcome
{
    /// <summary>The till's coins that the row's payment redeemed; null where there is no payment.</summary>
    public long? Redeemed { get; set; }

    /// <summary>Whether the row's earning, or its clawback, was booked.</summary>
    public bool Settled { get; set; }

    public RememberedRefusal? Refused { get; set; }

    public readonly bool LeftCommand => Redeemed is not null || Settled || Refused is not null;
}
