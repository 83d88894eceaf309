using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Parts of rule sets in a few words.</summary>
internal static class TemplateParts
{
    private const int DaysToReturn = 7;
    private const int DaysBetweenBirthdays = 300;

    /// <summary>A rule set without rules: goods can be returned for seven days, and coins are available
    /// afterwards.</summary>
    public static RuleSetTerms Terms(TemplateChoice choice, params IEnumerable<Rule> rules) => new()
    {
        Currency = choice.Currency,
        SettlementUnitsPerMinorUnit = choice.SettlementUnitsPerMinorUnit,
        TimeZone = choice.TimeZone,
        Coins = { choice.Coin },
        EarnAt = EarnAt.Paid,
        HoldbackDays = DaysToReturn,
        ReturnDays = DaysToReturn,
        UnpaidMinutes = 30,
        ReturnMoney = ReturnMoney.PaidPrice,
        Rules = { rules },
    };

    public static LocalizedText Text(string en, string zh) => new() { En = en, ZhCn = zh };

    /// <summary>A rule that applies always.</summary>
    public static Rule Rule(string id, LocalizedText title, Effect gives) =>
        new() { Id = id, Title = title, Effects = { gives } };

    /// <summary>A rule with a condition.</summary>
    public static Rule Rule(string id, LocalizedText title, Condition condition, Effect gives) =>
        new() { Id = id, Title = title, Condition = condition, Effects = { gives } };

    /// <summary>A rule on a kind of event.</summary>
    public static Rule On(EventKind kind, string id, LocalizedText title, Effect gives)
    {
        var rule = Rule(id, title, gives);
        rule.On = new Trigger { Events = { new EventType { Kind = kind } } };
        return rule;
    }

    /// <summary>A rule on a kind of event that the brand names.</summary>
    public static Rule OnNamed(string kind, string id, LocalizedText title, Effect gives)
    {
        var rule = On(EventKind.Named, id, title, gives);
        rule.On.Events[0].Name = kind;
        return rule;
    }

    /// <summary>The rule, so often a day for each member.</summary>
    public static Rule TimesADay(this Rule rule, long atMost) => rule.Limited(Period.Day, atMost);

    /// <summary>The rule, once a day for each member.</summary>
    public static Rule OnceADay(this Rule rule) => rule.TimesADay(1);

    /// <summary>The rule, once for each member in a calendar year.</summary>
    public static Rule OnceAYear(this Rule rule) => rule.Limited(Period.Year, 1);

    /// <summary>The rule, once for each birthday: also if a member changes it from December to January.</summary>
    public static Rule OnceABirthday(this Rule rule) =>
        rule.OnceAYear().Limited(Period.Cooldown, DaysBetweenBirthdays);

    /// <summary>The rule in a group.</summary>
    public static Rule In(this Rule rule, string group, params IEnumerable<string> excludes)
    {
        rule.Group = group;
        rule.Excludes.Add(excludes);
        return rule;
    }

    public static Effect Coins(long units, long perMinorUnits) =>
        new() { Earn = new Earn { Units = units, PerMinorUnits = perMinorUnits } };

    public static Effect Times(int basisPoints) =>
        new() { Multiply = new Multiply { FactorBasisPoints = basisPoints } };

    public static Effect Off(long minorUnits) =>
        new() { Discount = new Discount { Scope = DiscountScope.Order, MinorUnits = minorUnits } };

    /// <summary>The cheapest unit of a category for nothing, as far as it costs no more than that.</summary>
    public static Effect OneFree(string category, long most) => new()
    {
        Discount = new Discount
        {
            Scope = DiscountScope.EachUnit,
            BasisPoints = Units.BasisPoints,
            MaxUnits = 1,
            MaxMinorUnits = most,
            Lines = new LineFilter { Categories = { category } },
        },
    };

    public static Effect Coupon(string definition) =>
        new() { Coupon = new GrantCoupon { Definition = definition, Quantity = 1 } };

    public static Condition AtLeast(long minorUnits) =>
        new() { Basket = new BasketMoney { AtLeastMinorUnits = minorUnits } };

    public static Condition WithCoupon(string definition) => new() { Coupon = definition };

    public static Condition InBirthdayMonth() =>
        new() { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Month } };

    public static Condition OfLevel(string scheme, params IEnumerable<string> levels) =>
        new() { Tier = new TierIs { Scheme = scheme, Levels = { levels } } };

    /// <summary>A fixed number of coins, as a promotion.</summary>
    /// <param name="units">The coins.</param>
    /// <param name="expireDays">The days after which they expire; 0: by the coin's own rule.</param>
    public static Effect Bonus(long units, int expireDays = 0) =>
        new() { Earn = new Earn { Units = units, Promotional = true, ExpireDays = expireDays } };

    /// <summary>Coins for a check-in, and others on one day of its run.</summary>
    /// <param name="units">The coins.</param>
    /// <param name="day">The day of the run.</param>
    /// <param name="unitsThen">The coins on that day.</param>
    public static Effect CheckIn(long units, int day, long unitsThen)
    {
        var row = (day.ToString(CultureInfo.InvariantCulture), unitsThen);
        return Bonus(units).ByTable(EventAttribute.RunDay, row);
    }

    /// <summary>The effect by a table.</summary>
    /// <param name="effect">Coins, as many as it says where no row fits.</param>
    /// <param name="by">What the rows are by.</param>
    /// <param name="rows">The rows.</param>
    public static Effect ByTable(
        this Effect effect, EventAttribute by, params IEnumerable<(string Key, long Units)> rows)
    {
        effect.Earn.Table = new EventTable
        {
            By = by,
            Rows = { rows.Select(r => new EventTableRow { Key = r.Key, Units = r.Units }) },
        };
        return effect;
    }

    public static Condition All(params IEnumerable<Condition> conditions) =>
        new() { All = new ConditionList { Of = { conditions } } };

    public static TierLevel Level(string id, LocalizedText title, long threshold) =>
        new() { Id = id, Title = title, Threshold = threshold };

    /// <summary>A rule on one side of a referral.</summary>
    public static Rule OnReferral(ReferralSide side, string id, LocalizedText title, Effect gives)
    {
        var rule = On(EventKind.ReferralQualified, id, title, gives);
        rule.Condition = new Condition { Event = new EventIs { Sides = { side } } };
        return rule;
    }

    /// <summary>The rule, so often for each member in a calendar month.</summary>
    public static Rule TimesAMonth(this Rule rule, long atMost) => rule.Limited(Period.Month, atMost);

    /// <summary>The rule, once for each member.</summary>
    public static Rule OnceEver(this Rule rule) => rule.Limited(Period.Ever, 1);

    private static Rule Limited(this Rule rule, Period period, long atMost)
    {
        rule.Limits.Add(new Limit
        {
            Per = Per.Member,
            Period = period,
            Of = LimitedBy.Times,
            AtMost = atMost,
            WhenReached = WhenReached.Skip,
        });
        return rule;
    }
}
