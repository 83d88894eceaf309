using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Bench;

/// <summary>
/// What an order of 20 lines comes to by 1,000 rules, one caller: with the index of the rule set, and with each rule
/// tried in turn. The inputs are the same in every run.
/// </summary>
internal static class RulesPaths
{
    private const int Seed = 20260101;
    private const int Orders = 200;
    private const int Lines = 20;
    private const int Skus = 4_000;
    private const int Categories = 200;

    private static readonly Timestamp Noon =
        Timestamp.FromDateTime(new DateTime(2026, 6, 15, 4, 0, 0, DateTimeKind.Utc));

    public static BenchPath[] All
    {
        get
        {
            var rules = CompiledRuleSet.Of("", Terms());
            var orders = Enumerable.Range(0, Orders).Select(OrderOf).ToArray();
            return [Path("rules_evaluate", rules, orders, indexed: true),
                Path("rules_naive", rules, orders, indexed: false)];
        }
    }

    private static LoadPath Path(string name, CompiledRuleSet rules, Order[] orders, bool indexed)
    {
        var facts = new Facts { DecideTime = Noon, Member = new MemberFacts { Segments = { "segments/s3" } } };
        var turn = 0;
        return LoadPath.Closed(name, 1, _ =>
        {
            var result = Evaluator.Evaluate(rules, facts, orders[turn++ % orders.Length], indexed);
            if (result.Coins.Count == 0)
                throw new InvalidOperationException("An order earned nothing.");
            return Task.FromResult(1);
        });
    }

    private static RuleSetTerms Terms()
    {
        var random = new Random(Seed);
        var terms = new RuleSetTerms
        {
            Currency = "CNY",
            SettlementUnitsPerMinorUnit = 1,
            TimeZone = "Asia/Shanghai",
            UnpaidMinutes = 30,
            Coins = { "coins/star" },
        };
        terms.Rules.Add(new Rule
        {
            Id = "base",
            Effects = { new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } } },
        });
        for (var i = 0; i < 600; i++)
            terms.Rules.Add(Off($"sku-{i}", new LineFilter { Skus = { Some(random, Skus, 5, "sku") } }));
        for (var i = 0; i < 199; i++)
        {
            var lines = new LineFilter { Categories = { $"cat{random.Next(Categories)}" } };
            var rule = Off($"category-{i}", lines);
            rule.Condition = new Condition
            {
                Basket = new BasketMoney { Lines = lines, AtLeastMinorUnits = random.Next(10_000, 100_000) },
            };
            terms.Rules.Add(rule);
        }
        for (var i = 0; i < 100; i++)
        {
            var rule = Off($"place-{i}", null);
            rule.Condition = new Condition { At = new PlacedAt { Merchants = { $"partners/aster/merchants/m{i}" } } };
            terms.Rules.Add(rule);
        }
        for (var i = 0; i < 100; i++)
        {
            var rule = Off($"segment-{i}", null);
            rule.Condition = new Condition { Segment = $"segments/s{i}" };
            terms.Rules.Add(rule);
        }
        return terms;
    }

    private static Rule Off(string id, LineFilter? lines) => new()
    {
        Id = id,
        Effects =
        {
            new Effect
            {
                Discount = new Discount { Scope = DiscountScope.EachLine, Lines = lines, BasisPoints = 100 },
            },
        },
    };

    private static Order OrderOf(int number)
    {
        var random = new Random(Seed + number);
        var order = new Order
        {
            Source = "till",
            EventId = $"{number}",
            Merchant = $"partners/aster/merchants/m{number % 500}",
            Member = "members/any",
            OrderTime = Noon,
        };
        for (var line = 1; line <= Lines; line++)
            order.Lines.Add(new OrderLine
            {
                Number = line,
                Sku = $"sku{random.Next(Skus)}",
                Categories = { Some(random, Categories, 2, "cat") },
                Quantity = random.Next(1, 4),
                ListMinorUnits = random.Next(100, 20_000),
            });
        return order;
    }

    private static IEnumerable<string> Some(Random random, int of, int count, string prefix) =>
        [.. Enumerable.Range(0, count).Select(_ => $"{prefix}{random.Next(of)}")];
}
