namespace Federation.Messages;

/// <summary>How far something was followed.</summary>
internal sealed class CursorRow
{
    /// <summary>The ledger's log, by the numbers of its groups.</summary>
    public const string Ledger = "ledger";

    /// <summary>Rounds of draws, by their numbers.</summary>
    public const string Prizes = "prizes";

    /// <summary>Rounds of draws that end, by their ends in microseconds since 1970.</summary>
    public const string PrizeReminders = "prize-reminders";

    /// <summary>Journals that may give coupons, by the numbers of the ledger's groups. It begins where changes of
    /// coins stood when it was added.</summary>
    public const string Coupons = "coupons";

    public required string Name { get; init; }

    /// <summary>The last that was told.</summary>
    public long Position { get; init; }
}
