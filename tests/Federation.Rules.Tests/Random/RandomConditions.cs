using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Conditions that hold often enough.</summary>
internal static class RandomConditions
{
    public static Condition? Of(RandomFrame frame, Stage stage)
    {
        var dice = frame.Dice;
        var leaves = new List<Condition>();
        if (dice.Chance(45))
            leaves.Add(Tree(frame, stage, 2));
        if (dice.Chance(20))
            leaves.AddRange(dice.Some(RandomWords.Definitions, dice.Chance(20) ? 2 : 1)
                .Select(d => new Condition { Coupon = d }));
        if (stage == Stage.Fixed && dice.Chance(50) && frame.Terms.Counters.Count > 0)
            leaves.Add(new Condition
            {
                Count = new CountReached
                {
                    Counter = dice.One(frame.Terms.Counters).Id,
                    Every = dice.Between(1, 6),
                    BeforeThisOrder = dice.Chance(20),
                },
            });
        return leaves.Count switch
        {
            0 => null,
            1 when dice.Chance(70) => leaves[0],
            _ => All(leaves),
        };
    }

    private static Condition All(IEnumerable<Condition> of) =>
        new() { All = new ConditionList { Of = { of } } };

    private static Condition Tree(RandomFrame frame, Stage stage, int depth)
    {
        var dice = frame.Dice;
        return (depth > 0 ? dice.Between(1, 10) : 10) switch
        {
            1 => All(dice.Many(1, 3, _ => Tree(frame, stage, depth - 1))),
            2 or 3 => new Condition
            {
                Any = new ConditionList { Of = { dice.Many(1, 3, _ => Tree(frame, stage, depth - 1)) } },
            },
            4 => new Condition { Not = Tree(frame, stage, depth - 1) },
            _ => Leaf(frame, stage),
        };
    }

    private static Condition Leaf(RandomFrame frame, Stage stage)
    {
        var (dice, terms) = (frame.Dice, frame.Terms);
        return dice.Between(1, 11) switch
        {
            1 or 2 => new Condition { Time = RandomWindows.Of(frame) },
            3 => new Condition
            {
                Lines = new LineQuantity { Lines = RandomWords.Filter(dice), AtLeast = dice.Between(1, 12) },
            },
            4 => new Condition { Member = Member(dice) },
            5 when terms.TierSchemes.Count > 0 => new Condition { Tier = Tier(frame) },
            6 => new Condition { Segment = dice.One(RandomWords.Segments) },
            7 when terms.Counters.Count > 0 => new Condition { Count = Count(frame, stage) },
            8 => new Condition { Birthday = Birthday(dice) },
            9 => new Condition { Paid = Paid(dice) },
            10 => new Condition { At = At(dice) },
            _ => new Condition
            {
                Basket = new BasketMoney
                {
                    Lines = RandomWords.Filter(dice),
                    AtLeastMinorUnits = dice.One(1, 100, 1000, 5000, 20000),
                    Basis = dice.One(Enum.GetValues<PriceBasis>()),
                },
            },
        };
    }

    private static MemberIs Member(Dice dice) => dice.Chance(40) ? new MemberIs()
        : new MemberIs { Attribute = "kind", Values = { dice.Some(RandomWords.Kinds, 2) } };

    private static TierIs Tier(RandomFrame frame)
    {
        var scheme = frame.Dice.One(frame.Terms.TierSchemes);
        var levels = scheme.Levels.Select(l => l.Id).ToList();
        return new TierIs { Scheme = scheme.Id, Levels = { frame.Dice.Some(levels, 2) } };
    }

    private static CountReached Count(RandomFrame frame, Stage stage)
    {
        var counter = frame.Dice.One(frame.Terms.Counters);
        return new CountReached
        {
            Counter = counter.Id,
            AtLeast = frame.Dice.Between(1, 15),
            // Before stage EARNING it is not known what an order counts of money.
            BeforeThisOrder = (counter.Of == CountedBy.Money && stage < Stage.Earning) || frame.Dice.Chance(30),
        };
    }

    private static BirthdayWindow Birthday(Dice dice) => dice.Chance(40)
        ? new BirthdayWindow { DaysAround = dice.Between(1, 30) }
        : new BirthdayWindow
        {
            Period = dice.One(BirthdayPeriod.Day, BirthdayPeriod.Week, BirthdayPeriod.Month),
        };

    private static PaidBy Paid(Dice dice) => new()
    {
        Kinds =
        {
            dice.Some([TenderKind.Money, TenderKind.Coins, TenderKind.Exchange, TenderKind.StoredValue], 3),
        },
    };

    private static PlacedAt At(Dice dice)
    {
        var at = new PlacedAt();
        if (dice.Chance(60))
            at.Merchants.Add(dice.Some(RandomWords.Merchants, 2));
        if (dice.Chance(40) || at.Merchants.Count == 0)
            at.Sources.Add(dice.Some(RandomWords.Sources, 2));
        return at;
    }
}
