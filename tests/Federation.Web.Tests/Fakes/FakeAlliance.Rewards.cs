using Federation.Errors.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Aster's rewards, and what was redeemed of them.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>Whether Aster has rewards.</summary>
    public bool HasRewards { get; set; } = true;

    /// <summary>What a cup costs.</summary>
    public long CupUnits { get; set; } = 300;

    /// <summary>Whether the member may have no more cups.</summary>
    public bool IsCupGone { get; set; }

    /// <summary>What was redeemed.</summary>
    public Redemption Redeemed { get; } = new()
    {
        Name = $"partners/aster/redemptions/{Id}",
        Reward = "partners/aster/rewards/film",
        Member = "members/me",
        State = RedemptionState.Fulfilled,
        Kind = RewardKind.Code,
        Title = new() { En = "A <i>film</i>", ZhCn = "一部电影" },
        Price = new() { Coin = "coins/aster", Units = 120 },
        CreateTime = Timestamp.FromDateTimeOffset(new(2011, 12, 8, 9, 30, 0, TimeSpan.Zero)),
        FulfilTime = Timestamp.FromDateTimeOffset(new(2011, 12, 8, 9, 30, 0, TimeSpan.Zero)),
        Reference = "parcel-7",
        Code = "FILM-<b>7</b>-ABCD",
        Coupon = "coupons/" + Id,
        Right = new()
        {
            Title = new() { En = "Priority <u>repair</u>", ZhCn = "优先维修" },
            ExpireTime = Timestamp.FromDateTimeOffset(new(2012, 12, 8, 9, 30, 0, TimeSpan.Zero)),
        },
    };

    private Reward CupOf() => new()
    {
        Name = "partners/aster/rewards/cup",
        State = RewardState.Active,
        Terms = new()
        {
            Title = new() { En = "A <b>cup</b>", ZhCn = "马克杯" },
            Description = new() { En = "Of stone.\nHolds <script>alert(2)</script> tea.", ZhCn = "石制。" },
            Kind = RewardKind.Goods,
            Coin = "coins/aster",
            PriceUnits = CupUnits,
            LimitedStock = true,
        },
        StockUnits = 7,
        Revision = 2,
        CreateTime = Timestamp.FromDateTimeOffset(Now),
        UpdateTime = Timestamp.FromDateTimeOffset(Now),
    };

    private IEnumerable<RewardOffer> OffersOf()
    {
        if (!HasRewards)
            yield break;
        var cup = new RewardOffer { Reward = CupOf(), Price = new() { Coin = "coins/aster", Units = CupUnits } };
        if (IsCupGone)
            cup.Obstacles.Add(RewardObstacle.Limit);
        yield return cup;
        yield return new()
        {
            Reward = new()
            {
                Name = "partners/aster/rewards/evening",
                State = RewardState.Paused,
                Terms = new()
                {
                    Title = new() { En = "An evening" },
                    Kind = RewardKind.Experience,
                    Coin = "coins/aster",
                },
            },
            Price = new() { Coin = "coins/aster", Units = 500 },
            Level = "silver",
            OpenTime = Timestamp.FromDateTimeOffset(new(2011, 12, 20, 9, 0, 0, TimeSpan.Zero)),
            MissingUnits = 94,
            Obstacles =
            {
                RewardObstacle.Paused, RewardObstacle.NotOpen, RewardObstacle.Level, RewardObstacle.Limit,
                RewardObstacle.Stock, RewardObstacle.Coins,
            },
        };
    }

    private sealed partial class RewardList(FakeAlliance alliance) : RewardService.RewardServiceBase
    {
        public override Task<ListRewardOffersResponse> ListRewardOffers(
            ListRewardOffersRequest request, ServerCallContext context)
        {
            if (request.Parent == "partners/dune")
                throw Refuse(ErrorReason.BrandNotProven, StatusCode.PermissionDenied);
            var answer = new ListRewardOffersResponse();
            if (request.Parent == "partners/aster")
                answer.Offers.Add(alliance.OffersOf());
            return Task.FromResult(answer);
        }

        public override Task<RedeemRewardResponse> RedeemReward(
            RedeemRewardRequest request, ServerCallContext context) =>
            Task.FromResult(new RedeemRewardResponse { Redemption = alliance.Redeemed });

        public override Task<ListRedemptionsResponse> ListRedemptions(
            ListRedemptionsRequest request, ServerCallContext context)
        {
            if (request.Parent == "partners/dune")
                throw Refuse(ErrorReason.BrandNotProven, StatusCode.PermissionDenied);
            var answer = new ListRedemptionsResponse();
            var listed = alliance.Redeemed.Clone();
            listed.Code = "";
            if (alliance.HasRewards && request.Parent == "partners/aster"
                && (request.State is RedemptionState.Unspecified || request.State == listed.State)
                && (request.Reward.Length == 0 || request.Reward == listed.Reward))
                answer.Redemptions.Add(listed);
            return Task.FromResult(answer);
        }

        public override Task<GetRedemptionResponse> GetRedemption(
            GetRedemptionRequest request, ServerCallContext context) =>
            request.Name == alliance.Redeemed.Name
                ? Task.FromResult(new GetRedemptionResponse { Redemption = alliance.Redeemed })
                : throw Refuse(ErrorReason.RedemptionNotFound, StatusCode.NotFound, "There is no such redemption.");
    }
}
