using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Date = Google.Type.Date;

namespace Federation.Cli.Tests;

/// <summary>What programmes know of a member: the answers are what <see cref="ScriptedAlliance.Directory"/> says, or
/// something of everything.</summary>
internal sealed class ScriptedMemberPrograms(ScriptedAnswers answers) : MemberProgramService.MemberProgramServiceBase
{
    public const string Grant = ScriptedPrograms.Main + "/tierGrants/01900000-0000-7000-8000-00000000000b";
    public const string Order = ScriptedPrograms.Main + "/orders/01900000-0000-8000-8000-00000000000d";
    public const string Freeze = ScriptedPrograms.Main + "/tierFreezes/01900000-0000-7000-8000-00000000000c";

    public override Task<SetProfileResponse> SetProfile(SetProfileRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new SetProfileResponse { BirthdaySetTime = new Timestamp { Seconds = 86_400 } });

    public override Task<GetProfileResponse> GetProfile(GetProfileRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetProfileResponse
        {
            Profile = new MemberProfile
            {
                Member = r.Member,
                Attributes = { new Programs.V1.Attribute { Name = "city", Value = "Suzhou" } },
                Birthday = new Date { Month = 5, Day = 31 },
            },
        });

    public override Task<UpdateSegmentResponse> UpdateSegment(UpdateSegmentRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UpdateSegmentResponse
        {
            Segment = new Segment { Segment_ = r.Segment, Members = 1234, UpdateTime = new Timestamp() },
            Added = r.Add.Count,
            Removed = r.Remove.Count,
        });

    public override Task<ListSegmentsResponse> ListSegments(ListSegmentsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListSegmentsResponse
        {
            Segments =
            {
                new Segment { Segment_ = "segments/vip", Members = 1234, UpdateTime = new Timestamp() },
            },
        });

    public override Task<ListSegmentMembersResponse> ListSegmentMembers(
        ListSegmentMembersRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListSegmentMembersResponse { Members = { ScriptedMembers.Name } });

    public override Task<GrantTierResponse> GrantTier(GrantTierRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GrantTierResponse { Grant = Granted() });

    public override Task<RevokeTierGrantResponse> RevokeTierGrant(RevokeTierGrantRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RevokeTierGrantResponse { Grant = Granted() });

    public override Task<FreezeTierResponse> FreezeTier(FreezeTierRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new FreezeTierResponse { Freeze = Frozen() });

    public override Task<UnfreezeTierResponse> UnfreezeTier(UnfreezeTierRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UnfreezeTierResponse { Freeze = Frozen() });

    public override Task<GetMemberStatusResponse> GetMemberStatus(GetMemberStatusRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetMemberStatusResponse
        {
            Status = new MemberStatus
            {
                Member = r.Member,
                RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
                Time = new Timestamp(),
                Segments = { "segments/vip" },
                Tiers =
                {
                    new TierStatus
                    {
                        Standing = new TierStanding
                        {
                            Scheme = "club",
                            Level = "silver",
                            Counted = 12_345,
                            NextLevel = "gold",
                            Missing = 7655,
                        },
                        LastDate = new Date { Year = 2012, Month = 12, Day = 31 },
                    },
                },
                Counters = { new CounterStatus { Counter = "cups", Units = 7 } },
                CheckIns = new CheckInStatus
                {
                    RunDays = 6,
                    LastDate = new Date { Year = 2011, Month = 12, Day = 8 },
                },
                Grants = { Granted(), GivenByOrder() },
                Freezes = { Frozen() },
            },
        });

    private static MemberTierGrant Granted() => new()
    {
        Name = Grant,
        Member = ScriptedMembers.Name,
        Grant = new TierGrant { Scheme = "club", Level = "gold" },
        Reason = "goodwill",
    };

    private static MemberTierGrant GivenByOrder()
    {
        var grant = Granted();
        (grant.Reason, grant.Order) = ("big-order", Order);
        return grant;
    }

    private static TierFreeze Frozen() => new() { Name = Freeze, Reason = "flood" };
}
