using System.Diagnostics;
using Federation.Client;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>Batches on wallets of which few are in all of them, from all nodes at once: where locks taken in any other
/// order than one would stand in each other's way.</summary>
public sealed partial class ConcurrencyTests
{
    private const int ZipfClients = 5;
    private const int ZipfWallets = 100_000;
    private const int ZipfBatch = 100;

    public static MatrixTheoryData<DatabaseKind, int> ZipfLoads => new(TestDatabase.SharedKinds, [20, 180]);

    [Theory]
    [MemberData(nameof(ZipfLoads))]
    public async Task ZipfLoad_InBatches_MeetsNoDeadlock(DatabaseKind kind, int seconds)
    {
        WholeMachine.SkipIfLong(seconds);
        var nodes = await shared.OnAsync(kind);
        var members = GivenNames(nodes);
        var clients = await Task.WhenAll(Enumerable.Range(0, ZipfClients).Select(n => GivenClientAsync(nodes, n)));
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        // Each client earns on a part of the wallets, so that all of them are there.
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select((client, c) => Task.Run(async () =>
        {
            foreach (var part in members.Where((_, n) => n % ZipfClients == c).Chunk(500))
                await PostAsync(client, [.. part.Select(m => Earn(m, 100))]);
        })));
        Write("wallets made", ZipfWallets, started);

        var zipf = new Zipf(ZipfWallets, 2.0);
        started = Stopwatch.GetTimestamp();
        var posted = await Task.WhenAll(clients.Select((client, c) => Task.Run(async () =>
        {
            var (random, commands) = (new Random(seed + c), 0);
            for (; Stopwatch.GetElapsedTime(started).TotalSeconds < seconds; commands += ZipfBatch)
                await PostAsync(
                    client, [.. Enumerable.Range(0, ZipfBatch).Select(_ => Next(members[zipf.Next(random)], random))]);
            return commands;
        })));
        Write("commands in batches of 100", posted.Sum(), started);
        Assert.All(posted, p => Assert.True(p > 0, "a client did nothing"));
        await nodes.AssertWellAsync();
    }

    /// <summary>Members as registration names them: the ledger takes a name that the alliance's key has made.</summary>
    private static List<string> GivenNames(ThreeNodes nodes)
    {
        var key = AllianceKey.Load(
            new DeploymentOptions { Sandbox = true, DataDirectory = nodes.Alliance.Deployment.Folder });
        var names = new MemberNames(key.Derive("member-names"));
        return [.. Enumerable.Range(0, ZipfWallets)
            .Select(n => names.NameFor("aster", names.NewId(DateTimeOffset.UnixEpoch.AddMilliseconds(n))))];
    }

    /// <summary>A client that sends nothing twice, so that it sees every fault.</summary>
    private static async Task<FederationClient> GivenClientAsync(ThreeNodes nodes, int n)
    {
        var made = await nodes.Alliance.NewCredentialAsync("aster", CredentialRole.PartnerService);
        return nodes.Alliance.Deployment.With(
            made.Credential.ClientId, made.ClientSecret, n % ThreeNodes.Count, o => o.Retry.MaxAttempts = 1);
    }

    private static async Task PostAsync(FederationClient client, IReadOnlyList<BatchItem> items)
    {
        var request = new BatchRequest { Mode = BatchMode.Independent };
        request.Items.AddRange(items);
        foreach (var result in (await client.Ledger.BatchAsync(request)).Results)
            if (result.Journal is null)
                Assert.Equal("INSUFFICIENT_COINS", SentCommand.Told(result));
    }

    private static BatchItem Next(string member, Random random) => random.Next(2) == 0
        ? Earn(member, random.Next(1, 20))
        : new BatchItem
        {
            Redeem = new RedeemRequest
            {
                RequestId = RequestIds.New(),
                Member = member,
                Amount = Alliance.Coins("aster", random.Next(1, 20))
            },
        };

    private static BatchItem Earn(string member, long units) => new()
    {
        Earn = new EarnRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = Alliance.Coins("aster", units)
        },
    };

    private static void Write(string what, int count, long started) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{count} {what}, {count / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} a second");
}
