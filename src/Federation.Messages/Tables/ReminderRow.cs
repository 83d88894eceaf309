namespace Federation.Messages;

/// <summary>Up to which day a brand's members were reminded.</summary>
internal sealed class ReminderRow
{
    /// <summary>The table of reminders of coins.</summary>
    public const string OfCoins = "reminders";

    /// <summary>The table of reminders of coupons.</summary>
    public const string OfCoupons = "coupon_reminders";

    public required string PartnerId { get; init; }

    /// <summary>How many days before the end: 30, 7 or 1.</summary>
    public required int DaysBefore { get; init; }

    /// <summary>The last day, counted from 0001-01-01 in the brand's time zone, on which that was done.</summary>
    public int LastDay { get; set; }
}
