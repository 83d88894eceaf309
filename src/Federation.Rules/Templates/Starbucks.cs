using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Stars that pay for drinks, a gold level, a drink for the birthday.</summary>
internal static class Starbucks
{
    private const string Drinks = "drinks";
    private const string GoldDrink = "gold-drink";
    private const string Scheme = "level";
    private const int StarsOfADrink = 9;
    private const int PriceOfADrink = 30;

    public static Template Template { get; } = new(
        "starbucks", Text("Stars, as at Starbucks", "星星(星巴克式)"),
        Text(
            "1 star for each 10; 9 stars pay for a drink of 30; gold from 125 stars a year, with a free drink each "
            + "year; a free drink in the birthday month. A free drink is up to 30.",
            "每 10 元得 1 颗星;9 颗星抵一杯 30 元饮品;一年满 125 颗星升金星级,每年赠饮一杯;生日月赠饮一杯。"
            + "赠饮每杯最高抵 30 元。"),
        Make)
    {
        Setup =
        [
            Step(
                "Enter members' birthdays (SetProfile), 30 days before they count at the latest.",
                "请录入会员生日(SetProfile),至少提前 30 天。"),
            Step("Drinks are goods of the category drinks.", "饮品须归入 drinks 类别。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        Effect FreeDrink() => OneFree(Drinks, choice.Money(PriceOfADrink));
        var terms = Terms(
            choice, Rule("stars", Text("1 star for each 10", "每 10 元得 1 颗星"), Coins(1, choice.Money(10))),
            Rule(
                "birthday-drink", Text("A free drink for your birthday", "生日赠饮"), InBirthdayMonth(), FreeDrink())
                .OnceABirthday(),
            Rule(
                "gold-reward", Text("A drink coupon for gold members", "金星会员赠饮券"), OfLevel(Scheme, "gold"),
                Coupon(GoldDrink)).OnceAYear(),
            Rule(GoldDrink, Text("A free drink with a coupon", "金星赠饮"), WithCoupon(GoldDrink), FreeDrink()));
        terms.Categories.Add(Drinks);
        terms.CoinPayment = new CoinPayment
        {
            Units = StarsOfADrink,
            MinorUnits = choice.Money(PriceOfADrink),
            MinimumUnits = StarsOfADrink,
            MaximumShareBasisPoints = Units.BasisPoints,
        };
        terms.Coupons.Add(new CouponDefinition
        {
            Id = GoldDrink,
            Title = Text("A free drink, up to 30", "免费饮品一杯(最高抵 30 元)"),
            Days = 30,
            RestoreGraceDays = 7,
        });
        terms.TierSchemes.Add(new TierScheme
        {
            Id = Scheme,
            Title = Text("Level", "会员等级"),
            Of = CountedBy.Coins,
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                Level("green", Text("Green", "玉星级"), 0),
                Level("gold", Text("Gold", "金星级"), 125),
            },
        });
        return terms;
    }
}
