namespace Federation.Cli;

/// <summary>What the alliance remembers of a row's commands.</summary>
internal struct RowOutcome
{
    /// <summary>The row's payment with coins; null where there is none.</summary>
    public Payment? Payment { get; set; }

    /// <summary>Whether the row's order, or its clawback, was booked.</summary>
    public bool Settled { get; set; }

    public RememberedRefusal? Refused { get; set; }

    public readonly bool LeftCommand => Payment is not null || Settled || Refused is not null;
}
