using Federation.Errors.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Aster's rewards as its own people see them.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>The state of the cup and of the film.</summary>
    public RewardState RewardsAre { get; set; } = RewardState.Active;

    private IEnumerable<Reward> RewardsOf()
    {
        if (!HasRewards)
            yield break;
        var cup = CupOf();
        cup.State = RewardsAre;
        yield return cup;
        var film = CupOf();
        (film.Name, film.State, film.Terms.Kind) = ("partners/aster/rewards/film", RewardsAre, RewardKind.Code);
        film.Terms.Title = new() { En = "A <i>film</i>", ZhCn = "一部电影" };
        yield return film;
    }

    private sealed partial class RewardList
    {
        public override Task<ListRewardsResponse> ListRewards(ListRewardsRequest request, ServerCallContext context)
        {
            var answer = new ListRewardsResponse();
            answer.Rewards.Add(alliance.RewardsOf());
            foreach (var reward in answer.Rewards)
                reward.ClearStockUnits();
            return Task.FromResult(answer);
        }

        public override Task<ListColdRewardsResponse> ListColdRewards(
            ListColdRewardsRequest request, ServerCallContext context)
        {
            var answer = new ListColdRewardsResponse();
            answer.Rewards.Add(alliance.RewardsOf().Reverse().Select((reward, number) => new ColdReward
            {
                Reward = reward,
                Redemptions = number * 12,
                LastRedeemTime = number == 0 ? null : Timestamp.FromDateTimeOffset(alliance.Now),
            }));
            return Task.FromResult(answer);
        }

        public override Task<GetRewardResponse> GetReward(GetRewardRequest request, ServerCallContext context) =>
            alliance.RewardsOf().FirstOrDefault(r => r.Name == request.Name) is { } reward
                ? Task.FromResult(new GetRewardResponse { Reward = reward })
                : throw Refuse(ErrorReason.RewardNotFound, StatusCode.NotFound, "There is no such reward.");

        public override Task<CreateRewardResponse> CreateReward(
            CreateRewardRequest request, ServerCallContext context) => Task.FromResult(new CreateRewardResponse());

        public override Task<SetRewardStateResponse> SetRewardState(
            SetRewardStateRequest request, ServerCallContext context)
        {
            alliance.RewardsAre = request.State;
            return Task.FromResult(new SetRewardStateResponse());
        }

        public override Task<AddStockResponse> AddStock(AddStockRequest request, ServerCallContext context) =>
            Task.FromResult(new AddStockResponse());

        public override Task<AddCodesResponse> AddCodes(AddCodesRequest request, ServerCallContext context) =>
            Task.FromResult(new AddCodesResponse());

        public override Task<FulfilRedemptionResponse> FulfilRedemption(
            FulfilRedemptionRequest request, ServerCallContext context)
        {
            alliance.Redeemed.State = RedemptionState.Fulfilled;
            return Task.FromResult(new FulfilRedemptionResponse());
        }

        public override Task<DecideRedemptionResponse> DecideRedemption(
            DecideRedemptionRequest request, ServerCallContext context)
        {
            var released = request.Decision == RedemptionDecision.Release;
            alliance.Redeemed.State = released ? RedemptionState.Pending : RedemptionState.Cancelled;
            (alliance.Redeemed.Hold.Decision, alliance.Redeemed.Hold.Reason) = (request.Decision, request.Reason);
            alliance.Redeemed.Hold.Decider = "partners/aster/users/wei";
            return Task.FromResult(new DecideRedemptionResponse());
        }

        public override Task<CancelRedemptionResponse> CancelRedemption(
            CancelRedemptionRequest request, ServerCallContext context)
        {
            alliance.Redeemed.State = RedemptionState.Cancelled;
            return Task.FromResult(new CancelRedemptionResponse());
        }
    }
}
