using Federation.Client;
using Federation.Errors.V1;
using Federation.Rewards.V1;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>The last piece of stock, and fifty members who want it at the same moment at three nodes.</summary>
public sealed class LastPieceTests
{
    private const int Callers = 50;

    [Fact]
    public async Task LastPiece_WantedByFiftyOnThreeNodes_IsGivenOnce()
    {
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var aster = nodes.Aster[0];
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 100);
        terms.LimitedStock = true;
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms, stock: 1);
        var members = new List<string>();
        for (var i = 0; i < Callers; i++)
        {
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));
            await Alliance.EarnAsync(aster, "aster", members[i], 100);
        }

        var outcomes = await Task.WhenAll(members.Select(
            (member, i) => TryAsync(nodes.Aster[i % ThreeNodes.Count], RewardsMade.Redeeming(cup, member))));
        var lucky = Array.FindIndex(outcomes, o => o is not null);
        Assert.Single(outcomes, o => o is not null);
        Assert.Equal(0, await RewardsMade.StockAsync(aster, cup));
        for (var i = 0; i < Callers; i++)
            Assert.Equal(i == lucky ? 0 : 100, await Alliance.BalanceOfAsync(aster, "aster", members[i]));

        // Given back, it is there for one more.
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(outcomes[lucky]!.Name));
        var more = await Task.WhenAll(members.Select(
            (member, i) => TryAsync(nodes.Aster[i % ThreeNodes.Count], RewardsMade.Redeeming(cup, member))));
        Assert.Single(more, o => o is not null);
        await nodes.AssertWellAsync();
    }

    /// <summary>The redemption; null where nothing was left. A retry after CONTENDED is the same request.</summary>
    private static async Task<Redemption?> TryAsync(FederationClient brand, RedeemRewardRequest request)
    {
        while (true)
            try
            {
                return (await brand.Rewards.RedeemRewardAsync(request)).Redemption;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.RewardOutOfStock)
            {
                return null;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.Contended)
            {
                await Task.Yield();
            }
    }
}
