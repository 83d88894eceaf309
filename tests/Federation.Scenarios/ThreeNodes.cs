using Federation.Client;
using Federation.Partners.V1;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>Three nodes over one PostgreSQL with the brands aster and birch, for all tests of a class; started by the first.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    public const int Count = 3;
    private const int GroupRetried = 2002;
    private const int GroupFailed = 2001;
    private Task? started;
    private string connection = "";

    internal Alliance Alliance { get; private set; } = null!;

    /// <summary>Aster at each node.</summary>
    internal FederationClient[] Aster { get; private set; } = [];

    /// <summary>Birch at each node.</summary>
    internal FederationClient[] Birch { get; private set; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    internal Task StartAsync() => started ??= StartOnceAsync();

    /// <summary>The books are balanced, no node logged a fault, and no group was given up. Says how often writers were in each
    /// other's way.</summary>
    internal async Task AssertWellAsync()
    {
        await Alliance.AssertBooksAsync();
        Assert.Empty(Alliance.Deployment.Processes.SelectMany(p => p.Faults));
        Assert.Equal(0, Alliance.Deployment.CountOf(GroupFailed));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"so far {Alliance.Deployment.CountOf(GroupRetried)} groups decided again, {await PostgresCluster.DeadlocksAsync(connection)} deadlocks in the database");
    }

    public async ValueTask DisposeAsync()
    {
        if (Alliance is not null)
            await Alliance.DisposeAsync();
    }

    private async Task StartOnceAsync()
    {
        connection = await Deployment.NewPostgresAsync();
        Alliance = new Alliance(await Deployment.NodesAsync(Count, Deployment.Postgres(connection)));
        Aster = await GivenBrandAsync("aster");
        Birch = await GivenBrandAsync("birch");
        await Alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
    }

    private async Task<FederationClient[]> GivenBrandAsync(string brand)
    {
        var clients = new List<FederationClient> { await Alliance.GivenPartnerAsync(brand) };
        while (clients.Count < Count)
            clients.Add(await Alliance.GivenCredentialAsync(brand, CredentialRole.PartnerAdmin, clients.Count));
        return [.. clients];
    }
}
