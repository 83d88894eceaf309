using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>Referrals at Aster's: one in each state, and the member's own.</summary>
internal sealed partial class FakeAlliance
{
    public const string ReferralCode = "7K3M-9QXZ-2VTR-5WNC";

    /// <summary>Whether the rules in force have referrals.</summary>
    public bool HasReferrals { get; set; } = true;

    /// <summary>Whether the member has given somebody's code.</summary>
    public bool HasGivenCode { get; set; }

    private ReferralOffer? OfferOf() => HasReferrals
        ? new ReferralOffer
        {
            Terms = new()
            {
                MinimumMinorUnits = 100_00,
                HoldbackDays = 14,
                QualifyDays = 90,
                ReferrerHasBought = true,
            },
            Currency = "GBP",
            ReferrerWords =
            {
                new LocalizedText { En = "Thanks for <b>bringing</b>: 200 coins.", ZhCn = "推荐有礼:200 积分。" },
            },
            ReferredWords = { new LocalizedText { En = "Welcome: 100 coins.", ZhCn = "新会员礼:100 积分。" } },
        }
        : null;

    private IEnumerable<Referral> ReferralsOf()
    {
        if (!HasProgram)
            yield break;
        yield return Brought(9, ReferralState.Pending);
        var rewarded = Brought(5, ReferralState.Qualified);
        rewarded.ReferrerReward = new()
        {
            State = ReferralRewardState.Given,
            EvaluationName = ResourceNames.Evaluation(Program, Digest),
        };
        yield return rewarded;
        var soon = Brought(4, ReferralState.Qualified);
        soon.ReferrerReward = new() { State = ReferralRewardState.Pending };
        yield return soon;
        var lapsed = Brought(3, ReferralState.Lapsed);
        lapsed.Lapse = ReferralLapse.Circle;
        yield return lapsed;
        if (HasGivenCode)
        {
            var own = Brought(2, ReferralState.Pending);
            (own.Referrer, own.Referred) = ("", "members/me");
            yield return own;
        }
    }

    private static Referral Brought(int day, ReferralState state) => new()
    {
        Name = $"{Program}/referrals/{Id}",
        Referrer = "members/me",
        State = state,
        UseTime = Day(2011, 12, day),
        OrderByTime = Day(2012, 3, day),
    };

    private sealed class ReferralList(FakeAlliance alliance) : ReferralService.ReferralServiceBase
    {
        public override Task<ListReferralsResponse> ListReferrals(
            ListReferralsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListReferralsResponse { Referrals = { alliance.ReferralsOf() } });

        public override Task<CreateReferralCodeResponse> CreateReferralCode(
            CreateReferralCodeRequest request, ServerCallContext context) =>
            Task.FromResult(new CreateReferralCodeResponse
            {
                Code = new() { Code = ReferralCode, CreateTime = Timestamp.FromDateTimeOffset(alliance.Now) },
            });

        public override Task<UseReferralCodeResponse> UseReferralCode(
            UseReferralCodeRequest request, ServerCallContext context)
        {
            if (request.Code != ReferralCode)
                throw Refuse(
                    ErrorReason.ReferralCodeNotFound, StatusCode.NotFound, "Nobody has this code.", "没有此推荐码。");
            alliance.HasGivenCode = true;
            return Task.FromResult(new UseReferralCodeResponse());
        }
    }
}
