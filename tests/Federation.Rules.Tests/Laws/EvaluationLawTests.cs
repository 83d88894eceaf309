using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What holds for every order, whatever the rules are: random rule sets, orders and facts.</summary>
public sealed class EvaluationLawTests
{
    private const int Cases = 1_000;

    [Fact]
    public void Lines_SentInAnyOrder_ComeToTheSame() => Each((random, rules, result) =>
    {
        var shuffled = random.Order.Clone();
        var lines = shuffled.Lines.OrderBy(l => l.Sku, StringComparer.Ordinal).ThenByDescending(l => l.Number).ToList();
        shuffled.Lines.Clear();
        shuffled.Lines.AddRange(lines);
        Assert.Equal(result, Evaluator.Evaluate(rules, random.Facts, shuffled, random.LeftOut));
    });

    [Fact]
    public void Sums_AreExact_AndNothingIsBelowZero() => Each((random, _, result) =>
    {
        foreach (var line in result.Lines)
        {
            Assert.True(line.PayMinorUnits >= 0);
            Assert.All(line.Discounts, d => Assert.True(d.MinorUnits > 0));
            Assert.Equal(
                line.ListMinorUnits - line.ShopDiscountMinorUnits - line.Discounts.Sum(d => d.MinorUnits),
                line.PayMinorUnits);
        }
        Assert.Equal(
            random.Order.DeliveryMinorUnits - result.DeliveryDiscounts.Sum(d => d.MinorUnits),
            result.DeliveryMinorUnits);
        Assert.Equal(
            result.Lines.Sum(l => l.PayMinorUnits) + result.DeliveryMinorUnits, result.TotalMinorUnits);
        var off = result.Awards.Where(a => a.GaveCase == Award.GaveOneofCase.DiscountMinorUnits);
        Assert.Equal(
            result.Lines.SelectMany(l => l.Discounts).Concat(result.DeliveryDiscounts).Sum(d => d.MinorUnits),
            off.Sum(a => a.DiscountMinorUnits));
        foreach (var coin in result.Coins)
            Assert.Equal(
                coin.Units, result.Awards.Where(a => a.Coins?.Coin == coin.Coin).Sum(a => a.Coins.Units));
        foreach (var earned in result.Lines.SelectMany(l => l.Coins).GroupBy(c => (c.Rule, c.Coin)))
            Assert.Equal(
                earned.Sum(c => c.Units),
                result.Awards.Where(a => a.Rule == earned.Key.Rule && a.Coins?.Coin == earned.Key.Coin)
                    .Sum(a => a.Coins.Units));
    });

    /// <summary>A fixed member price is the shop's to compare with its list price, and each rounding may give half a
    /// minor unit more.</summary>
    [Fact]
    public void Discounts_StayWithinTheGiveAway()
    {
        var checkedCases = 0;
        Each((random, _, result) =>
        {
            var report = RuleSetGuard.Check(random.Terms, []);
            if (report.Findings.Any(f => f.Error) || result.Awards.Any(a => IsFixedPrice(random.Terms, a)))
                return;
            // A shop's own price may be above its list price.
            var list = result.Lines.Sum(
                l => (Int128)Math.Max(l.ListMinorUnits, l.ListMinorUnits - l.ShopDiscountMinorUnits));
            var given = result.Lines.SelectMany(l => l.Discounts).Sum(d => (Int128)d.MinorUnits);
            var roundings = result.Awards.Count * random.Order.Lines.Sum(l => (long)l.Quantity);
            Assert.True(
                (given - roundings) * 10_000 <= list * report.GiveAwayBasisPoints,
                $"seed {random.Seed}: {given} of {list}, {report.GiveAwayBasisPoints} basis points");
            checkedCases += given > 0 && report.GiveAwayBasisPoints < 10_000 ? 1 : 0;
        });
        Assert.InRange(checkedCases, 40, Cases);
    }

    private static bool IsFixedPrice(RuleSetTerms terms, Award award) =>
        terms.Rules.Single(r => r.Id == award.Rule).Effects[award.Effect].Price?.HasUnitMinorUnits == true;

    [Fact]
    public void Tallies_StayWithinTheirLimits() => Each((random, _, result) =>
    {
        foreach (var move in result.Tallies.Where(m => m.HasAtMost))
        {
            var before = random.Facts.Tallies.FirstOrDefault(t => t.Key.Equals(move.Key))?.Units ?? 0;
            Assert.True(before + move.Add <= move.AtMost, $"seed {random.Seed}: {move}");
        }
    });

    [Fact]
    public void Words_AreThereInBothLanguages() => Each((random, rules, _) =>
    {
        var result = Evaluator.Evaluate(rules, random.Facts, random.Order, random.LeftOut, withMisses: true);
        Words.Add(result, rules);
        Assert.All(result.Awards, a => Assert.True(a.Words.En.Length > 2 && a.Words.ZhCn.Length > 2));
        Assert.All(result.Misses, m => Assert.True(m.Words.En.Length > 2 && m.Words.ZhCn.Length > 2));
    });

    [Fact]
    public void Records_AreRecomputed_AndAChangeIsFound() => Each((random, rules, result) =>
    {
        var record = RecordOf(random, result);
        var digest = Records.DigestOf(record);
        Assert.Equal(digest, Records.DigestOf(RecordOf(random, Evaluator.Evaluate(
            rules, random.Facts, random.Order, random.LeftOut))));
        Assert.Equal(digest, Records.DigestOf(record, CompiledRuleSet.Of("", record.Terms)));
        Assert.Equal(Verification.Same, Records.Verify(record, digest));

        var changed = record.Clone();
        changed.Order.Lines[0].ListMinorUnits++;
        Assert.Equal(Verification.Changed, Records.Verify(changed, digest));
        var wrong = record.Clone();
        wrong.Result.TotalMinorUnits++;
        Assert.Equal(Verification.Different, Records.Verify(wrong, Records.DigestOf(wrong)));
    });

    [Fact]
    public void Goods_AllReturnedInParts_GiveAllBack() => Each((random, rules, result) =>
    {
        var record = RecordOf(random, result);
        var returned = new Dictionary<int, int>();
        foreach (var line in random.Order.Lines.OrderBy(l => (l.Number * 7919) % 101))
        {
            returned[line.Number] = line.Quantity;
            var back = ReturnedGoods.Of(rules, record, returned);
            Assert.InRange(back.MinorUnits, 0, result.TotalMinorUnits);
            Assert.All(back.Coins, c => Assert.True(c.Units > 0));
        }
        var all = ReturnedGoods.Of(rules, record, returned);
        Assert.Equal(result.TotalMinorUnits, all.MinorUnits);
        Assert.Equal(result.UsedCoupons.Order(StringComparer.Ordinal), all.Coupons.Order(StringComparer.Ordinal));
        var kept = random.Terms.Rules.Where(r => r.OnReturn == OnReturn.Keep).Select(r => r.Id).ToHashSet();
        Assert.Equal(
            result.Awards.Where(a => a.Coins is not null && !kept.Contains(a.Rule)).Sum(a => a.Coins.Units),
            all.Coins.Sum(c => c.Units));
        Assert.Equal(0, ReturnedGoods.Of(rules, record, new Dictionary<int, int>()).MinorUnits);
    });

    [Fact]
    public void RandomRuleSets_AreWhatTheGuardTakes() => Each((random, _, _) =>
    {
        var found = RuleSetGuard.Check(Wellformed(random.Terms), []).Findings
            .Where(f => f.Error && f.Kind is not (GuardFindingKind.FreeLoop or GuardFindingKind.Circle
                or GuardFindingKind.Endless)
                // A limit that counts nothing of its rule changes nothing; that is said, too.
                && !(f.Kind == GuardFindingKind.Combination && f.Path.Contains(".limits[", StringComparison.Ordinal)));
        Assert.True(!found.Any(), $"seed {random.Seed}: {found.FirstOrDefault()}");
    });

    [Fact]
    public void Events_AreRecomputed_ExplainedAndTakenByTheGuard()
    {
        for (var seed = 1; seed <= Cases; seed++)
        {
            var random = RandomEventCase.Of(seed);
            var terms = new RuleSetTerms(Wellformed(random.Terms)) { TimeZoneVersion = ProgramCalendar.DataVersion };
            var found = RuleSetGuard.Check(terms, []).Findings.FirstOrDefault(
                f => f.Error && f.Kind is not (GuardFindingKind.FreeLoop or GuardFindingKind.Circle
                    or GuardFindingKind.Endless) && !f.Path.Contains(".limits[", StringComparison.Ordinal));
            Assert.True(found is null, $"seed {seed}: {found}");
            var rules = CompiledRuleSet.Of("", terms);
            var record = new EvaluationRecord
            {
                RuleSet = "partners/aster/programs/main/ruleSets/1",
                Terms = terms,
                Event = random.Event,
                Facts = random.Facts,
                Result = Evaluator.Evaluate(rules, random.Facts, random.Event),
            };
            Assert.Equal(Verification.Same, Records.Verify(record, Records.DigestOf(record, rules)));
            var changed = record.Clone();
            changed.Event.Grade += "x";
            Assert.Equal(Verification.Changed, Records.Verify(changed, Records.DigestOf(record)));

            Words.Add(record.Result, rules);
            Assert.All(record.Result.Awards, a => Assert.True(a.Words.En.Length > 2 && a.Words.ZhCn.Length > 2));
            Assert.Empty(record.Result.Lines);
            var read = TallyReads.Of(rules, random.Facts, random.Event).ToHashSet();
            Assert.All(record.Result.Tallies, t => Assert.Contains(t.Key, read));
        }
    }

    private static EvaluationRecord RecordOf(RandomCase random, Evaluation result) => new()
    {
        RuleSet = "partners/aster/programs/main/ruleSets/1",
        Terms = new RuleSetTerms(random.Terms) { TimeZoneVersion = ProgramCalendar.DataVersion },
        Order = random.Order,
        Facts = random.Facts,
        LeftOut = { random.LeftOut.Order(StringComparer.Ordinal) },
        Result = result,
    };

    /// <summary>With what a rule set needs beside its rules, which evaluation does not ask for.</summary>
    private static RuleSetTerms Wellformed(RuleSetTerms terms)
    {
        var whole = terms.Clone();
        whole.UnpaidMinutes = 30;
        foreach (var rule in whole.Rules)
            rule.Title ??= new LocalizedText { En = rule.Id };
        return whole;
    }

    private static void Each(Action<RandomCase, CompiledRuleSet, Evaluation> holds)
    {
        for (var seed = 1; seed <= Cases; seed++)
        {
            var random = RandomCase.Of(seed);
            var rules = CompiledRuleSet.Of("", random.Terms);
            try
            {
                holds(random, rules, Evaluator.Evaluate(rules, random.Facts, random.Order, random.LeftOut));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}.", e);
            }
        }
    }
}
