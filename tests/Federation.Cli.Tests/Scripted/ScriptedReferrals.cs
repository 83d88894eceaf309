using System.Collections.Concurrent;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Referrals: one, which lapsed because there was a circle.</summary>
internal sealed class ScriptedReferrals : ReferralService.ReferralServiceBase
{
    public const string Name = ScriptedPrograms.Main + "/referrals/01900000-0000-8000-8000-00000000000d";
    public const string Code = "7K3M-9QXZ-2VTR-5WNC";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public override Task<CreateReferralCodeResponse> CreateReferralCode(
        CreateReferralCodeRequest r, ServerCallContext c) => answers.Answer(r, () => new CreateReferralCodeResponse
        {
            Code = new ReferralCode { Program = r.Program, Member = r.Member, Code = Code },
        });

    public override Task<UseReferralCodeResponse> UseReferralCode(UseReferralCodeRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UseReferralCodeResponse { Referral = One() });

    public override Task<GetReferralResponse> GetReferral(GetReferralRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetReferralResponse { Referral = One() });

    public override Task<ListReferralsResponse> ListReferrals(ListReferralsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListReferralsResponse { Referrals = { One() } });

    private static Referral One() => new()
    {
        Name = Name,
        Referrer = ScriptedMembers.Name,
        Referred = "members/01900000-0000-8000-8000-00000000000e",
        State = ReferralState.Lapsed,
        Lapse = ReferralLapse.Circle,
        UseTime = new Timestamp { Seconds = 86_400 },
        ReferrerReward = new ReferralReward { State = ReferralRewardState.NotGiven },
        ReferredReward = new ReferralReward { State = ReferralRewardState.NotGiven },
    };
}
