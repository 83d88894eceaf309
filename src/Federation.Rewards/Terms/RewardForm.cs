using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;

namespace Federation.Rewards;

/// <summary>What requests about rewards must look like. Pure.</summary>
internal static class RewardForm
{
    private const int MaxTitle = 200;
    private const int MaxDescription = 2000;
    private const int MaxLevels = 20;
    private const int MaxLimits = 5;
    private const int MaxTimes = 1_000_000;
    private const int MaxRightDays = 36_500;
    private const int MaxDeadlineHours = 336;
    private const int MaxChangeHours = 720;

    public static RewardId Reward(this Form form, string name, string field)
    {
        form.Check(RewardId.TryParse(name, out var reward), field, "must be partners/{p}/rewards/{id}");
        return reward;
    }

    public static RedemptionId Redemption(this Form form, string name, string field)
    {
        form.Check(
            RedemptionId.TryParse(name, out var redemption), field, "must be partners/{p}/redemptions/{uuid}");
        return redemption;
    }

    /// <summary>What a reward is: each field is there and in its range.</summary>
    public static void Terms(this Form form, RewardTerms? terms, string partner)
    {
        form.Check(terms is not null, "terms", "is required");
        if (terms is null)
            return;
        form.Title(terms.Title, "terms.title");
        form.Text(terms.Description?.En ?? "", "terms.description.en", 0, MaxDescription);
        form.Text(terms.Description?.ZhCn ?? "", "terms.description.zh_cn", 0, MaxDescription);
        form.Check(
            terms.Kind != RewardKind.Unspecified && System.Enum.IsDefined(terms.Kind), "terms.kind",
            "must be REWARD_KIND_GOODS, REWARD_KIND_COUPON, REWARD_KIND_CODE, REWARD_KIND_RIGHT, "
            + "REWARD_KIND_EXPERIENCE or REWARD_KIND_DONATION");
        form.Coin(terms.Coin, "terms.coin");
        form.Price(terms.PriceUnits, "terms.price_units");
        form.Window(terms);
        form.Levels(terms, partner);
        form.Limits(terms);
        form.Kind(terms);
        form.Coupon(terms, partner);
        form.Checks(terms.Checks);
    }

    /// <summary>What never changes: stock, pools and totals count by it.</summary>
    public static void SameKind(this Form form, RewardTerms terms, RewardTerms before)
    {
        form.Check(terms.Kind == before.Kind, "terms.kind", $"must stay {before.Kind}");
        form.Check(terms.Coin == before.Coin, "terms.coin", $"must stay {before.Coin}");
        form.Check(terms.LimitedStock == before.LimitedStock, "terms.limited_stock", "must stay as it is");
        form.Check((terms.Cause?.Id ?? "") == (before.Cause?.Id ?? ""), "terms.cause.id", "must stay as it is");
    }

    /// <summary>What members read first: there in one language at least, and not too long.</summary>
    public static void Title(this Form form, LocalizedText? title, string field)
    {
        form.Check(title is { En.Length: > 0 } or { ZhCn.Length: > 0 }, field, "is required, in one language at least");
        form.Text(title?.En ?? "", field + ".en", 0, MaxTitle);
        form.Text(title?.ZhCn ?? "", field + ".zh_cn", 0, MaxTitle);
    }

    private static void Price(this Form form, long units, string field) => form.Check(
        units is >= 0 and <= Units.MaxCommand, field, "must be 0 to 10^15");

    private static void Window(this Form form, RewardTerms terms)
    {
        var (from, to) = (form.Moment(terms.FromTime, "terms.from_time"), form.Moment(terms.ToTime, "terms.to_time"));
        form.Check(!(to <= from), "terms.to_time", "must be after from_time");
        form.Check(
            terms.TimeZone.Length == 0 || ProgramCalendar.Knows(terms.TimeZone), "terms.time_zone",
            "must be the IANA name of a time zone");
    }

    private static void Levels(this Form form, RewardTerms terms, string partner)
    {
        var levels = terms.Levels;
        form.Check(levels.Count <= MaxLevels, "terms.levels", $"must be at most {MaxLevels}");
        form.Check(
            levels.Select(l => l.Level).Distinct(StringComparer.Ordinal).Count() == levels.Count, "terms.levels",
            "must have each level once");
        form.Check(
            terms.PriceUnits > 0 || levels.Any(l => l.PriceUnits > 0), "terms.price_units",
            "must be 1 to 10^15, or a level must have a price");
        if (levels.Count == 0)
        {
            form.Check(terms.Program.Length == 0, "terms.program", "must be empty without levels");
            form.Check(terms.Scheme.Length == 0, "terms.scheme", "must be empty without levels");
            return;
        }
        form.Check(
            ProgramId.TryParse(terms.Program, out var program) && program.PartnerId == partner, "terms.program",
            "must be a programme of the same brand, partners/{p}/programs/{id}");
        form.Id(terms.Scheme, "terms.scheme");
        foreach (var (level, i) in levels.Take(MaxLevels).Select((l, i) => (l, i)))
        {
            var field = $"terms.levels[{i}]";
            form.Id(level.Level, field + ".level");
            form.Price(level.PriceUnits, field + ".price_units");
            var opens = form.Moment(level.FromTime, field + ".from_time");
            form.Check(
                opens is null || opens < terms.FromTime?.ToDateTimeOffset(), field + ".from_time",
                "must be before from_time, which must be set");
        }
    }

    private static void Limits(this Form form, RewardTerms terms)
    {
        form.Check(terms.Limits.Count <= MaxLimits, "terms.limits", $"must be at most {MaxLimits}");
        form.Check(
            terms.Limits.Select(l => l.Period).Distinct().Count() == terms.Limits.Count, "terms.limits",
            "must have each period once");
        foreach (var (limit, i) in terms.Limits.Take(MaxLimits).Select((l, i) => (l, i)))
        {
            form.Check(
                limit.Period is Period.Day or Period.Week or Period.Month or Period.Year or Period.Ever,
                $"terms.limits[{i}].period",
                "must be PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_YEAR or PERIOD_EVER");
            form.Check(
                limit.AtMost is >= 1 and <= MaxTimes, $"terms.limits[{i}].at_most", $"must be 1 to {MaxTimes}");
        }
    }

    /// <summary>What a kind needs, and what it cannot have.</summary>
    private static void Kind(this Form form, RewardTerms terms)
    {
        var kind = terms.Kind;
        form.Check(
            kind is not (RewardKind.Coupon or RewardKind.Code or RewardKind.Donation)
                || terms.Fulfilment == RewardFulfilment.AtOnce,
            "terms.fulfilment", "must be REWARD_FULFILMENT_AT_ONCE for a coupon, a code and a donation");
        form.Check(
            System.Enum.IsDefined(terms.Fulfilment), "terms.fulfilment",
            "must be REWARD_FULFILMENT_AT_ONCE or REWARD_FULFILMENT_BY_BRAND");
        form.Check(
            kind != RewardKind.Code || terms.LimitedStock, "terms.limited_stock", "must be true for a code");
        form.Check(
            (kind == RewardKind.Right) == (terms.Right is not null), "terms.right", "must be set for a right alone");
        if (terms.Right is { } right)
        {
            form.Title(right.Title, "terms.right.title");
            form.Check(
                right.ValidDays is >= 1 and <= MaxRightDays, "terms.right.valid_days", $"must be 1 to {MaxRightDays}");
        }
        form.Check(
            (kind == RewardKind.Donation) == (terms.Cause is not null), "terms.cause",
            "must be set for a donation alone");
        if (terms.Cause is not { } cause)
            return;
        form.Id(cause.Id, "terms.cause.id");
        form.Title(cause.Title, "terms.cause.title");
    }

    private static void Checks(this Form form, RewardChecks? checks)
    {
        if (checks is null)
            return;
        form.Check(checks.BalancePercent is >= 0 and <= 100, "terms.checks.balance_percent", "must be 0 to 100");
        form.Check(
            checks.DeadlineHours is >= 0 and <= MaxDeadlineHours, "terms.checks.deadline_hours",
            $"must be 0 (for {RedemptionChecks.UsualHours}) to {MaxDeadlineHours}");
        form.Check(
            checks.ContactChangeHours is >= 0 and <= MaxChangeHours, "terms.checks.contact_change_hours",
            $"must be 0 to {MaxChangeHours}");
        form.Check(RedemptionChecks.AreMade(checks), "terms.checks", "must have a check, or not be set");
    }

    private static void Coupon(this Form form, RewardTerms terms, string partner)
    {
        form.Check(
            (terms.Kind == RewardKind.Coupon) == (terms.Coupon is not null), "terms.coupon",
            "must be set for a coupon alone");
        if (terms.Coupon is not { } coupon)
            return;
        form.Check(
            ProgramId.TryParse(coupon.Program, out var program) && program.PartnerId == partner,
            "terms.coupon.program", "must be a programme of the same brand, partners/{p}/programs/{id}");
        form.Id(coupon.Definition, "terms.coupon.definition");
    }
}
