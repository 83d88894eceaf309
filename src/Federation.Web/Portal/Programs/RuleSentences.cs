using Federation.Design;
using Federation.Programs.V1;
using Google.Type;

namespace Federation.Web;

/// <summary>What rules say, in sentences of the reader's language. Pure.</summary>
/// <param name="terms">The rule set that they belong to.</param>
/// <param name="t">What pages say.</param>
/// <param name="look">How the reader gets the page.</param>
/// <param name="coinOf">A coin by its name.</param>
public sealed class RuleSentences(RuleSetTerms terms, WebTexts t, Look look, Func<string, CoinView> coinOf)
{
    private static readonly RuleSentence[] NoMore = [];

    private Figures F => look.Figures;

    /// <summary>What a rule gives, a sentence for each effect.</summary>
    public IReadOnlyList<RuleSentence> Gives(Rule rule) => [.. rule.Effects.Select(Of)];

    /// <summary>When it applies; nothing where it always does.</summary>
    public RuleSentence? If(Rule rule)
    {
        var condition = rule.Condition is { } asked ? Of(asked) : null;
        return rule.On is { } on
            ? new RuleSentence(t.OnEvents(List(on.Events.Select(KindOf))), condition is null ? [] : [condition])
            : condition;
    }

    /// <summary>A limit of a rule, a campaign or the programme.</summary>
    public string Of(Limit limit)
    {
        var whom = limit.Per switch
        {
            Per.Member => t.PerMember,
            Per.Order => t.PerOrder,
            Per.Payer => t.PerPayer,
            _ => t.PerEveryone,
        };
        if (limit.Period is Period.Cooldown)
            return t.LimitPause(F.Count(limit.AtMost), whom);
        var what = limit.Of switch
        {
            LimitedBy.Coins => t.LimitCoins(F.Count(limit.AtMost)),
            LimitedBy.Money => Money(limit.AtMost),
            _ => t.LimitTimes(F.Count(limit.AtMost)),
        };
        return t.LimitSentence(what, whom, PeriodOf(limit.Period)).Replace(" .", ".", StringComparison.Ordinal);
    }

    /// <summary>A rule against abuse.</summary>
    public RuleSentence Of(RiskRule rule)
    {
        var whom = rule.Per switch
        {
            Per.Member => t.PerMember,
            Per.Payer => t.PerPayer,
            Per.Device => t.PerDevice,
            Per.Till => t.PerTill,
            _ => t.PerEmployee,
        };
        var what = rule.Of switch
        {
            LimitedBy.Coins => t.LimitCoins(F.Count(rule.MoreThan)),
            LimitedBy.Money => Money(rule.MoreThan),
            _ => t.LimitTimes(F.Count(rule.MoreThan)),
        };
        var says = rule.Answer is RiskAnswer.Hold
            ? t.RiskHolds(what, whom, PeriodOf(rule.Period))
            : t.RiskRefuses(what, whom, PeriodOf(rule.Period));
        return new RuleSentence(
            says.Replace(" :", ":", StringComparison.Ordinal),
            rule.Events.Count > 0 ? [new RuleSentence(t.OnEvents(List(rule.Events.Select(KindOf))))] : []);
    }

    /// <summary>How the rules of a group go together.</summary>
    public string? Group(Rule rule) => terms.Groups.FirstOrDefault(g => g.Id == rule.Group) is { } group
        ? t.RuleOfGroup(group.Id, group.Combine switch
        {
            Combine.Best => t.CombineBest,
            Combine.First => t.CombineFirst,
            _ => t.CombineStack,
        }) : null;

    /// <summary>Minor units of the programme's currency.</summary>
    public string Money(long minorUnits) =>
        F.Money(minorUnits, Currencies.DigitsOf(terms.Currency), terms.Currency);

    private RuleSentence Of(Effect effect) => effect.GivesCase switch
    {
        Effect.GivesOneofCase.Earn => Of(effect.Earn),
        Effect.GivesOneofCase.Multiply => Of(effect.Multiply),
        Effect.GivesOneofCase.Discount => Of(effect.Discount),
        Effect.GivesOneofCase.Price => new RuleSentence(
            effect.Price.PriceCase is MemberPrice.PriceOneofCase.UnitMinorUnits
                ? t.PriceUnit(Money(effect.Price.UnitMinorUnits))
                : t.PriceShare(F.Percent(effect.Price.BasisPointsOfList, 2)),
            For(effect.Price.Lines)),
        Effect.GivesOneofCase.BuyGet => new RuleSentence(
            t.BuyGetSentence(
                F.Count(effect.BuyGet.BuyUnits), F.Count(effect.BuyGet.GetUnits),
                F.Percent(effect.BuyGet.BasisPoints, 2)),
            For(effect.BuyGet.Buy)),
        Effect.GivesOneofCase.AddItem => new RuleSentence(
            t.ItemSentence(F.Count(effect.AddItem.Quantity), Isolated.Of(effect.AddItem.Sku))),
        Effect.GivesOneofCase.Coupon => new RuleSentence(
            t.CouponSentence(F.Count(effect.Coupon.Quantity), CouponOf(effect.Coupon.Definition))),
        Effect.GivesOneofCase.Tier => new RuleSentence(
            t.TierSentence(LevelOf(effect.Tier.Scheme, effect.Tier.Level), F.Count(effect.Tier.Days))),
        _ => new RuleSentence(""),
    };

    private RuleSentence Of(Earn earn)
    {
        var coin = coinOf(earn.Coin.Length > 0 ? earn.Coin : terms.Coins.FirstOrDefault() ?? "");
        var units = F.Amount(earn.Units, coin.Scale);
        var says = earn.StepCase switch
        {
            Earn.StepOneofCase.PerMinorUnits => t.EarnPerMoney(units, coin.Code, Money(earn.PerMinorUnits)),
            Earn.StepOneofCase.PerQuantity => t.EarnPerQuantity(units, coin.Code, F.Count(earn.PerQuantity)),
            _ => t.EarnFixed(units, coin.Code),
        };
        List<RuleSentence> below = [.. For(earn.Lines)];
        if (earn.Table is { } table)
            below.AddRange(table.Rows.Select(
                row => new RuleSentence(RowOf(table.By, Isolated.Of(row.Key), F.Amount(row.Units, coin.Scale)))));
        if (earn.AvailableDays > 0)
            below.Add(new RuleSentence(
                earn.AvailableDays == 1 ? t.AvailableNextDay : t.AvailableAfterDays(F.Count(earn.AvailableDays))));
        if (earn.ExpireDays > 0)
            below.Add(new RuleSentence(t.GoodForDays(F.Count(earn.ExpireDays))));
        return new RuleSentence(says, below);
    }

    private RuleSentence Of(Multiply multiply)
    {
        var factor = F.Amount(multiply.FactorBasisPoints, 4).TrimEnd('0').TrimEnd('.');
        return new RuleSentence(multiply.Rules.Count == 0
            ? t.MultiplyAll(factor) : t.MultiplySome(factor, List(multiply.Rules)));
    }

    private RuleSentence Of(Discount discount)
    {
        var much = discount.OffCase is Discount.OffOneofCase.BasisPoints
            ? F.Percent(discount.BasisPoints, 2) : Money(discount.MinorUnits);
        List<RuleSentence> below = [.. For(discount.Lines)];
        if (discount.MaxMinorUnits > 0)
            below.Add(new RuleSentence(t.DiscountAtMost(Money(discount.MaxMinorUnits))));
        return new RuleSentence(discount.Scope switch
        {
            DiscountScope.EachLine => t.DiscountEachLine(much),
            DiscountScope.EachUnit => t.DiscountEachUnit(much),
            DiscountScope.Delivery => t.DiscountDelivery(much),
            _ => t.DiscountOrder(much),
        }, below);
    }

    private RuleSentence Of(Condition condition) => condition.IsCase switch
    {
        Condition.IsOneofCase.All => new RuleSentence(t.AllOfThese, [.. condition.All.Of.Select(Of)]),
        Condition.IsOneofCase.Any => new RuleSentence(t.AnyOfThese, [.. condition.Any.Of.Select(Of)]),
        Condition.IsOneofCase.Not => new RuleSentence(t.NotThis, [Of(condition.Not)]),
        Condition.IsOneofCase.Time => Of(condition.Time),
        Condition.IsOneofCase.Basket => new RuleSentence(
            t.IfBasket(Money(condition.Basket.AtLeastMinorUnits)), For(condition.Basket.Lines)),
        Condition.IsOneofCase.Event => Of(condition.Event),
        Condition.IsOneofCase.Lines => new RuleSentence(
            t.IfLines(F.Count(condition.Lines.AtLeast)), For(condition.Lines.Lines)),
        _ => new RuleSentence(OfMember(condition)),
    };

    private string OfMember(Condition condition) => condition.IsCase switch
    {
        Condition.IsOneofCase.Member => condition.Member.Attribute.Length == 0
            ? t.IfMember : t.IfAttribute(Isolated.Of(condition.Member.Attribute), List(condition.Member.Values)),
        Condition.IsOneofCase.Tier => t.IfTier(
            List(condition.Tier.Levels.Select(l => LevelOf(condition.Tier.Scheme, l)))),
        Condition.IsOneofCase.Segment => t.IfSegment(ResourceNames.LastPart(condition.Segment)),
        Condition.IsOneofCase.Count => condition.Count.ReachedCase is CountReached.ReachedOneofCase.Every
            ? t.IfCountEvery(condition.Count.Counter, CountOf(condition.Count.Counter, condition.Count.Every))
            : t.IfCountAtLeast(condition.Count.Counter, CountOf(condition.Count.Counter, condition.Count.AtLeast)),
        Condition.IsOneofCase.Birthday => condition.Birthday switch
        {
            { DaysAround: > 0 and var days } => t.IfBirthdayAround(F.Count(days)),
            { Period: BirthdayPeriod.Week } => t.IfBirthdayWeek,
            { Period: BirthdayPeriod.Month } => t.IfBirthdayMonth,
            _ => t.IfBirthdayDay,
        },
        Condition.IsOneofCase.Coupon => t.IfCoupon(CouponOf(condition.Coupon)),
        Condition.IsOneofCase.Paid => t.IfPaid(List(condition.Paid.Kinds.Select(TenderOf))),
        Condition.IsOneofCase.At => t.IfAt(
            List(condition.At.Merchants.Select(ResourceNames.LastPart).Concat(condition.At.Sources))),
        _ => "",
    };

    private RuleSentence Of(EventIs asked)
    {
        List<RuleSentence> parts =
        [
            .. asked.Types_.Count > 0 ? [new RuleSentence(t.OnEvents(List(asked.Types_.Select(KindOf))))] : NoMore,
            .. Named(t.IfEventObject, asked.Objects), .. Named(t.IfEventGrade, asked.Grades),
            .. Named(t.IfEventChannel, asked.Channels),
            .. asked.Sides.Count == 1
                ? [new RuleSentence(asked.Sides[0] == ReferralSide.Referrer ? t.IfReferrer : t.IfReferred)]
                : NoMore,
            .. Ranged(t.IfEventSatisfaction, asked.Satisfaction),
            .. Ranged(t.IfEventRecommendation, asked.Recommendation),
        ];
        return parts is [var only] ? only : new RuleSentence(t.AllOfThese, parts);

        IEnumerable<RuleSentence> Named(Func<string, string> says, IReadOnlyCollection<string> names) =>
            names.Count == 0 ? NoMore : [new RuleSentence(says(List(names)))];

        IEnumerable<RuleSentence> Ranged(Func<string, string, string> says, ScoreRange? range) => range is null
            ? NoMore
            : [new RuleSentence(says(F.Count(range.Lowest), F.Count(range.Highest)))];
    }

    private RuleSentence Of(TimeWindow time)
    {
        var parts = new List<string>();
        var (from, to) = (DayOf(time.FromDate), DayOf(time.ToDate)?.AddDays(-1));
        if (from is { } first && to is { } last)
            parts.Add(t.IfDays(F.Date(first), F.Date(last)));
        else if (from is { } begin)
            parts.Add(t.IfDayFrom(F.Date(begin)));
        else if (to is { } end)
            parts.Add(t.IfDayUntil(F.Date(end)));
        if (time.Weekdays.Count > 0)
            parts.Add(t.IfWeekdays(List(time.Weekdays.Select(WeekdayOf))));
        if (time.FromMinute != time.ToMinute)
            parts.Add(t.IfHours(TimeOf(time.FromMinute), TimeOf(time.ToMinute)));
        if (time.DaysOfMonth.Count + time.WeekdaysOfMonth.Count > 0 || time.Calendar.Length > 0)
            parts.Add(t.IfOtherTime);
        return parts is [var only] ? new RuleSentence(only)
            : new RuleSentence(t.AllOfThese, [.. parts.Select(p => new RuleSentence(p))]);
    }

    /// <summary>Which goods; nothing for all.</summary>
    private IReadOnlyList<RuleSentence> For(LineFilter? lines)
    {
        var named = lines is null ? [] : lines.Skus.Concat(lines.Categories).Concat(lines.Tags)
            .Concat(lines.WithoutSkus.Concat(lines.WithoutCategories).Concat(lines.WithoutTags).Select(w => $"≠ {w}"))
            .ToList();
        return named.Count == 0 ? [] : [new RuleSentence(t.ForLines(t.LinesSome(List(named))))];
    }

    private string RowOf(EventAttribute by, string key, string units) => by switch
    {
        EventAttribute.RunDay => t.RowOfRunDay(key, units),
        EventAttribute.Grade => t.RowOfGrade(key, units),
        EventAttribute.Channel => t.RowOfChannel(key, units),
        _ => t.RowOfObject(key, units),
    };

    private string KindOf(EventType type) => type.Kind switch
    {
        EventKind.CheckIn => t.KindCheckIn,
        EventKind.Review => t.KindReview,
        EventKind.ShareVisit => t.KindShareVisit,
        EventKind.Survey => t.KindSurvey,
        EventKind.Course => t.KindCourse,
        EventKind.Attendance => t.KindAttendance,
        EventKind.ReferralQualified => t.KindReferralQualified,
        _ => type.Name,
    };

    private string CountOf(string counter, long value) =>
        terms.Counters.FirstOrDefault(c => c.Id == counter)?.Of is CountedBy.Money ? Money(value) : F.Count(value);

    private string CouponOf(string id) =>
        terms.Coupons.FirstOrDefault(c => c.Id == id)?.Title is { } title ? Words.In(title, look.Language) : id;

    private string LevelOf(string scheme, string level) =>
        terms.TierSchemes.FirstOrDefault(s => s.Id == scheme)?.Levels.FirstOrDefault(l => l.Id == level)?.Title
            is { } title ? Words.In(title, look.Language) : level;

    private string TenderOf(TenderKind kind) => kind switch
    {
        TenderKind.Coins => t.TenderCoins,
        TenderKind.Exchange => t.TenderExchange,
        TenderKind.StoredValue => t.TenderStored,
        _ => t.TenderMoney,
    };

    private string PeriodOf(Period period) => period switch
    {
        Period.Day => t.InDay,
        Period.Week => t.InWeek,
        Period.Month => t.InMonth,
        Period.Quarter => t.InQuarter,
        Period.Half => t.InHalf,
        Period.Year => t.InYear,
        Period.Ever => t.InEver,
        _ => "",
    };

    private string List(IEnumerable<string> names) =>
        string.Join(look.Language is Language.Chinese ? "、" : ", ", names.Select(n => Isolated.Of(n)));

    private string WeekdayOf(Google.Type.DayOfWeek day) => day switch
    {
        Google.Type.DayOfWeek.Monday => t.Monday,
        Google.Type.DayOfWeek.Tuesday => t.Tuesday,
        Google.Type.DayOfWeek.Wednesday => t.Wednesday,
        Google.Type.DayOfWeek.Thursday => t.Thursday,
        Google.Type.DayOfWeek.Friday => t.Friday,
        Google.Type.DayOfWeek.Saturday => t.Saturday,
        _ => t.Sunday,
    };

    private string TimeOf(int minute) => F.Time(TimeOnly.MinValue.AddMinutes(minute));

    private static DateOnly? DayOf(Date? date) =>
        date is { Year: > 0, Month: > 0, Day: > 0 } ? new DateOnly(date.Year, date.Month, date.Day) : null;
}
