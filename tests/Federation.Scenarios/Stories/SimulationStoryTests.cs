using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>Orders that a till placed, and what another rule set would have given for them, through the gateway. Each
/// figure is computed here once more, by hand.</summary>
public sealed class SimulationStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private const string InForce = Program + "/ruleSets/1";
    private const int Orders = 32;
    private const int Gift = 70;
    private const long Gold = 20_000;
    private const int BudgetThen = 1000;
    private const int BudgetNow = 300;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Orders_PlacedByOneRuleSet_AreSimulatedByAnother(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        // A coin is worth a minor unit.
        await alliance.GivenBoardAsync(100, ("aster", 100, 90));
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var begin = await ProgramsMade.InForceAsync("aster", aster, second, TermsThen());
        var placed = await PlaceAsync(alliance, aster, begin);
        var draft = await ProgramsMade.DraftAsync(aster.Programs, "aster", TermsNow());
        var end = placed[^1].Time + Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

        Assert.Equal(ByHand(placed), await SimulateAsync(aster, draft, begin, end));

        var same = await SimulateAsync(second, InForce, begin, end);
        Assert.Equal(Orders, same.Orders);
        Assert.Equal(same.Then, same.Now);
        Assert.All(same.Rules, r => Assert.Equal(r.Then, r.Now));
        Assert.All(same.Levels, l => Assert.Equal(l.Then, l.Now));
        Assert.Equal((0, 0), (same.GainingMembers, same.LosingMembers));
        Assert.Equal(BudgetRunOut(placed, BudgetThen), Assert.Single(same.Budgets));

        // From the last hour on: what was counted before is in the records.
        var later = await SimulateAsync(alliance.Admin, InForce, placed[^1].Time, end);
        Assert.Equal((placed.Count(p => p.Time == placed[^1].Time), later.Now), (later.Orders, later.Then));
        Assert.Equal(0, (await SimulateAsync(aster, draft, end, end + new Duration { Seconds = 1 })).Orders);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Some at the same moment of the sandbox's clock. Two members buy little, two much, and once
    /// nobody.</summary>
    private static async Task<List<SimulatedOrder>> PlaceAsync(
        Alliance alliance, FederationClient aster, Timestamp begin)
    {
        var members = new List<string>();
        for (var i = 0; i < 4; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));
        var (placed, time) = (new List<SimulatedOrder>(), begin);
        for (var i = 0; i < Orders; i++)
        {
            if (i % 6 == 5)
            {
                time += Duration.FromTimeSpan(TimeSpan.FromHours(1));
                await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = time });
            }
            var member = i == 9 ? "" : members[i % 4];
            var price = i % 4 < 2 ? 1000 + (i * 100) : 9000 + (i * 200);
            var order = ProgramsMade.Order("aster", time);
            order.Member = member;
            order.Lines[0].ListMinorUnits = price;
            await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
            placed.Add(new SimulatedOrder(time, member, price));
        }
        return placed;
    }

    private static async Task<SimulationReport> SimulateAsync(
        FederationClient client, string ruleSet, Timestamp from, Timestamp to)
    {
        using var call = client.Programs.SimulateRuleSet(new() { Name = ruleSet, FromTime = from, ToTime = to });
        SimulateRuleSetResponse? last = null;
        await foreach (var message in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.Null(last?.Report);
            last = message;
        }
        return last!.Report;
    }

    /// <summary>What the report must say of the draft.</summary>
    private static SimulationReport ByHand(List<SimulatedOrder> placed)
    {
        var report = new SimulationReport { Orders = placed.Count, Then = new(), Now = new() };
        report.Rules.Add(new[] { "base", "from-100", "gift" }.Select(
            r => new SimulatedRule { Rule = r, Then = new(), Now = new() }));
        report.Levels.Add(new[] { "basic", "gold" }.Select(
            l => new SimulatedLevel { Scheme = "club", Level = l, Then = new(), Now = new() }));
        var gains = placed.Select(p => p.Member).Where(m => m.Length > 0).Distinct().ToDictionary(
            m => m, m => new SimulatedMember { Member = IdOf(m) }, StringComparer.Ordinal);
        var spent = gains.ToDictionary(g => g.Key, _ => 0L, StringComparer.Ordinal);
        var (leftThen, leftNow) = ((long)BudgetThen, (long)BudgetNow);
        foreach (var order in placed)
        {
            var off = order.Price >= 10_000 ? order.Price / 10 : 0;
            Add(report.Rules[1].Then, 0, off);
            if (order.Member.Length == 0)
            {
                Add(report.Then, 0, off);
                continue;
            }
            var (baseThen, baseNow) = ((order.Price - off) / 100, order.Price / 100 * 2);
            var (giftThen, giftNow) = (Math.Min(Gift, leftThen), Math.Min(Gift, leftNow));
            (leftThen, leftNow) = (leftThen - giftThen, leftNow - giftNow);
            Add(report.Rules[0].Then, baseThen, 0);
            Add(report.Rules[0].Now, baseNow, 0);
            Add(report.Rules[2].Then, giftThen, 0);
            Add(report.Rules[2].Now, giftNow, 0);
            var level = report.Levels[spent[order.Member] >= Gold ? 1 : 0];
            foreach (var then in new[] { report.Then, level.Then })
                Add(then, baseThen + giftThen, off);
            foreach (var now in new[] { report.Now, level.Now })
                Add(now, baseNow + giftNow, 0);
            spent[order.Member] += order.Price - off;
            gains[order.Member].Orders++;
            gains[order.Member].GainMinorUnits += baseNow + giftNow - baseThen - giftThen - off;
        }
        report.Budgets.Add(BudgetRunOut(placed, BudgetNow));
        return WithGains(report, [.. gains.Values]);
    }

    private static SimulationReport WithGains(SimulationReport report, List<SimulatedMember> members)
    {
        report.Members = members.Count;
        report.LargestGains.Add(members.Where(m => m.GainMinorUnits > 0).OrderByDescending(m => m.GainMinorUnits));
        report.LargestLosses.Add(members.Where(m => m.GainMinorUnits < 0).OrderBy(m => m.GainMinorUnits));
        (report.GainingMembers, report.LosingMembers) = (report.LargestGains.Count, report.LargestLosses.Count);
        // The story would show little if nobody gained, or nobody lost.
        Assert.Equal((2, 2), (report.GainingMembers, report.LosingMembers));
        return report;
    }

    /// <summary>The order of a member after which nothing is left, each of which takes 70.</summary>
    private static SimulatedBudget BudgetRunOut(List<SimulatedOrder> placed, int budget) => new()
    {
        Definition = "rules/gift/everyone.ever.coins",
        AtMost = budget,
        RunOutTime = placed.Where(p => p.Member.Length > 0).ElementAt((budget - 1) / Gift).Time,
    };

    private static void Add(GivenSum sum, long coins, long off)
    {
        sum.Times += coins > 0 || off > 0 ? 1 : 0;
        sum.DiscountMinorUnits += off;
        AddCoins(sum, coins);
    }

    private static void AddCoins(GivenSum sum, long coins)
    {
        if (coins > 0 && sum.Coins.Count == 0)
            sum.Coins.Add(new CoinSum { Coin = "coins/aster" });
        if (coins > 0)
            sum.Coins[0].Units += coins;
    }

    private static ByteString IdOf(string member) => ByteString.CopyFrom(
        Guid.Parse(member["members/".Length..]).ToByteArray(bigEndian: true));

    /// <summary>A coin a yuan, 10 % off from 100 yuan on, a gift as long as there are any, and two levels.</summary>
    private static RuleSetTerms TermsThen()
    {
        var terms = ProgramsMade.Terms("aster");
        terms.Rules.Add(new Rule
        {
            Id = "from-100",
            Title = new LocalizedText { En = "10 % off from 100 yuan on" },
            Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
            Effects = { new Effect { Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 1000 } } },
        });
        terms.Rules.Add(GiftOf(BudgetThen));
        terms.TierSchemes.Add(new TierScheme
        {
            Id = "club",
            Title = new LocalizedText { En = "Club" },
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                new TierLevel { Id = "basic", Title = new LocalizedText { En = "Basic" } },
                new TierLevel { Id = "gold", Title = new LocalizedText { En = "Gold" }, Threshold = Gold },
            },
        });
        return terms;
    }

    /// <summary>Two coins a yuan, a smaller budget for gifts, and no discount.</summary>
    private static RuleSetTerms TermsNow()
    {
        var terms = TermsThen();
        terms.Rules[0].Effects[0].Earn.Units = 2;
        terms.Rules.RemoveAt(2);
        terms.Rules.RemoveAt(1);
        terms.Rules.Add(GiftOf(BudgetNow));
        return terms;
    }

    private static Rule GiftOf(int budget) => new()
    {
        Id = "gift",
        Title = new LocalizedText { En = "70 coins" },
        Effects = { new Effect { Earn = new Earn { Units = Gift, Promotional = true } } },
        Limits = { new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = budget } },
    };
}
