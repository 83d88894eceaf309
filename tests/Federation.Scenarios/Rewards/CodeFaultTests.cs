using System.Collections.Concurrent;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>One pool of codes, three nodes, twenty callers, and nodes that are killed: no code is given twice, every
/// answer is the same when it is asked again, and all codes are given.</summary>
[Collection(nameof(WholeMachine))]
public sealed class CodeFaultTests
{
    private const int Nodes = 3;
    private const int Callers = 20;
    private const int Codes = 200;
    private const int Kills = 2;
    private readonly ConcurrentDictionary<string, RedeemRewardRequest> sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> given = new(StringComparer.Ordinal);

    [Fact]
    public async Task Codes_OnNodesThatAreKilled_AreGivenOnceAndToldAgain()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var postgres = await PostgresCluster.StartAsync("");
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(Nodes, await TestDatabase.CreateAsync(postgres)));
        var tills = new List<FederationClient> { await alliance.GivenPartnerAsync("aster") };
        while (tills.Count < Nodes)
            tills.Add(await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, tills.Count));
        var game = await RewardsMade.ActiveAsync(tills[0], "game", RewardsMade.Terms("aster", RewardKind.Code, 1));
        var adding = new AddCodesRequest { RequestId = RequestIds.New(), Name = game };
        adding.Codes.AddRange(Enumerable.Range(0, Codes).Select(i => $"GAME-{i}"));
        await tills[0].Rewards.AddCodesAsync(adding);
        var members = new List<string>();
        for (var i = 0; i < Callers; i++)
        {
            members.Add(await Alliance.GivenMemberAsync(tills[0], $"member{i}"));
            await Alliance.EarnAsync(tills[0], "aster", members[i], Codes);
        }

        var callers = members.Select((member, i) => RedeemAllAsync(tills, game, member, i)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            while (given.Count < Codes / 4 * (kill + 1))
                await Task.Delay(20, TestContext.Current.CancellationToken);
            await alliance.Deployment.KillAsync(kill);
            await alliance.Deployment.RestartAsync(kill);
        }
        await Task.WhenAll(callers);

        Assert.Equal(
            adding.Codes.Order(StringComparer.Ordinal), given.Values.Order(StringComparer.Ordinal));
        Assert.Equal(0, await RewardsMade.StockAsync(tills[0], game));
        foreach (var (id, code) in given)
        {
            var again = await tills[2].Rewards.RedeemRewardAsync(sent[id]);
            Assert.Equal((true, code), (again.Replayed, again.Redemption.Code));
        }
        var left = 0L;
        foreach (var member in members)
            left += await Alliance.BalanceOfAsync(tills[0], "aster", member);
        Assert.Equal((Callers * Codes) - Codes, left);
        await alliance.AssertBooksAsync();
    }

    /// <summary>A caller that redeems until nothing is left, and sends each request until it is answered, to the next
    /// node where one does not answer.</summary>
    private async Task RedeemAllAsync(List<FederationClient> tills, string game, string member, int caller)
    {
        for (var node = caller; ;)
        {
            var request = RewardsMade.Redeeming(game, member);
            sent[request.RequestId] = request;
            while (!given.ContainsKey(request.RequestId))
                try
                {
                    given[request.RequestId] = (await tills[node % Nodes].Rewards.RedeemRewardAsync(
                        request, cancellationToken: CancellationToken.None)).Redemption.Code;
                }
                catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.RewardOutOfStock)
                {
                    return;
                }
                catch (RpcException)
                {
                    node++;
                    await Task.Delay(50, CancellationToken.None);
                }
        }
    }
}
