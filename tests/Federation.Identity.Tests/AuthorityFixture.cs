namespace Federation.Identity.Tests;

/// <summary>One world for the tests of a class, where another provider can run here.</summary>
public sealed class AuthorityFixture : IAsyncLifetime
{
    private AuthorityWorld? world;

    /// <summary>The world; skips the test where there is none.</summary>
    internal AuthorityWorld Require()
    {
        Assert.SkipWhen(OtherProvider.Missing is not null, OtherProvider.Missing ?? "");
        return world!;
    }

    public async ValueTask InitializeAsync() =>
        world = OtherProvider.Missing is null ? await AuthorityWorld.StartAsync() : null;

    public ValueTask DisposeAsync() => world?.DisposeAsync() ?? default;
}
