using Federation.Client;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Bench;

/// <summary>Rewards through the gateway of the host that the other paths use. Each has a counted stock and a limit per
/// member, so a redemption takes coins from a wallet, a piece of stock, and one of the member's.</summary>
internal sealed class RewardPaths
{
    private const int Rewards = 500;
    private const int Callers = 32;
    private RewardService.RewardServiceClient[] gateway = [];
    private string[] members = [];
    private string[] rewards = [];
    private Metadata headers = [];

    /// <summary>Gives the host's brand its rewards, and its members coins.</summary>
    public static async Task<RewardPaths> StartAsync(GrpcPaths host)
    {
        var paths = new RewardPaths
        {
            gateway = [.. host.Gateways.Select(c => new RewardService.RewardServiceClient(c))],
            members = [.. host.Members],
            headers = host.Headers,
            rewards = [.. Enumerable.Range(0, Rewards).Select(i => $"partners/bench/rewards/r{i}")],
        };
        await paths.PrepareAsync(host);
        return paths;
    }

    public Task<int> RedeemAsync(int caller, int member) =>
        RedeemAsync(caller, member, rewards[Random.Shared.Next(Rewards)]);

    public Task<int> RedeemHotAsync(int caller, int member) => RedeemAsync(caller, member, rewards[0]);

    private async Task<int> RedeemAsync(int caller, int member, string reward)
    {
        var request = new RedeemRewardRequest
        {
            RequestId = RequestIds.New(),
            Reward = reward,
            Member = members[member],
        };
        await gateway[caller % gateway.Length].RedeemRewardAsync(request, headers);
        return 1;
    }

    private async Task PrepareAsync(GrpcPaths host)
    {
        var brand = host.Brand;
        await host.GiveAsync(1_000_000_000);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Callers };
        await Parallel.ForEachAsync(rewards, atOnce, async (name, cancel) =>
        {
            await brand.Rewards.CreateRewardAsync(
                new()
                {
                    RequestId = RequestIds.New(),
                    Parent = "partners/bench",
                    RewardId = name[(name.LastIndexOf('/') + 1)..],
                    Terms = Terms(),
                },
                cancellationToken: cancel);
            await brand.Rewards.SetRewardStateAsync(
                new() { RequestId = RequestIds.New(), Name = name, State = RewardState.Active },
                cancellationToken: cancel);
            await brand.Rewards.AddStockAsync(
                new() { RequestId = RequestIds.New(), Name = name, Units = 1_000_000_000, Reason = "a benchmark" },
                cancellationToken: cancel);
        });
    }

    private static RewardTerms Terms() => new()
    {
        Title = new LocalizedText { En = "A cup" },
        Kind = RewardKind.Goods,
        Coin = "coins/bench",
        PriceUnits = 10,
        LimitedStock = true,
        Fulfilment = RewardFulfilment.AtOnce,
        Limits = { new RewardLimit { Period = Period.Ever, AtMost = 1_000_000 } },
    };
}
