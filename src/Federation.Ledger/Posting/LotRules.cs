namespace Federation.Ledger;

/// <summary>Which coins of a lot can be taken. Decisions, dry runs and reads all ask here.</summary>
internal static class LotRules
{
    /// <summary>Whether coins of the lot can be taken at time t: they have not expired and are not pending.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="at">The time t, in alliance time.</param>
    /// <param name="activeUntil">Until when the wallet's activity keeps coins alive that expire with activity.</param>
    public static bool CanBeTaken(this Lot lot, DateTimeOffset at, DateTimeOffset? activeUntil) =>
        !lot.IsExpired(at, activeUntil) && !lot.IsPending(at);

    /// <summary>Whether the lot has free coins that can be taken at time t.</summary>
    public static bool CanBeTaken(this LotBalance lot, DateTimeOffset at, DateTimeOffset? activeUntil) =>
        lot.Free > 0 && lot.Lot.CanBeTaken(at, activeUntil);
}
