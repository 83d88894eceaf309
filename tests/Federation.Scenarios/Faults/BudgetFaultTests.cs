using System.Collections.Concurrent;
using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>One budget, three nodes, twenty callers, and a node that is killed: not a coin above it, and every order
/// that was acknowledged is whole.</summary>
[Collection(nameof(WholeMachine))]
public sealed class BudgetFaultTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Nodes = 3;
    private const int Callers = 20;
    private const int Budget = 1000;
    private const int Gift = 7;
    private const int Kills = 1;
    private readonly ConcurrentDictionary<string, PlaceOrderResponse> placed = new(StringComparer.Ordinal);
    private Timestamp now = new();
    private int orders;

    [Fact]
    public async Task Budget_OnNodesOneOfWhichIsKilled_IsNeverExceeded()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var postgres = await PostgresCluster.StartAsync("");
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(Nodes, await TestDatabase.CreateAsync(postgres)));
        var tills = await GivenProgramAsync(alliance);
        var members = new List<string>();
        for (var i = 0; i < Callers; i++)
            members.Add(await Alliance.GivenMemberAsync(tills[0], $"member{i}"));

        using var enough = new CancellationTokenSource();
        var callers = members.Select((member, i) => PlaceAsync(tills, member, i, enough.Token)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await PlacedAsync(40 * (kill + 1));
            await alliance.Deployment.KillAsync(kill);
            await alliance.Deployment.RestartAsync(kill);
        }
        // Until no order gets a gift any more: each may have met others in the budget and gone without.
        while (Given() <= Budget - Gift && orders < 2000)
            await PlacedAsync(placed.Count + Callers);
        await PlacedAsync(placed.Count + (2 * Callers));
        await enough.CancelAsync();
        await Task.WhenAll(callers);

        Assert.InRange(Given(), Budget - Gift + 1, Budget);
        var balances = 0L;
        foreach (var member in members)
            balances += await Alliance.BalanceOfAsync(tills[0], "aster", member);
        Assert.Equal(Given() + (10L * placed.Count), balances);
        Assert.All(placed.Values, p => Assert.NotEqual("", p.Journal));
        Assert.Distinct(placed.Values.Select(p => p.Journal));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{placed.Count} orders, {Given()} of {Budget} coins, "
            + $"{placed.Values.Count(p => p.Replayed)} answered again");
        await alliance.AssertBooksAsync();
    }

    private long Given() => placed.Values
        .SelectMany(p => p.Evaluation.Awards).Where(a => a.Rule == "gift").Sum(a => a.Coins.Units);

    private async Task PlacedAsync(int count)
    {
        while (placed.Count < count)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    /// <summary>A caller that sends each order until it is acknowledged, to the next node where one does not
    /// answer.</summary>
    private async Task PlaceAsync(FederationClient[] tills, string member, int caller, CancellationToken enough)
    {
        for (var node = caller; !enough.IsCancellationRequested;)
        {
            var number = $"order{Interlocked.Increment(ref orders)}";
            var request = new PlaceOrderRequest { Program = Program, Order = ProgramsMade.Order("aster", now) };
            (request.Order.EventId, request.Order.Member) = (number, member);
            while (!placed.ContainsKey(number))
                try
                {
                    placed[number] = await tills[node % Nodes].Checkout.PlaceOrderAsync(
                        request, cancellationToken: CancellationToken.None);
                }
                catch (RpcException)
                {
                    node++;
                    await Task.Delay(50, CancellationToken.None);
                }
        }
    }

    private async Task<FederationClient[]> GivenProgramAsync(Alliance alliance)
    {
        var tills = new List<FederationClient> { await alliance.GivenPartnerAsync("aster") };
        while (tills.Count < Nodes)
            tills.Add(await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, tills.Count));
        var terms = ProgramsMade.Terms("aster");
        terms.Rules.Add(new Rule
        {
            Id = "gift",
            Title = new LocalizedText { En = "Seven coins" },
            Effects = { new Effect { Earn = new Earn { Units = Gift, Promotional = true } } },
            Limits =
            {
                new Limit
                {
                    Per = Per.Everyone,
                    Period = Period.Ever,
                    Of = LimitedBy.Coins,
                    AtMost = Budget,
                    WhenReached = WhenReached.Skip,
                },
            },
        });
        now = await ProgramsMade.InForceAsync("aster", tills[0], tills[1], terms);
        return [.. tills];
    }
}
