using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a single condition is of good form.</summary>
internal sealed class ConditionForm(Rule rule, Stage stage, RuleSetNames names, Findings findings)
{
    public void Check(Condition condition, string at)
    {
        switch (condition.IsCase)
        {
            case Condition.IsOneofCase.Time:
                CheckTime(condition.Time, at + ".time");
                break;
            case Condition.IsOneofCase.Basket:
                Field(
                    condition.Basket.AtLeastMinorUnits is >= 1 and <= Units.MaxCommand,
                    at + ".basket.at_least_minor_units", "1 to 10^15.", "1 到 10^15。");
                new FilterForm(rule.Id, names, findings).Check(condition.Basket.Lines, at + ".basket.lines");
                break;
            case Condition.IsOneofCase.Lines:
                Field(condition.Lines.AtLeast >= 1, at + ".lines.at_least", "1 or more.", "不小于 1。");
                new FilterForm(rule.Id, names, findings).Check(condition.Lines.Lines, at + ".lines.lines");
                break;
            case Condition.IsOneofCase.Member:
                Field(
                    (condition.Member.Attribute.Length > 0) == (condition.Member.Values.Count > 0),
                    at + ".member.values",
                    "An attribute and its values go together.", "属性与取值必须同时填写。");
                break;
            case Condition.IsOneofCase.Tier:
                CheckTier(condition.Tier, at + ".tier");
                break;
            case Condition.IsOneofCase.Segment:
                findings.CheckNamed(
                    names.Segments.Contains(condition.Segment), at + ".segment", condition.Segment, rule.Id);
                break;
            case Condition.IsOneofCase.Count:
                CheckCount(condition.Count, at + ".count");
                break;
            case Condition.IsOneofCase.Birthday:
                Field(
                    condition.Birthday.WindowCase == BirthdayWindow.WindowOneofCase.DaysAround
                        ? condition.Birthday.DaysAround is >= 1 and <= 30
                        : condition.Birthday.Period != BirthdayPeriod.Unspecified,
                    at + ".birthday", "DAY, WEEK or MONTH; or 1 to 30 days around it.",
                        "DAY、WEEK 或 MONTH;或前后 1 到 30 天。");
                break;
            case Condition.IsOneofCase.Coupon:
                findings.CheckNamed(
                    names.Coupons.Contains(condition.Coupon), at + ".coupon", condition.Coupon, rule.Id);
                break;
            case Condition.IsOneofCase.Paid:
                Field(
                    condition.Paid.Kinds.Count > 0 && !condition.Paid.Kinds.Contains(TenderKind.Unspecified),
                    at + ".paid.kinds", "At least one kind.", "至少一种支付方式。");
                break;
            case Condition.IsOneofCase.At:
                Field(
                    condition.At.Merchants.Count + condition.At.Sources.Count > 0, at + ".at",
                    "At least one merchant or source.", "至少一个商户或来源。");
                break;
        }
    }

    private void CheckTime(TimeWindow time, string at)
    {
        Field(
            (time.FromDate is not { } first || TermsCheck.IsDate(first))
            && (time.ToDate is not { } last || TermsCheck.IsDate(last)), at, "Whole dates that exist.", "必须是存在的完整日期。");
        Field(
            time.FromMinute is >= 0 and < 1440 && time.ToMinute is >= 0 and < 1440, at + ".from_minute",
            "Minutes from 0 to 1439.", "分钟数为 0 到 1439。");
        Field(
            time.DaysOfMonth.All(d => d is not 0 and >= -31 and <= 31), at + ".days_of_month",
            "1 to 31, or -1 to -31 from the end.", "1 到 31,或从月末算起的 -1 到 -31。");
        Field(
            time.WeekdaysOfMonth.All(w => w.Nth is not 0 and >= -1 and <= 5 && w.Weekday != 0),
            at + ".weekdays_of_month",
            "The first to the fifth, or -1 for the last.", "第 1 到第 5 个,或 -1 表示最后一个。");
        Field(time.Weekdays.All(w => w != 0), at + ".weekdays", "Weekdays.", "请填写星期。");
        if (time.Calendar.Length > 0)
            findings.CheckNamed(names.Calendars.Contains(time.Calendar), at + ".calendar", time.Calendar, rule.Id);
    }

    private void CheckTier(TierIs tier, string at)
    {
        findings.CheckNamed(names.Schemes.ContainsKey(tier.Scheme), at + ".scheme", tier.Scheme, rule.Id);
        Field(tier.Levels.Count > 0, at + ".levels", "At least one level.", "至少一个等级。");
        if (!names.Schemes.TryGetValue(tier.Scheme, out var scheme))
            return;
        foreach (var level in tier.Levels)
            findings.CheckNamed(scheme.Levels.Any(l => l.Id == level), at + ".levels", level, rule.Id);
    }

    private void CheckCount(CountReached count, string at)
    {
        findings.CheckNamed(names.Counters.ContainsKey(count.Counter), at + ".counter", count.Counter, rule.Id);
        Field(
            count.ReachedCase == CountReached.ReachedOneofCase.Every ? count.Every >= 1 : count.AtLeast >= 1, at,
            "A number of 1 or more.", "不小于 1 的数。");
        if (names.Counters.TryGetValue(count.Counter, out var counter) && counter.Of == CountedBy.Money
            && !count.BeforeThisOrder && stage < Stage.Earning)
            findings.Error(
                GuardFindingKind.Combination, at,
                "What this order pays is not known before its prices; count only earlier orders.",
                "定价之前尚不知道本单金额;请只统计此前的订单。", rule.Id);
    }

    private void Field(bool good, string path, string en, string zh) => findings.Check(good, path, en, zh, rule.Id);
}
