namespace Federation.Messages;

/// <summary>What a member has that ends on one day: coins, or coupons.</summary>
internal interface IEnding
{
    /// <summary>The last day on which it can be used, in the brand's time zone.</summary>
    DateOnly LastDay { get; }

    /// <summary>The reminder.</summary>
    /// <param name="daysBefore">Which reminder it is.</param>
    /// <param name="today">The day in the brand's time zone.</param>
    /// <param name="made">Gets what the ledger must be told once it was delivered, if anything.</param>
    NewMessage Reminder(int daysBefore, DateOnly today, Action<NoticeRow> made);
}
