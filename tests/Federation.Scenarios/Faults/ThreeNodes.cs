using Federation.Client;
using Federation.Partners.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Three nodes over one database with the brands aster and birch.</summary>
internal sealed class ThreeNodes : IAsyncDisposable
{
    public const int Count = 3;
    private const int GroupRetried = 2002;
    private const int GroupFailed = 2001;
    private readonly TestDatabase database;

    private ThreeNodes(TestDatabase database, Alliance alliance) => (this.database, Alliance) = (database, alliance);

    public Alliance Alliance { get; }

    /// <summary>Aster at each node.</summary>
    public FederationClient[] Aster { get; private set; } = [];

    /// <summary>Birch at each node.</summary>
    public FederationClient[] Birch { get; private set; } = [];

    /// <summary>Skips the test, with the reason, where there is no such database.</summary>
    public static async Task<ThreeNodes> StartAsync(DatabaseKind kind)
    {
        var database = await Deployment.NewDatabaseAsync(kind);
        var nodes = new ThreeNodes(database, new Alliance(await Deployment.NodesAsync(Count, database)));
        nodes.Aster = await nodes.GivenBrandAsync("aster");
        nodes.Birch = await nodes.GivenBrandAsync("birch");
        await nodes.Alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45));
        return nodes;
    }

    /// <summary>The books are balanced, no node logged a fault, and no group was given up. Says how often writers were
    /// in each other's way.</summary>
    public async Task AssertWellAsync()
    {
        await Alliance.AssertBooksAsync();
        Alliance.Deployment.Errors.AssertNone();
        Assert.Equal(0, Alliance.Deployment.CountOf(GroupFailed));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"so far {Alliance.Deployment.CountOf(GroupRetried)} groups decided again, "
            + $"{await database.DeadlocksAsync()} deadlocks in the database");
    }

    public ValueTask DisposeAsync() => Alliance.DisposeAsync();

    private async Task<FederationClient[]> GivenBrandAsync(string brand)
    {
        var clients = new List<FederationClient> { await Alliance.GivenPartnerAsync(brand) };
        while (clients.Count < Count)
            clients.Add(await Alliance.GivenCredentialAsync(brand, CredentialRole.PartnerAdmin, clients.Count));
        return [.. clients];
    }
}
