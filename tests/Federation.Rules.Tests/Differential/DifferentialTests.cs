using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The engine against the naive evaluator, which shares no code with it.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Cases = 10_000;

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
