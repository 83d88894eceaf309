using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Rewards that keep what they are asked and answer with one cup, and one redemption of it.</summary>
internal sealed class ScriptedRewards : RewardService.RewardServiceBase
{
    public const string Cup = "partners/aster/rewards/cup";
    public const string Redemption = "partners/aster/redemptions/01900000-0000-8000-8000-00000000000d";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public override Task<CreateRewardResponse> CreateReward(CreateRewardRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CreateRewardResponse { Reward = One() });

    public override Task<UpdateRewardResponse> UpdateReward(UpdateRewardRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UpdateRewardResponse { Reward = One() });

    public override Task<SetRewardStateResponse> SetRewardState(SetRewardStateRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new SetRewardStateResponse { Reward = One() });

    public override Task<GetRewardResponse> GetReward(GetRewardRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetRewardResponse { Reward = One() });

    public override Task<ListRewardsResponse> ListRewards(ListRewardsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListRewardsResponse { Rewards = { One() } });

    public override Task<AddStockResponse> AddStock(AddStockRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new AddStockResponse { StockUnits = 47 });

    public override Task<AddCodesResponse> AddCodes(AddCodesRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new AddCodesResponse { StockUnits = 48 });

    public override Task<RedeemRewardResponse> RedeemReward(RedeemRewardRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RedeemRewardResponse { Redemption = OneRedeemed() });

    public override Task<FulfilRedemptionResponse> FulfilRedemption(
        FulfilRedemptionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new FulfilRedemptionResponse { Redemption = OneRedeemed() });

    public override Task<CancelRedemptionResponse> CancelRedemption(
        CancelRedemptionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CancelRedemptionResponse { Redemption = OneRedeemed() });

    public override Task<GetRedemptionResponse> GetRedemption(GetRedemptionRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetRedemptionResponse { Redemption = OneRedeemed() });

    public override Task<ListRedemptionsResponse> ListRedemptions(ListRedemptionsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListRedemptionsResponse { Redemptions = { OneRedeemed() } });

    public override Task<ListRewardOffersResponse> ListRewardOffers(
        ListRewardOffersRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListRewardOffersResponse
        {
            Offers =
            {
                new RewardOffer
                {
                    Reward = One(),
                    Price = Coins(250),
                    MissingUnits = 50,
                    Obstacles = { RewardObstacle.Coins, RewardObstacle.Limit },
                },
            },
        });

    public override Task<GetCauseTotalsResponse> GetCauseTotals(GetCauseTotalsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetCauseTotalsResponse
        {
            Totals =
            {
                new CauseTotal { Cause = "trees", Title = new LocalizedText { ZhCn = "树" }, Given = Coins(420) },
            },
        });

    public override Task<ListColdRewardsResponse> ListColdRewards(ListColdRewardsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListColdRewardsResponse
        {
            Rewards = { new ColdReward { Reward = One(), Redemptions = 2 } },
        });

    private static CoinAmount Coins(long units) => new() { Coin = "coins/aster", Units = units };

    private static Reward One() => new()
    {
        Name = Cup,
        State = RewardState.Paused,
        StockUnits = 39,
        Terms = new RewardTerms
        {
            Title = new LocalizedText { En = "A cup" },
            Kind = RewardKind.Goods,
            Coin = "coins/aster",
            PriceUnits = 300,
        },
    };

    private static Redemption OneRedeemed() => new()
    {
        Name = Redemption,
        Reward = Cup,
        Member = ScriptedMembers.Name,
        State = RedemptionState.Pending,
        Price = Coins(300),
        Code = "GAME-1",
    };
}
