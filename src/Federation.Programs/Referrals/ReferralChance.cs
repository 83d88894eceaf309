using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>What becomes of a pending referral. Pure.</summary>
internal abstract record ReferralChance
{
    // A till's clock may be behind.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private ReferralChance()
    {
    }

    /// <param name="row">The referral.</param>
    /// <param name="terms">The rule set that decides.</param>
    /// <param name="orders">The new member's orders at the brand that may matter, the first ones first.</param>
    /// <param name="now">Alliance time.</param>
    public static ReferralChance Of(
        ReferralRow row, RuleSetTerms terms, IReadOnlyList<BoughtOrder> orders, DateTimeOffset now)
    {
        if (orders.Any(o => o.History.Now.State != OrderState.Cancelled && IsBefore(o, row.UseTime)))
            return new Lapses(ReferralLapse.BoughtBefore);
        var minimum = terms.Referrals.MinimumMinorUnits;
        DateTimeOffset? next = null;
        foreach (var order in orders.Where(o => o.History.Order.Program == row.Program && o.Kept >= minimum
            && o.History.TimeOf(0).ToDateTimeOffset() <= row.OrderByTime
            && o.History.Now.OrderCase?.State != CaseState.AgainstMember))
        {
            var end = EndOf(order, terms);
            if (end <= now)
                return new Qualifies(order.History.Order);
            var look = end ?? now + LookAgain;
            next = next is null || look < next ? look : next;
        }
        if (next is not null)
            return new Waits(next.Value < now + LookAgain ? next.Value : now + LookAgain);
        return now > row.OrderByTime ? new Lapses(ReferralLapse.NoOrder) : new Waits(now + LookAgain);
    }

    /// <summary>By its decision, whether an order may matter to a referral: one of before, or one that may make it
    /// qualify.</summary>
    public static bool MayMatter(ReferralRow row, RuleSetTerms terms, EvaluationRecord record) =>
        record.Facts.DecideTime.ToDateTimeOffset() < row.UseTime + Tolerance
        || record.Order.OrderTime.ToDateTimeOffset() < row.UseTime
        || record.Result.TotalMinorUnits >= terms.Referrals.MinimumMinorUnits;

    /// <summary>Whether it was placed, or by its own time bought, before the code was given.</summary>
    private static bool IsBefore(BoughtOrder order, DateTimeOffset use) =>
        order.History.TimeOf(0).ToDateTimeOffset() < use
        || order.Record.Order.OrderTime.ToDateTimeOffset() < use - Tolerance;

    /// <summary>When goods can no longer come back; null while the customer does not have them, or a case of the order
    /// is open.</summary>
    private static DateTimeOffset? EndOf(BoughtOrder order, RuleSetTerms terms)
    {
        var days = ReferralOffers.HoldbackDaysOf(terms);
        var held = order.History.Now.OrderCase?.State == CaseState.Open;
        return !held && order.History.HandedOverTime is { } got ? got.ToDateTimeOffset().AddDays(days) : null;
    }

    /// <summary>It is looked at again then.</summary>
    public sealed record Waits(DateTimeOffset Until) : ReferralChance;

    /// <summary>It qualifies by this order.</summary>
    public sealed record Qualifies(OrderId Order) : ReferralChance;

    /// <summary>It cannot qualify any more.</summary>
    public sealed record Lapses(ReferralLapse Lapse) : ReferralChance;
}
