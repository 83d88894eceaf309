using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs.Tests;

/// <summary>What a large rule set costs the guard: a brand's admin may send as many as it likes.</summary>
public sealed class GuardCostTests
{
    [Fact]
    public void Check_OfManyExclusions_FindsTheCircleAlone()
    {
        var terms = Given.Terms();
        for (var i = 0; i < 1500; i++)
        {
            var rule = Given.Rule($"r{i}", new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100_000_000 } });
            rule.Group = $"g{i}";
            rule.Excludes.Add(Enumerable.Range(i + 1, Math.Min(40, 1499 - i)).Select(n => $"g{n}"));
            terms.Groups.Add(new RuleGroup { Id = rule.Group });
            terms.Rules.Add(rule);
        }
        Assert.DoesNotContain(RuleSetGuard.Check(terms, []).Findings, f => f.Kind == GuardFindingKind.Circle);

        terms.Rules[1401].Excludes.Add("g1390");
        var circle = Assert.Single(RuleSetGuard.Check(terms, []).Findings, f => f.Kind == GuardFindingKind.Circle);
        Assert.Contains("g1390 > g1391", circle.Words.En, StringComparison.Ordinal);
        Assert.DoesNotContain("g13 ", circle.Words.En, StringComparison.Ordinal);
        Assert.DoesNotContain("g1450", circle.Words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfManyGoodsThatAreLeftOut_SaysThatTheRuleNeverApplies()
    {
        var terms = Given.Terms();
        var goods = Enumerable.Range(0, 10_000).Select(n => $"sku-{n}").ToList();
        terms.Rules[0].Effects[0].Earn.Lines = new LineFilter { Skus = { goods }, WithoutSkus = { goods } };
        Assert.Contains(
            RuleSetGuard.Check(terms, []).Findings, f => f.Kind == GuardFindingKind.NeverApplies && f.Rule == "base");
    }

    [Fact]
    public void Check_OfManySchemes_RefusesThem()
    {
        var terms = Given.Terms();
        terms.TierSchemes.AddRange(Enumerable.Range(0, 21).Select(n => new TierScheme
        {
            Id = $"s{n}",
            Title = new LocalizedText { En = "s" },
            Of = CountedBy.Orders,
            Period = TierPeriod.Year,
            Levels = { new TierLevel { Id = "low", Title = new LocalizedText { En = "low" } } },
        }));
        var finding = Assert.Single(RuleSetGuard.Check(terms, []).Findings);
        Assert.Equal((GuardFindingKind.Field, "tier_schemes"), (finding.Kind, finding.Path));
    }
}
