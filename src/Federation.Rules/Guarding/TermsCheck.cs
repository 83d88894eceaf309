using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a rule set's parts, besides its rules, are of good form.</summary>
internal static class TermsCheck
{
    private const int MostRules = 2000;

    // As many entries of draws as one commit of the ledger can make.
    private const int MostTicketEffects = 12;
    private const int MostDays = 1000;
    private const int MostSchemes = 20;
    private const int MostLevels = 16;
    private const long MostScale = 1_000_000_000;

    public static void Check(RuleSetTerms terms, RuleSetNames names, Findings findings)
    {
        CheckBasics(terms, findings);
        CheckIds(terms, findings);
        findings.Check(terms.Rules.Count <= MostRules, "rules", $"At most {MostRules} rules.", $"规则最多 {MostRules} 条。");
        findings.Check(
            terms.Rules.Sum(r => r.Effects.Count(e => e.Tickets is not null)) <= MostTicketEffects, "rules",
            $"At most {MostTicketEffects} effects that give tickets.", $"给予奖券的效果最多 {MostTicketEffects} 个。");
        for (var i = 0; i < terms.Calendars.Count; i++)
            findings.Check(
                terms.Calendars[i].Days.Count is > 0 and <= MostDays && terms.Calendars[i].Days.All(IsDate),
                $"calendars[{i}].days", $"1 to {MostDays} whole dates.", $"1 到 {MostDays} 个完整日期。");
        for (var i = 0; i < terms.Counters.Count; i++)
            CheckCounter(terms.Counters[i], $"counters[{i}]", findings);
        // The give-away is looked at for each level of each.
        findings.Check(
            terms.TierSchemes.Count <= MostSchemes, "tier_schemes", $"At most {MostSchemes} schemes.",
            $"等级方案最多 {MostSchemes} 个。");
        for (var i = 0; i < terms.TierSchemes.Count; i++)
            CheckScheme(terms.TierSchemes[i], $"tier_schemes[{i}]", findings);
        for (var i = 0; i < terms.Coupons.Count; i++)
            CheckCoupon(terms.Coupons[i], $"coupons[{i}]", findings);
        for (var i = 0; i < terms.Campaigns.Count; i++)
            CheckCampaign(terms.Campaigns[i], $"campaigns[{i}]", names, findings);
        LimitCheck.Check(terms.Limits, "limits", "", findings);
        ReferralsCheck.Check(terms, findings);
        RiskCheck.Check(terms, findings);
        findings.Check(
            terms.CheckIns is not { CycleDays: < 0 or > 400 }, "check_ins.cycle_days", "0 to 400.", "0 到 400。");
        if (terms.CheckIns?.ByMembers == true
            && !terms.Rules.Any(r => r.On?.Events.Any(e => e.Kind == EventKind.CheckIn) == true))
            findings.Error(
                GuardFindingKind.Combination, "check_ins.by_members",
                "No rule on CHECK_IN says what members get who check in.", "没有 CHECK_IN 规则说明会员签到获得什么。");
    }

    /// <summary>Whether all parts of a date are there and it exists.</summary>
    public static bool IsDate(Google.Type.Date date) =>
        date.Year is >= 1970 and <= 9998 && date.Month is >= 1 and <= 12
        && date.Day >= 1 && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);

    private static void CheckBasics(RuleSetTerms terms, Findings findings)
    {
        findings.Check(
            terms.Currency.Length == 3 && terms.Currency.All(char.IsAsciiLetterUpper), "currency",
            "Three capital letters of ISO 4217, for instance CNY.", "ISO 4217 的三个大写字母,例如 CNY。");
        findings.Check(
            terms.SettlementUnitsPerMinorUnit is >= 1 and <= MostScale, "settlement_units_per_minor_unit",
            "1 to 1,000,000,000.", "1 到 1,000,000,000。");
        findings.Check(
            ProgramCalendar.Knows(terms.TimeZone), "time_zone",
            "An IANA time zone, for instance Asia/Shanghai.", "IANA 时区名称,例如 Asia/Shanghai。");
        findings.Check(terms.DayStartMinutes is >= 0 and < 720, "day_start_minutes", "0 to 719.", "0 到 719。");
        findings.Check(
            terms.Coins.Count > 0 && terms.Coins.All(c => CoinId.TryParse(c, out _)) && terms.Coins.Distinct().Count()
            == terms.Coins.Count, "coins", "At least one coin, coins/{id}, each once.", "至少一种积分 coins/{id},且不重复。");
        findings.Check(terms.HoldbackDays is >= 0 and <= 365, "holdback_days", "0 to 365.", "0 到 365。");
        findings.Check(terms.ReturnDays is >= 0 and <= 3650, "return_days", "0 to 3650.", "0 到 3650。");
        findings.Check(terms.UnpaidMinutes is >= 1 and <= 43200, "unpaid_minutes", "1 to 43200.", "1 到 43200。");
        if (terms.CoinPayment is not { } payment)
            return;
        findings.Check(
            payment.Units is >= 1 and <= Units.MaxCommand, "coin_payment.units", "1 to 10^15.", "1 到 10^15。");
        findings.Check(
            payment.MinorUnits is >= 1 and <= Units.MaxCommand, "coin_payment.minor_units", "1 to 10^15.",
            "1 到 10^15。");
        findings.Check(payment.MinimumUnits >= 0, "coin_payment.minimum_units", "0 or more.", "不小于 0。");
        findings.Check(
            payment.MaximumShareBasisPoints is >= 1 and <= Units.BasisPoints,
            "coin_payment.maximum_share_basis_points", "1 to 10000.", "1 到 10000。");
    }

    private static void CheckIds(RuleSetTerms terms, Findings findings)
    {
        Ids("calendars", terms.Calendars.Select(c => c.Id));
        Ids("counters", terms.Counters.Select(c => c.Id));
        Ids("tier_schemes", terms.TierSchemes.Select(s => s.Id));
        Ids("coupons", terms.Coupons.Select(c => c.Id));
        Ids("campaigns", terms.Campaigns.Select(c => c.Id));
        Ids("groups", terms.Groups.Select(g => g.Id));
        Ids("rules", terms.Rules.Select(r => r.Id));
        Ids("risk_rules", terms.RiskRules.Select(r => r.Id));
        for (var i = 0; i < terms.TierSchemes.Count; i++)
            Ids($"tier_schemes[{i}].levels", terms.TierSchemes[i].Levels.Select(l => l.Id));

        void Ids(string path, IEnumerable<string> ids)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            {
                findings.Check(
                    ResourceNames.IsId(id), $"{path}[{i}].id", "2 to 32 of a-z, 0-9 and -, starting with a letter.",
                    "2 到 32 个字符,可用 a-z、0-9 和 -,以字母开头。");
                if (!seen.Add(id))
                    findings.Error(
                        GuardFindingKind.Duplicate, $"{path}[{i}].id", $"There are two '{id}'.", $"“{id}”重复。");
            }
        }
    }

    private static void CheckCounter(Counter counter, string path, Findings findings)
    {
        findings.Check(
            counter.Of is CountedBy.Orders or CountedBy.Quantity or CountedBy.Money or CountedBy.Events, path + ".of",
            "ORDERS, QUANTITY, MONEY or EVENTS.", "ORDERS、QUANTITY、MONEY 或 EVENTS。");
        EventRuleCheck.CheckTypes(counter.Events, path + ".events", counter.Of == CountedBy.Events, findings);
        findings.Check(
            counter.Events.Count == 0 || counter.Of is CountedBy.Orders or CountedBy.Events, path + ".events",
            "Only orders and events are counted together.", "事件只能与订单数一起计数。");
        findings.Check(
            counter.Of != CountedBy.Events || counter.Lines is null, path + ".lines", "Events have no lines.",
            "事件没有商品行。");
        findings.Check(
            counter.Period is >= Period.Day and <= Period.Ever, path + ".period", "DAY to EVER.", "DAY 至 EVER。");
    }

    private static void CheckScheme(TierScheme scheme, string path, Findings findings)
    {
        findings.Check(scheme.Of != CountedBy.Unspecified, path + ".of", "Say what is counted.", "请指明计数内容。");
        findings.Check(
            scheme.Period != TierPeriod.Unspecified, path + ".period", "Say in which periods.", "请指明周期。");
        var rolling = scheme.Period == TierPeriod.LastDays;
        findings.Check(
            rolling ? scheme.Days is >= 1 and <= 400 : scheme.Days == 0, path + ".days",
            "1 to 400 for LAST_DAYS; otherwise 0.", "LAST_DAYS 时为 1 到 400,否则为 0。");
        findings.Check(
            scheme.ValidityPeriods is 0 or 1 && !(rolling && scheme.ValidityPeriods > 0), path + ".validity_periods",
            "0 or 1; 0 for LAST_DAYS.", "0 或 1;LAST_DAYS 时为 0。");
        findings.Check(
            scheme.GraceDays is >= 0 and <= 100 && !(rolling && scheme.GraceDays > 0), path + ".grace_days",
            "0 to 100; 0 for LAST_DAYS.", "0 到 100;LAST_DAYS 时为 0。");
        findings.Check(
            !(rolling && scheme.FallsByOneLevel), path + ".falls_by_one_level", "Not for LAST_DAYS.",
            "LAST_DAYS 时不可用。");
        var levels = scheme.Levels;
        findings.Check(
            levels.Count is >= 1 and <= MostLevels && levels[0].Threshold == 0
            && levels.Zip(levels.Skip(1)).All(l => l.First.Threshold < l.Second.Threshold),
            path + ".levels", $"1 to {MostLevels}, the first with the threshold 0, each above the one before.",
            $"1 到 {MostLevels} 级,首级门槛为 0,逐级递增。");
    }

    private static void CheckCoupon(CouponDefinition coupon, string path, Findings findings)
    {
        findings.Check(
            coupon.Days is >= 0 and <= 3660 && (coupon.Days > 0 || coupon.ExpireTime is not null), path + ".days",
            "1 to 3660; or 0 and an expire_time.", "1 到 3660;或为 0 并设置 expire_time。");
        findings.Check(coupon.Uses is >= 0 and <= 1000, path + ".uses", "0 to 1000.", "0 到 1000。");
        findings.Check(
            coupon.RestoreGraceDays is >= 0 and <= 365, path + ".restore_grace_days", "0 to 365.", "0 到 365。");
        findings.Check(
            coupon.ClaimsPerMember >= 0 && coupon.ClaimsInAll >= 0
            && (coupon.Claimable || (coupon.ClaimsPerMember == 0 && coupon.ClaimsInAll == 0)), path + ".claimable",
            "Claims are limited for claimable coupons only.", "仅可领取的优惠券才能限制领取次数。");
    }

    private static void CheckCampaign(Campaign campaign, string path, RuleSetNames names, Findings findings)
    {
        findings.Check(campaign.StartTime is not null, path + ".start_time", "Say when it starts.", "请设置开始时间。");
        if (campaign is { StartTime: { } start, EndTime: { } end })
            findings.Check(end > start, path + ".end_time", "It must end after it starts.", "结束时间必须晚于开始时间。");
        if (campaign.Segment.Length > 0)
            findings.CheckNamed(names.Segments.Contains(campaign.Segment), path + ".segment", campaign.Segment);
        findings.Check(
            campaign.HoldoutBasisPoints is >= 0 and <= Units.BasisPoints, path + ".holdout_basis_points",
            "0 to 10000.", "0 到 10000。");
        findings.Check(
            campaign.HoldoutBasisPoints == 0 || campaign.HoldoutSalt.Length == 16, path + ".holdout_salt",
            "16 bytes, if members are held out.", "设置对照组时需要 16 个字节的盐。");
        LimitCheck.Check(campaign.Limits, path + ".limits", "", findings);
        if (campaign.EndTime is null && !campaign.Limits.Any(l => l.Per == Per.Everyone))
            findings.Error(
                GuardFindingKind.Endless, path, "It has neither an end nor a budget; give it one of them.",
                "该活动既没有结束时间也没有预算;请至少设置一项。");
    }
}
