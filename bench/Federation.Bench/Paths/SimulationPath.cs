using System.Buffers.Binary;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Bench;

/// <summary>
/// Records of orders of 3 lines, simulated one after the other by 20 rules with limits and budgets, a counter and
/// levels. The inputs are the same in every run; from one round to the next time goes on.
/// </summary>
internal static class SimulationPath
{
    private const int Seed = 20260102;
    private const int Orders = 5_000;
    private const int Members = 1_000;
    private const int Lines = 3;
    private const int Categories = 20;

    /// <summary>From one order to the next.</summary>
    private const int Seconds = 20;

    private static readonly CoinWorth[] Worths = [new CoinWorth { Coin = "coins/star", OnValueUnits = 1 }];

    private static readonly DateTimeOffset Begin = new(2026, 6, 15, 4, 0, 0, TimeSpan.Zero);

    public static BenchPath Path
    {
        get
        {
            var rules = CompiledRuleSet.Of("", Terms());
            var records = Enumerable.Range(0, Orders).Select(i => RecordOf(i, rules)).ToArray();
            var simulation = new Simulation(rules, Worths);
            var turn = 0;
            return LoadPath.Closed("rules_simulate", 1, _ =>
            {
                var record = records[turn % Orders];
                record.Facts.DecideTime = record.Order.OrderTime = TimeOf(turn++);
                simulation.Add(record);
                return Task.FromResult(1);
            });
        }
    }

    private static Timestamp TimeOf(int turn) =>
        Timestamp.FromDateTimeOffset(Begin.AddSeconds((double)turn * Seconds));

    private static RuleSetTerms Terms()
    {
        var terms = new RuleSetTerms
        {
            Currency = "CNY",
            SettlementUnitsPerMinorUnit = 1,
            TimeZone = "Asia/Shanghai",
            Coins = { "coins/star" },
            Counters = { new Counter { Id = "orders", Of = CountedBy.Orders, Period = Period.Month } },
            TierSchemes =
            {
                new TierScheme
                {
                    Id = "club",
                    Of = CountedBy.Money,
                    Period = TierPeriod.Year,
                    ValidityPeriods = 1,
                    Levels = { new TierLevel { Id = "basic" }, new TierLevel { Id = "gold", Threshold = 500_000 } },
                },
            },
        };
        terms.Rules.Add(RuleOf(
            "base", null, new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }, Per.Member));
        terms.Rules.Add(RuleOf(
            "gold", new Condition { Tier = new TierIs { Scheme = "club", Levels = { "gold" } } },
            new Effect { Multiply = new Multiply { FactorBasisPoints = 15_000 } }, Per.Everyone));
        terms.Rules.Add(RuleOf(
            "tenth", new Condition { Count = new CountReached { Counter = "orders", Every = 10 } },
            new Effect { Earn = new Earn { Units = 50 } }, Per.Everyone));
        for (var i = 0; i < 17; i++)
        {
            var lines = new LineFilter { Categories = { $"cat{i}" } };
            terms.Rules.Add(RuleOf(
                $"off-{i}", new Condition { Basket = new BasketMoney { Lines = lines, AtLeastMinorUnits = 5_000 } },
                Off(lines),
                Per.Everyone));
        }
        return terms;
    }

    private static Effect Off(LineFilter lines) => new()
    {
        Discount = new Discount { Scope = DiscountScope.EachLine, Lines = lines, BasisPoints = 500 },
    };

    private static Rule RuleOf(string id, Condition? condition, Effect effect, Per per) => new()
    {
        Id = id,
        Condition = condition,
        Effects = { effect },
        Limits =
        {
            new Limit { Per = per, Period = Period.Day, Of = LimitedBy.Money, AtMost = 1_000_000 },
        },
    };

    private static EvaluationRecord RecordOf(int number, CompiledRuleSet rules)
    {
        var random = new Random(Seed + number);
        var member = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(member, random.Next(Members));
        var record = new EvaluationRecord
        {
            Order = new Order
            {
                Source = "till",
                EventId = $"{number}",
                Member = "members/any",
                OrderTime = TimeOf(number),
            },
            Facts = new Facts
            {
                DecideTime = TimeOf(number),
                Member = new MemberFacts
                {
                    Id = ByteString.CopyFrom(member),
                    JoinTime = Timestamp.FromDateTimeOffset(Begin.AddYears(-1)),
                },
            },
        };
        for (var line = 1; line <= Lines; line++)
            record.Order.Lines.Add(new OrderLine
            {
                Number = line,
                Sku = $"sku{random.Next(1000)}",
                Categories = { $"cat{random.Next(Categories)}" },
                Quantity = random.Next(1, 4),
                ListMinorUnits = random.Next(100, 20_000),
            });
        record.Result = Evaluator.Evaluate(rules, record.Facts, record.Order);
        return record;
    }
}
