using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Federation.Scenarios.LongestFirst))]

namespace Federation.Scenarios;

/// <summary>The two longest collections begin first, so that neither is left alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(ReplayTests), nameof(WholeMachine)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c =>
            Longest.Any(name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)))];
}
