using System.Diagnostics;
using Federation.Client;
using Federation.Ledger.V1;
using Federation.Testing;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Random transfers among eight wallets from three nodes at once, each command sent to two of them.</summary>
[Collection(nameof(WholeMachine))]
public sealed class BankTests
{
    private const int Wallets = 8;
    private const int Tellers = 12;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Transfers_FromThreeNodes_HaveOneEffectEachAndKeepTheTotal(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.NodesAsync(3, kind));
        var first = await alliance.GivenPartnerAsync("aster");
        var nodes = new[]
        {
            first, await alliance.GivenCredentialAsync("aster", Partners.V1.CredentialRole.PartnerAdmin, gateway: 1),
            await alliance.GivenCredentialAsync("aster", Partners.V1.CredentialRole.PartnerAdmin, gateway: 2),
        };
        var members = await Task.WhenAll(Enumerable.Range(0, Wallets).Select(n => Alliance.GivenMemberAsync(first, $"m{n}")));
        foreach (var member in members)
            await Alliance.EarnAsync(first, "aster", member, 1000);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var tellers = await Task.WhenAll(Enumerable.Range(0, Tellers).Select(t => Task.Run(() => TellAsync(nodes, members, new Random(seed + t)))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{tellers.Sum(t => t.Accepted)} transfers accepted, {tellers.Sum(t => t.Refused)} refused");

        var balances = await Task.WhenAll(members.Select(m => Alliance.BalanceOfAsync(first, "aster", m)));
        Assert.Equal(Wallets * 1000, balances.Sum());
        for (var n = 0; n < Wallets; n++)
            Assert.Equal(1000 + tellers.Sum(t => t.Change[n]), balances[n]);
        Assert.True(tellers.Sum(t => t.Accepted) > 100, "too few transfers to say anything");
        await alliance.AssertBooksAsync();
        Assert.Empty(alliance.Deployment.Processes.SelectMany(p => p.Faults));
    }

    private static async Task<(int Accepted, int Refused, long[] Change)> TellAsync(FederationClient[] nodes, string[] members, Random random)
    {
        var (accepted, refused, change) = (0, 0, new long[Wallets]);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Duration;)
        {
            var (from, units) = (random.Next(Wallets), random.Next(1, 400));
            var to = (from + random.Next(1, Wallets)) % Wallets;
            var request = new BatchRequest
            {
                Mode = BatchMode.Atomic,
                Items = { Adjust(members[from], -units), Adjust(members[to], units) },
            };
            var node = random.Next(nodes.Length);
            var answers = await Task.WhenAll(
                SendAsync(nodes[node], request), SendAsync(nodes[(node + 1) % nodes.Length], request));
            Assert.Equal(Told(answers[0]), Told(answers[1]));
            if (answers[0].Results.All(r => r.Journal is not null))
            {
                accepted++;
                change[from] -= units;
                change[to] += units;
            }
            else
            {
                refused++;
                Assert.Equal(["INSUFFICIENT_COINS", "BATCH_ABORTED"], answers[0].Results.Select(r => Refusal.From(r.Refusal)!.ReasonName));
            }
        }
        return (accepted, refused, change);
    }

    private static async Task<BatchResponse> SendAsync(FederationClient node, BatchRequest request)
    {
        try
        {
            return await node.Ledger.BatchAsync(request);
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException($"A caller saw {e.Status}", e);
        }
    }

    private static string Told(BatchResponse response) =>
        string.Join(' ', response.Results.Select(r => r.Journal?.Name ?? Refusal.From(r.Refusal)!.ReasonName));

    private static BatchItem Adjust(string member, long units) => new()
    {
        Adjust = new AdjustRequest { RequestId = RequestIds.New(), Member = member, Coin = "coins/aster", Units = units, ReasonCode = "transfer" },
    };
}
