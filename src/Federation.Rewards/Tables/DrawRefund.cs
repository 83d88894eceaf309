namespace Federation.Rewards;

/// <summary>What became of an entry when its draw was cancelled. The numbers are kept in the database.</summary>
internal enum DrawRefund
{
    /// <summary>The draw was not cancelled, or it is not the entry's turn yet.</summary>
    None = 0,

    /// <summary>Its coins are back, or it cost nothing.</summary>
    Done = 1,

    /// <summary>The ledger does not take them back.</summary>
    Refused = 2,
}
