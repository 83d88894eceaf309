using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Effects of a stage.</summary>
internal static class RandomEffects
{
    public static Effect Of(RandomFrame frame, Stage stage, IReadOnlyList<string> earning) => stage switch
    {
        Stage.Prices => new Effect { Price = Price(frame.Dice) },
        Stage.Lines => frame.Dice.Chance(35)
            ? new Effect { BuyGet = BuyGet(frame.Dice) } : new Effect { Discount = OfLines(frame.Dice) },
        Stage.Order => new Effect { Discount = OfOrder(frame.Dice) },
        Stage.Delivery => new Effect { Discount = Money(frame.Dice, DiscountScope.Delivery) },
        Stage.Items => new Effect
        {
            AddItem = new AddItem { Sku = frame.Dice.One(RandomWords.Skus), Quantity = frame.Dice.Between(1, 3) },
        },
        Stage.Earning => new Effect { Earn = Earning(frame) },
        Stage.Multiplying => new Effect { Multiply = Multiply(frame.Dice, earning) },
        _ => Fixed(frame),
    };

    private static MemberPrice Price(Dice dice) => dice.Chance(50)
        ? new MemberPrice { Lines = RandomWords.Filter(dice), UnitMinorUnits = dice.One(0, 5, 99, 500, 3000) }
        : new MemberPrice { Lines = RandomWords.Filter(dice), BasisPointsOfList = dice.Between(5000, 9999) };

    private static Discount Money(Dice dice, DiscountScope scope)
    {
        var discount = new Discount { Scope = scope };
        if (dice.Chance(50))
        {
            discount.BasisPoints = dice.One(333, 500, 1000, 1250, 2500, 5000, 10000);
            if (scope != DiscountScope.Delivery)
                discount.Basis = dice.One(Enum.GetValues<PriceBasis>());
        }
        else
            discount.MinorUnits = dice.One(1, 7, 50, 300, 1000);
        if (dice.Chance(30))
            discount.MaxMinorUnits = dice.One(3, 40, 200, 900);
        return discount;
    }

    private static Discount OfLines(Dice dice)
    {
        var discount = Money(dice, dice.One(DiscountScope.EachLine, DiscountScope.EachUnit));
        discount.Lines = RandomWords.Filter(dice);
        if (discount.Scope == DiscountScope.EachUnit && dice.Chance(50))
            discount.StepUnits = dice.Between(1, 4);
        if (discount.Scope == DiscountScope.EachUnit && dice.Chance(40))
            discount.MaxUnits = dice.Between(1, 8);
        return discount;
    }

    private static Discount OfOrder(Dice dice)
    {
        var discount = Money(dice, DiscountScope.Order);
        discount.Lines = RandomWords.Filter(dice);
        discount.Allocation = dice.One(Enum.GetValues<Allocation>());
        if (discount.OffCase == Discount.OffOneofCase.MinorUnits && dice.Chance(50))
            discount.PerMinorUnits = dice.One(10, 500, 3000, 20000);
        return discount;
    }

    private static BuyGet BuyGet(Dice dice) => new()
    {
        Buy = RandomWords.Filter(dice),
        BuyUnits = dice.Between(1, 3),
        Get = RandomWords.Filter(dice),
        GetUnits = dice.Between(1, 2),
        BasisPoints = dice.One(3333, 5000, 10000),
        MaxSets = dice.Between(0, 3),
        WholeSetsOnly = dice.Chance(30),
        Pick = dice.One(Enum.GetValues<PickUnits>()),
    };

    private static Earn Earning(RandomFrame frame)
    {
        var dice = frame.Dice;
        var earn = new Earn
        {
            Coin = dice.Chance(40) ? "" : dice.One(frame.Terms.Coins),
            Units = dice.Between(1, 7),
            Rounding = dice.One(Enum.GetValues<CoinRounding>()),
            Lines = RandomWords.Filter(dice),
            ExpireDays = dice.One(0, 0, 30),
            Promotional = dice.Chance(20),
        };
        if (dice.Chance(60))
            earn.PerMinorUnits = dice.One(3, 10, 100, 1000);
        else
            earn.PerQuantity = dice.Between(1, 5);
        if (earn.StepCase == Earn.StepOneofCase.PerMinorUnits && dice.Chance(30))
            earn.Tenders.Add(dice.Some(
                [TenderKind.Money, TenderKind.Coins, TenderKind.Exchange, TenderKind.StoredValue], 3));
        return earn;
    }

    private static Multiply Multiply(Dice dice, IReadOnlyList<string> earning)
    {
        var multiply = new Multiply
        {
            FactorBasisPoints = dice.One(10001, 11000, 15000, 20000, 33333),
            Compound = dice.Chance(40),
        };
        if (earning.Count > 0 && dice.Chance(40))
            multiply.Rules.Add(dice.Some(earning, 2));
        return multiply;
    }

    private static Effect Fixed(RandomFrame frame)
    {
        var (dice, schemes) = (frame.Dice, frame.Terms.TierSchemes);
        if (schemes.Count > 0 && dice.Chance(20))
        {
            var scheme = dice.One(schemes);
            return new Effect
            {
                Tier = new GrantTier
                {
                    Scheme = scheme.Id,
                    Level = dice.One(scheme.Levels).Id,
                    Days = dice.Between(1, 400),
                },
            };
        }
        if (dice.Chance(30))
        {
            var (definition, quantity) = (dice.One(RandomWords.Definitions), dice.Between(1, 3));
            return quantity == 2
                ? new Effect { Tickets = new GrantTickets { Draw = "spring", Tickets = quantity * 30 } }
                : new Effect { Coupon = new GrantCoupon { Definition = definition, Quantity = quantity } };
        }
        return new Effect
        {
            Earn = new Earn
            {
                Coin = dice.Chance(40) ? "" : dice.One(frame.Terms.Coins),
                Units = dice.Between(1, 60),
                ExpireDays = dice.One(0, 0, 7),
                Promotional = dice.Chance(50),
            },
        };
    }
}
