using Federation.Programs.V1;
using Federation.Testing;

namespace Federation.Rules.Tests;

/// <summary>The engine against the naive evaluator, which shares no code with it.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private static readonly int Cases = TestSettings.Number("FEDERATION_RULES_CASES", 10_000);

    [Fact]
    public void Evaluate_RandomRuleSetsAndOrders_IsAsTheNaiveEvaluatorSays()
    {
        output.WriteLine($"Seeds 1 to {Cases}.");
        var differences = new List<string>();
        Parallel.For(1, Cases + 1, seed =>
        {
            if (Difference(RandomCase.Of(seed)) is not { } difference)
                return;
            lock (differences)
                differences.Add($"seed {seed}: {difference}");
        });
        Assert.True(differences.Count == 0,
            $"{differences.Count} differ, among them\n{string.Join('\n', differences.Take(10))}");
    }

    /// <summary>Cases beyond the usual ones in which the engine once differed: rules of a later group were sorted by
    /// what was left then, not at the beginning of the stage.</summary>
    [Theory]
    [InlineData(37259)]
    [InlineData(41554)]
    [InlineData(47319)]
    [InlineData(47770)]
    [InlineData(48115)]
    [InlineData(54592)]
    public void Evaluate_CasesThatDifferedOnce_AreAsTheNaiveEvaluatorSays(int seed) =>
        Assert.Null(Difference(RandomCase.Of(seed)));

    /// <summary>Rules on orders are there too, and give nothing; those on events give nothing for orders.</summary>
    [Fact]
    public void Evaluate_RandomEvents_IsAsTheNaiveEvaluatorSays()
    {
        output.WriteLine($"Seeds 1 to {Cases}.");
        var (differences, given, kinds) = (new List<string>(), 0, new HashSet<Condition.IsOneofCase>());
        Parallel.For(1, Cases + 1, seed =>
        {
            var random = RandomEventCase.Of(seed);
            var difference = Difference(random, out var result);
            var rules = result.Awards.Select(a => random.Terms.Rules.Single(r => r.Id == a.Rule)).ToList();
            lock (differences)
            {
                if (difference is not null)
                    differences.Add($"seed {seed}: {difference}");
                given += rules.Count > 0 ? 1 : 0;
                kinds.UnionWith(rules.Where(r => r.Condition is not null).Select(r => r.Condition.IsCase));
            }
        });
        Assert.True(differences.Count == 0,
            $"{differences.Count} differ, among them\n{string.Join('\n', differences.Take(10))}");
        Assert.InRange(given, Cases / 4, Cases);
        Assert.Subset(
            kinds,
            new HashSet<Condition.IsOneofCase>
            {
                Condition.IsOneofCase.Event, Condition.IsOneofCase.Count, Condition.IsOneofCase.Time,
            });
    }

    private static string? Difference(RandomEventCase random, out Evaluation engine)
    {
        var rules = CompiledRuleSet.Of("", random.Terms);
        engine = Evaluator.Evaluate(rules, random.Facts, random.Event, random.LeftOut);
        if (Text(random.Naive(), engine) is { } difference)
            return difference;
        var all = Evaluator.Evaluate(rules, random.Facts, random.Event, random.LeftOut, withMisses: true);
        var misses = Reasons(all);
        all.Misses.Clear();
        return Text(engine, all) is { } indexed ? "without the index: " + indexed
            : misses == Reasons(random.Naive(withMisses: true)) ? null
            : $"misses: naive {Reasons(random.Naive(withMisses: true))} engine {misses}";
    }

    /// <summary>What differs first; null where nothing does.</summary>
    private static string? Difference(RandomCase random)
    {
        var naive = random.Naive();
        var rules = CompiledRuleSet.Of("", random.Terms);
        var engine = Evaluator.Evaluate(rules, random.Facts, random.Order, random.LeftOut);
        if (Text(naive, engine) is { } difference)
            return difference;
        // Why rules gave nothing is asked of all rules, so nothing is left to the index.
        var all = Evaluator.Evaluate(rules, random.Facts, random.Order, random.LeftOut, withMisses: true);
        var misses = Reasons(all);
        all.Misses.Clear();
        return Text(engine, all) is { } indexed ? "without the index: " + indexed
            : misses == Reasons(random.Naive(withMisses: true)) ? null
            : $"misses: naive {Reasons(random.Naive(withMisses: true))} engine {misses}";
    }

    private static string Reasons(Evaluation result) =>
        string.Join(", ", result.Misses.Select(m => $"{m.Rule} {m.Reason}").Order(StringComparer.Ordinal));

    private static string? Text(Evaluation expected, Evaluation found)
    {
        if (expected.Equals(found))
            return null;
        foreach (var field in Evaluation.Descriptor.Fields.InFieldNumberOrder())
        {
            var (e, f) = (field.Accessor.GetValue(expected), field.Accessor.GetValue(found));
            if (!e.Equals(f))
                return $"{field.Name}\n  expected {e}\n  found    {f}";
        }
        return "something else";
    }
}
