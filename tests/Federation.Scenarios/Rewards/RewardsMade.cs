using Federation.Client;
using Federation.Programs.V1;
using Federation.Rewards.V1;

namespace Federation.Scenarios;

/// <summary>Rewards of a brand for scenarios.</summary>
internal static class RewardsMade
{
    public static RewardTerms Terms(string brand, RewardKind kind, long price) => new()
    {
        Title = new LocalizedText { En = "A cup", ZhCn = "一只杯子" },
        Kind = kind,
        Coin = "coins/" + brand,
        PriceUnits = price,
        Fulfilment = kind is RewardKind.Coupon or RewardKind.Code or RewardKind.Donation
            ? RewardFulfilment.AtOnce
            : RewardFulfilment.ByBrand,
        LimitedStock = kind == RewardKind.Code,
    };

    /// <summary>An active reward; its name.</summary>
    public static async Task<string> ActiveAsync(FederationClient brand, string id, RewardTerms terms, long stock = 0)
    {
        var created = await brand.Rewards.CreateRewardAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + terms.Coin["coins/".Length..],
            RewardId = id,
            Terms = terms,
        });
        var name = created.Reward.Name;
        await SetAsync(brand, name, RewardState.Active);
        if (stock > 0)
            await brand.Rewards.AddStockAsync(
                new() { RequestId = RequestIds.New(), Name = name, Units = stock, Reason = "delivery" });
        return name;
    }

    public static async Task<Reward> SetAsync(FederationClient brand, string name, RewardState state) =>
        (await brand.Rewards.SetRewardStateAsync(
            new() { RequestId = RequestIds.New(), Name = name, State = state })).Reward;

    public static RedeemRewardRequest Redeeming(string reward, string member) =>
        new() { RequestId = RequestIds.New(), Reward = reward, Member = member };

    public static FulfilRedemptionRequest Fulfilling(string name, string reference = "") =>
        new() { RequestId = RequestIds.New(), Name = name, Reference = reference };

    public static CancelRedemptionRequest Cancelling(string name) =>
        new() { RequestId = RequestIds.New(), Name = name, Reason = "broken" };

    public static DecideRedemptionRequest Deciding(string name, RedemptionDecision decision) => new()
    {
        RequestId = RequestIds.New(),
        Name = name,
        Decision = decision,
        Reason = "looked at",
    };

    public static async Task<long> StockAsync(FederationClient brand, string name) =>
        (await brand.Rewards.GetRewardAsync(new() { Name = name })).Reward.StockUnits;
}
