using Federation.Programs.V1;
using Google.Type;
using DayOfWeek = Google.Type.DayOfWeek;

namespace Federation.Cli.Tests;

/// <summary>Why a rule gave what it gave, in words.</summary>
public sealed class AwardReasonsTests
{
    private static readonly LineFilter Tea = new() { Skus = { "tea", "mate" }, WithoutTags = { "sale" } };

    /// <summary>An effect, what it gave, and a part of what is said in English and in Chinese.</summary>
    public static TheoryData<Effect, Award, string, string> Effects => new()
    {
        {
            new() { Earn = new() { Units = 3, PerMinorUnits = 200, Rounding = CoinRounding.Down } },
            Coins(units: 13, basis: 900, computed: 13),
            "3 for each 2.00 CNY: 9.00 CNY x 3 / 2.00 CNY = 13, rounded down.", "9.00 CNY × 3 ÷ 2.00 CNY = 13(向下取整)"
        },
        {
            new()
            {
                Earn = new()
                {
                    Units = 3,
                    PerMinorUnits = 200,
                    Rounding = CoinRounding.HalfUp,
                    Tenders = { TenderKind.Coins, TenderKind.Exchange },
                    ExpireDays = 60,
                },
            },
            Coins(units: 14, basis: 900, computed: 14),
            "paid with the brand's coins and other brands' coins for all goods; 3 for each 2.00 CNY: 9.00 CNY x 3 / "
            + "2.00 CNY = 14, rounded half up. They are good for 60 days.",
            "有效期 60 天"
        },
        {
            new() { Earn = new() { Units = 5, PerQuantity = 2, Lines = Tea } },
            Coins(units: 10, basis: 5, computed: 10),
            "5 units were bought of goods (number tea or mate, not tag sale); 5 for each 2: 5 / 2, whole steps alone, "
            + "x 5 = 10.",
            "购买商品(货号 tea或mate,不含标签 sale) 5,每 2 得 5"
        },
        {
            new() { Earn = new() { Units = 1500 } }, Coins(units: 3000, basis: 0, computed: 3000, times: 2),
            "A fixed number: 2 x 1,500 = 3,000.", "固定数量:2 × 1,500 = 3,000。"
        },
        {
            new()
            {
                Earn = new()
                {
                    Units = 5,
                    Table = new() { Rows = { new EventTableRow { Key = "7", Units = 30 } } },
                },
            },
            new() { Coins = new() { Coin = "coins/aster", Units = 30, ComputedUnits = 30, Times = 1, TableKey = "7" } },
            "A fixed number of the row 7: 1 x 30 = 30.", "固定数量(表格行 7):1 × 30 = 30。"
        },
        {
            new() { Multiply = new() { FactorBasisPoints = 15_000, Rules = { "base" }, Compound = true } },
            Coins(units: 6, basis: 13, computed: 6),
            "1.5 times the 13 coins of base and earlier multipliers: 13 x 0.5 = 6 more, rounded down.", "按 1.5 倍"
        },
        {
            new() { Multiply = new() { FactorBasisPoints = 20_000 } }, Coins(units: 13, basis: 13, computed: 13),
            "2 times the 13 coins of all rules that count money or goods: 13 x 1 = 13 more", "按 2 倍"
        },
        {
            new() { Discount = new() { Scope = DiscountScope.Order, BasisPoints = 1250, MaxMinorUnits = 5000 } },
            new() { DiscountMinorUnits = 800 },
            "12.5 % off the sum of all goods, at most 50.00 CNY: 5.00 CNY of line 1, 3.00 CNY of line 2.",
            "合计全部商品减 12.5 %,最多 50.00 CNY:第 1 行 5.00 CNY"
        },
        {
            new() { Discount = new() { Scope = DiscountScope.Order, MinorUnits = 400, PerMinorUnits = 1000 } },
            new() { DiscountMinorUnits = 800 }, "4.00 CNY off the sum of all goods for each 10.00 CNY", "每满 10.00 CNY"
        },
        {
            new() { Discount = new() { Scope = DiscountScope.EachLine, MinorUnits = 400, Lines = Tea } },
            new() { DiscountMinorUnits = 800 }, "4.00 CNY off each line of goods (number tea or mate", "每行"
        },
        {
            new() { Discount = new() { Scope = DiscountScope.EachUnit, MinorUnits = 400 } },
            new() { DiscountMinorUnits = 800 }, "4.00 CNY off each unit of all goods", "每件"
        },
        {
            new() { Discount = new() { Scope = DiscountScope.Delivery, BasisPoints = 10_000 } },
            new() { DiscountMinorUnits = 800 }, "100 % off the delivery", "运费减 100 %"
        },
        {
            new() { Price = new() { UnitMinorUnits = 1900 } }, new() { DiscountMinorUnits = 800 },
            "A unit of all goods costs 19.00 CNY: 5.00 CNY of line 1", "全部商品单价为 19.00 CNY"
        },
        {
            new() { Price = new() { BasisPointsOfList = 9500 } }, new() { DiscountMinorUnits = 800 },
            "95 % of its list price", "原价的 95 %"
        },
        {
            new() { BuyGet = new() { Buy = Tea, BuyUnits = 2, GetUnits = 1, BasisPoints = 10_000 } },
            new() { DiscountMinorUnits = 800 },
            "Of each 2 bought of goods (number tea or mate, not tag sale), 1 of goods (number tea or mate, not tag "
            + "sale) are 100 % off",
            "每购买"
        },
        {
            new() { AddItem = new() { Sku = "cup", Quantity = 1 } },
            new() { Item = new() { Sku = "cup", Quantity = 1 } }, "Goods are added", "赠送商品"
        },
        {
            new() { Coupon = new() { Definition = "next", Quantity = 2 } },
            new() { Coupons = new() { Definition = "next", Quantity = 4 } }, "2 coupons each time", "每次 2 张"
        },
        {
            new() { Tier = new() { Scheme = "club", Level = "gold", Days = 30 } },
            new() { Tier = new() { Scheme = "club", Level = "gold" } }, "holds for 30 days", "有效 30 天"
        },
    };

    [Theory]
    [MemberData(nameof(Effects))]
    public void Award_SaysHowItWasComputed(Effect effect, Award award, string english, string chinese)
    {
        award.Rule = "rule";
        Assert.Contains(english, Reasons(award, effect), StringComparison.Ordinal);
        Assert.Contains(chinese, Reasons(award, effect, chinese: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Award_ThatALimitCut_SaysWhichAndFromWhat()
    {
        var award = Coins(units: 5, basis: 900, computed: 9);
        award.ClippedBy = new() { Definition = "program/everyone.month.coins", Wanted = 9 };
        award.CouponsUsed.Add("coupons/1");
        var effect = new Effect { Earn = new() { Units = 1, PerMinorUnits = 100 } };
        Assert.Contains(
            "The limit program/everyone.month.coins left 5 of 9.\nIt used coupons/1.", Reasons(award, effect),
            StringComparison.Ordinal);
        Assert.Contains("减为 5", Reasons(award, effect, chinese: true), StringComparison.Ordinal);

        var discount = new Award
        {
            Rule = "rule",
            DiscountMinorUnits = 300,
            ClippedBy = new() { Definition = "rules/rule/member.day.money", Wanted = 450 },
        };
        effect = new Effect { Discount = new() { Scope = DiscountScope.Order, MinorUnits = 450 } };
        Assert.Contains("left 3.00 CNY of 4.50 CNY", Reasons(discount, effect), StringComparison.Ordinal);
    }

    /// <summary>A condition, and what is said of it in English and in Chinese.</summary>
    public static TheoryData<Condition, string, string> Conditions => new()
    {
        {
            new() { Basket = new() { AtLeastMinorUnits = 50_000 } }, "all goods come to 500.00 CNY or more",
            "全部商品满 500.00 CNY"
        },
        {
            new() { Basket = new() { AtLeastMinorUnits = 100, Basis = PriceBasis.List } },
            "all goods come to 1.00 CNY or more at list prices", "全部商品按原价满 1.00 CNY"
        },
        {
            new() { Lines = new() { AtLeast = 3, Lines = new() { Categories = { "drinks" } } } },
            "3 or more of goods (category drinks) are bought", "购买商品(品类 drinks)满 3 件"
        },
        {
            new()
            {
                All = new()
                {
                    Of =
                    {
                        new Condition { Member = new() },
                        new Condition { Not = new() { Member = new() { Attribute = "city", Values = { "a", "b" } } } },
                    },
                },
            },
            "a member buys and not (the member's city is a or b)", "会员购买且并非(会员的 city 为 a或b)"
        },
        {
            new()
            {
                Any = new()
                {
                    Of = { new Condition { Segment = "segments/x" }, new Condition { Coupon = "ten" } },
                },
            },
            "(the member is in segments/x or a coupon ten is used)", "(会员属于 segments/x或使用优惠券 ten)"
        },
        {
            new() { Tier = new() { Scheme = "club", Levels = { "gold", "black" } } },
            "the level in club is gold or black", "club 等级为 gold或black"
        },
        {
            new()
            {
                Event = new()
                {
                    Types_ = { new EventType { Kind = EventKind.Survey }, new EventType { Name = "walk" } },
                    Grades = { "hard" },
                    Recommendation = new() { Lowest = 0, Highest = 6 },
                },
            },
            "the event is survey or walk and has the grade hard and recommends it 0 to 6 of 10", "推荐度为 0 到 6"
        },
        { new() { Count = new() { Counter = "visits", AtLeast = 5 } }, "visits reached 5", "visits 已达 5" },
        {
            new() { Count = new() { Counter = "visits", Every = 5, BeforeThisOrder = true } },
            "another 5 of visits are full before this order", "visits 又满 5(不含本单)"
        },
        {
            new() { Birthday = new() { DaysAround = 3 } }, "the birthday is at most 3 days away", "生日前后 3 天内"
        },
        { new() { Birthday = new() { Period = BirthdayPeriod.Day } }, "it is the member's birthday", "生日当天" },
        { new() { Birthday = new() { Period = BirthdayPeriod.Week } }, "it is the week of the birthday", "生日当周" },
        { new() { Birthday = new() { Period = BirthdayPeriod.Month } }, "it is the month of the birthday", "生日当月" },
        {
            new() { Paid = new() { Kinds = { TenderKind.StoredValue, TenderKind.Money } } },
            "it is paid with stored value or money", "以储值或现金支付"
        },
        {
            new() { At = new() { Merchants = { "partners/a/merchants/m" }, Sources = { "app" } } },
            "it was placed at partners/a/merchants/m and app", "下单于 partners/a/merchants/m且app"
        },
        {
            new()
            {
                Time = new()
                {
                    FromDate = new Date { Year = 2026, Month = 6, Day = 1 },
                    ToDate = new Date { Year = 2026, Month = 7, Day = 1 },
                    Weekdays = { DayOfWeek.Monday, DayOfWeek.Sunday },
                    DaysOfMonth = { 8, -1 },
                    FromMinute = 570,
                    ToMinute = 60,
                },
            },
            "it was placed from 2026-06-01 on, before 2026-07-01, on Monday or Sunday, on day 8 or -1 of the month, "
            + "from 09:30 to 01:00",
            "周一或周日"
        },
        {
            new()
            {
                Time = new()
                {
                    WeekdaysOfMonth = { new WeekdayOfMonth { Nth = 2, Weekday = DayOfWeek.Tuesday } },
                    Calendar = "feasts",
                },
            },
            "it was placed on Tuesday 2 of the month, on a day of feasts", "当月第 2 个周二"
        },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Condition_IsSaidInWords(Condition condition, string english, string chinese)
    {
        var money = new SettlementMoney("CNY", 2);
        Assert.Equal(english, new ConditionWords(SpokenLanguage.Of("en"), money).Of(condition));
        Assert.Contains(
            chinese, new ConditionWords(SpokenLanguage.Of("zh"), money).Of(condition), StringComparison.Ordinal);
        var award = Coins(units: 1, basis: 0, computed: 1);
        Assert.Contains(
            $"It applies because {english}.",
            Reasons(award, new() { Earn = new() { Units = 1 } }, condition: condition),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Award_InShort_IsWhatWasGiven()
    {
        var reasons = new AwardReasons(Record(new(), null), SpokenLanguage.Of("en"));
        Assert.Equal("1,500 aster", reasons.GaveOf(Coins(units: 1500, basis: 0, computed: 1500)));
        Assert.Equal("-8.00 CNY", reasons.GaveOf(new() { DiscountMinorUnits = 800 }));
        Assert.Equal("2 x cup", reasons.GaveOf(new() { Item = new() { Sku = "cup", Quantity = 2 } }));
        Assert.Equal("2 x ten", reasons.GaveOf(new() { Coupons = new() { Definition = "ten", Quantity = 2 } }));
        Assert.Equal("club gold", reasons.GaveOf(new() { Tier = new() { Scheme = "club", Level = "gold" } }));
    }

    private static string Reasons(Award award, Effect effect, bool chinese = false, Condition? condition = null) =>
        string.Join('\n', new AwardReasons(Record(effect, condition), new SpokenLanguage(chinese)).Of(award));

    /// <summary>A decision by one rule, which took 5 off the first line and 3 off the second.</summary>
    private static EvaluationRecord Record(Effect effect, Condition? condition) => new()
    {
        Terms = new()
        {
            Currency = "CNY",
            Rules = { new Rule { Id = "rule", Effects = { effect }, Condition = condition } },
        },
        Result = new()
        {
            Lines =
            {
                new LineResult { Number = 1, Discounts = { new RuleAmount { Rule = "rule", MinorUnits = 500 } } },
                new LineResult { Number = 2, Discounts = { new RuleAmount { Rule = "rule", MinorUnits = 300 } } },
            },
        },
    };

    private static Award Coins(long units, long basis, long computed, int times = 1) => new()
    {
        Rule = "rule",
        Coins = new() { Coin = "coins/aster", Units = units, Base = basis, ComputedUnits = computed, Times = times },
    };
}
