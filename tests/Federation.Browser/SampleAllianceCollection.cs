namespace Federation.Browser;

/// <summary>The tests that share the replayed alliance, one after the other.</summary>
[CollectionDefinition(nameof(SampleAlliance))]
public sealed class SampleAllianceCollection : ICollectionFixture<SampleAlliance>;
