using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>That random cases reach everything, and that evaluations keep the laws of docs/rules.md.</summary>
public sealed class RandomCaseTests
{
    private const int Cases = 2000;

    [Fact]
    public void Cases_ReachEverything()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        void See(Enum what) => seen[$"{what.GetType().Name}.{what}"] =
            seen.GetValueOrDefault($"{what.GetType().Name}.{what}") + 1;
        var fired = 0;
        foreach (var random in Enumerable.Range(1, Cases).Select(RandomCase.Of))
        {
            var evaluation = random.Naive(withMisses: true);
            fired += evaluation.Awards.Count > 0 ? 1 : 0;
            foreach (var miss in evaluation.Misses)
                See(miss.Reason);
            foreach (var award in evaluation.Awards)
                See(random.Terms.Rules.Single(r => r.Id == award.Rule).Effects[award.Effect].GivesCase);
            foreach (var exposure in evaluation.Exposures)
                See(exposure.Arm);
            foreach (var id in evaluation.Awards.Select(a => a.Rule).Distinct())
                foreach (var condition in All(random.Terms.Rules.Single(r => r.Id == id).Condition))
                    See(condition.IsCase);
        }
        var wanted = Names<MissReason>().Concat(Names<Effect.GivesOneofCase>()).Concat(Names<Arm>())
            .Concat(Names<Condition.IsOneofCase>().Except([$"{nameof(Condition.IsOneofCase)}.Event"]));
        Assert.Empty(wanted.Except(seen.Where(s => s.Value >= 10).Select(s => s.Key)));
        Assert.InRange(fired, Cases * 3 / 4, Cases);
    }

    [Fact]
    public void Evaluations_KeepTheLaws()
    {
        foreach (var random in Enumerable.Range(1, Cases).Select(RandomCase.Of))
        {
            var evaluation = random.Naive();
            Assert.True(Problem(random, evaluation) is null, $"Seed {random.Seed}: {Problem(random, evaluation)}");
        }
    }

    [Fact]
    public void Seed_MakesTheSameCaseAgain() => Assert.All(Enumerable.Range(1, 50), seed =>
    {
        var (one, other) = (RandomCase.Of(seed), RandomCase.Of(seed));
        Assert.Equal((one.Terms, one.Facts, one.Order), (other.Terms, other.Facts, other.Order));
        Assert.Equal(one.Naive(withMisses: true), other.Naive(withMisses: true));
    });

    [Fact]
    public void Cases_HaveOddInputs()
    {
        var cases = Enumerable.Range(1, Cases / 2).Select(RandomCase.Of).ToList();
        Assert.Contains(cases, c => c.Order.Tenders.Count > 2);
        Assert.Contains(cases, c => c.Order.Lines.Any(l => l.ListMinorUnits == 0));
        Assert.Contains(cases, c => c.Order.AutoCoupons && c.Facts.Coupons.Count(o => !o.Shown) > 6);
        Assert.Contains(cases, c => c.Facts.Member?.Birthday is { Month: 2, Day: 29 });
        Assert.Contains(cases, c => c.LeftOut.Count > 0);
        var evaluations = cases.Select(c => c.Naive()).ToList();
        Assert.Contains(evaluations, e => e.Awards.Any(a => a.CouponsUsed.Count > 1));
        Assert.Contains(evaluations, e => e.Awards.Any(a => a.Coins is { Times: > 1 }));
        foreach (var of in new[] { "coins", "money" })
            foreach (var owner in new[] { "rules", "campaigns", "program" })
                Assert.Contains(evaluations, e => e.Awards.Any(a => a.ClippedBy is { } by
                    && by.Definition.StartsWith(owner, StringComparison.Ordinal)
                    && by.Definition.EndsWith(of, StringComparison.Ordinal)));
    }

    private static string? Problem(RandomCase random, Evaluation evaluation)
    {
        var off = evaluation.Awards.Sum(a => new BigInteger(a.DiscountMinorUnits));
        var listed = evaluation.Lines.SelectMany(l => l.Discounts).Concat(evaluation.DeliveryDiscounts)
            .Sum(d => new BigInteger(d.MinorUnits));
        var paid = random.Order.Tenders.Sum(t => new BigInteger(t.MinorUnits));
        var coins = evaluation.Awards.Where(a => a.Coins is { Times: 0 }).Sum(a => new BigInteger(a.Coins.Units));
        var earned = evaluation.Lines.SelectMany(l => l.Coins).Sum(c => new BigInteger(c.Units));
        return true switch
        {
            _ when off != listed => "awards are not what lines and delivery were discounted by",
            _ when evaluation.Lines.Any(l => l.PayMinorUnits < 0) => "a line is below 0",
            _ when evaluation.Lines.Any(l => l.ListMinorUnits - l.ShopDiscountMinorUnits
                - l.Discounts.Sum(d => d.MinorUnits) != l.PayMinorUnits) => "a line's discounts do not explain it",
            _ when evaluation.Lines.Sum(l => new BigInteger(l.PayMinorUnits)) + evaluation.DeliveryMinorUnits
                != evaluation.TotalMinorUnits => "the total is no sum",
            _ when paid != 0 && paid != evaluation.TotalMinorUnits => "tenders do not pay the total",
            _ when coins != earned => "coins of lines are not those of awards",
            _ when evaluation.Tallies.Any(t => t.HasAtMost && t.Add > t.AtMost) => "a limit is exceeded",
            _ => null,
        };
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetNames<T>().Where(n => n is not ("None" or "Unspecified"))
            .Select(n => $"{typeof(T).Name}.{n}");

    private static IEnumerable<Condition> All(Condition? condition) => condition?.IsCase switch
    {
        null => [],
        Condition.IsOneofCase.All => condition.All.Of.SelectMany(All).Prepend(condition),
        Condition.IsOneofCase.Any => condition.Any.Of.SelectMany(All).Prepend(condition),
        Condition.IsOneofCase.Not => All(condition.Not).Prepend(condition),
        _ => [condition],
    };
}
