using Federation.Programs.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;
using Date = Google.Type.Date;

namespace Federation.Scenarios;

/// <summary>Calls about what programmes know of members.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Profiles() =>
    [
        Row("set a profile of another brand's name of a member", NotFound, "MEMBER_NOT_FOUND",
            a => SetProfileAsync(a, a.Ann.AtBirch, _ => { })),
        Row("set a profile of nobody", NotFound, "MEMBER_NOT_FOUND", a => SetProfileAsync(a, Nobody, _ => { })),
        Row("set a profile of a member who is closed", FailedPrecondition, "MEMBER_CLOSED",
            a => SetProfileAsync(a, a.Closed.Name, _ => { })),
        Row("set a profile of a member who has left", FailedPrecondition, "NOT_LINKED",
            a => SetProfileAsync(a, a.Unlinked.Name, _ => { })),
        Row("set a profile as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.MemberPrograms.SetProfileAsync(
                new() { RequestId = Id(), Member = a.Kim.Name, Birthday = new() { Month = 1, Day = 1 } })),
        Row("set a profile as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.MemberPrograms.SetProfileAsync(new() { RequestId = Id(), Member = a.Ann.Name })),
        Row("read a profile without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.MemberPrograms.GetProfileAsync(new() { Member = a.Ann.Name })),
        Row("read a profile that another brand keeps", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.MemberPrograms.GetProfileAsync(new() { Member = a.Ann.Name })),
        Bad("set a birthday with a year", a => SetProfileAsync(
            a, a.Ann.Name, r => r.Birthday = new Date { Year = 1990, Month = 1, Day = 1 }), "birthday"),
        Bad("set a birthday on 30 February", a => SetProfileAsync(
            a, a.Ann.Name, r => r.Birthday = new Date { Month = 2, Day = 30 }), "birthday"),
        Bad("set a birthday in month -1", a => SetProfileAsync(
            a, a.Ann.Name, r => r.Birthday = new Date { Month = -1, Day = 1 }), "birthday"),
        Bad("set an attribute with a line break", a => SetProfileAsync(
            a, a.Ann.Name, r => r.Attributes.Add(new Programs.V1.Attribute { Name = "city", Value = "a\nb" })),
            "attributes[0].value"),
        Bad("set an attribute twice", a => SetProfileAsync(a, a.Ann.Name, r => r.Attributes.Add(
            [new() { Name = "city", Value = "a" }, new() { Name = "city", Value = "b" }])), "attributes"),
        Bad("set 10,000 attributes", a => SetProfileAsync(a, a.Ann.Name, r => r.Attributes.Add(
            Enumerable.Range(0, 10_000).Select(i => new Programs.V1.Attribute { Name = $"a{i}", Value = "b" }))),
            "attributes"),
        Bad("join next year", a => SetProfileAsync(a, a.Ann.Name, r => r.JoinTime = At(365)), "join_time"),
        Bad("read a profile by a bad name",
            a => a.Aster.MemberPrograms.GetProfileAsync(new() { Member = "members/../x" }), "member"),
    ];

    private static IEnumerable<HostileCall> Segments() =>
    [
        Row("put a stranger into a segment", NotFound, "MEMBER_NOT_FOUND",
            a => UpdateSegmentAsync(a, "segments/vip", Nobody)),
        Row("put another brand's name into a segment", NotFound, "MEMBER_NOT_FOUND",
            a => UpdateSegmentAsync(a, "segments/vip", a.Ann.Name, a.Ann.AtBirch)),
        Row("update a segment of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.MemberPrograms.UpdateSegmentAsync(
                new() { RequestId = Id(), Program = Program, Segment = "segments/vip", Add = { a.Ann.AtBirch } })),
        Row("list a segment of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.MemberPrograms.ListSegmentMembersAsync(
                new() { Program = Program, Segment = "segments/vip" })),
        Row("list segments of a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.MemberPrograms.ListSegmentsAsync(new() { Program = "partners/aster/programs/none" })),
        Row("list segments from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.MemberPrograms.ListSegmentsAsync(new() { Program = Program, PageToken = "00" })),
        Row("list a segment from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.MemberPrograms.ListSegmentMembersAsync(
                new() { Program = Program, Segment = "segments/vip", PageToken = "00" })),
        Row("list segments as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.MemberPrograms.ListSegmentsAsync(new() { Program = Program })),
        Bad("update a segment by its id alone", a => UpdateSegmentAsync(a, "vip", a.Ann.Name), "segment"),
        Bad("update a segment with nobody", a => UpdateSegmentAsync(a, "segments/vip"), "add"),
        Bad("put 1,001 members into a segment", a => UpdateSegmentAsync(
            a, "segments/vip", [.. Enumerable.Repeat(a.Ann.Name, 1001)]), "add"),
        Bad("put a number into a segment", a => UpdateSegmentAsync(a, "segments/vip", "ann"), "add[0]"),
    ];

    private static IEnumerable<HostileCall> GrantedTiers() =>
    [
        Row("grant a level as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.MemberPrograms.GrantTierAsync(GrantingTier(a, _ => { }))),
        Row("grant a level of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.MemberPrograms.GrantTierAsync(GrantingTier(a, r => r.Member = a.Ann.AtBirch))),
        Row("grant a level that there is not", NotFound, "TIER_LEVEL_NOT_FOUND",
            a => GrantLevelAsync(a, r => r.Level = "platinum")),
        Row("grant a level of a scheme that there is not", NotFound, "TIER_LEVEL_NOT_FOUND",
            a => GrantLevelAsync(a, r => r.Scheme = "tiers")),
        Row("grant a level to a stranger", NotFound, "MEMBER_NOT_FOUND",
            a => GrantLevelAsync(a, r => r.Member = Nobody)),
        Row("grant a level to a member who has left", FailedPrecondition, "NOT_LINKED",
            a => GrantLevelAsync(a, r => r.Member = a.Unlinked.Name)),
        Bad("grant a level for no day", a => GrantLevelAsync(a, r => r.ToDate = r.FromDate), "to_date"),
        Bad("grant a level for eleven years", a => GrantLevelAsync(a, r => r.ToDate = Day(2023)), "to_date"),
        Bad("grant a level from a day that there is not",
            a => GrantLevelAsync(a, r => r.FromDate = new Date { Year = 2012, Month = 13, Day = 1 }), "from_date"),
        Bad("grant a level from the year 9999", a => GrantLevelAsync(a, r => r.FromDate = Day(9999)), "from_date"),
        Bad("grant a level without a reason", a => GrantLevelAsync(a, r => r.Reason = ""), "reason"),
        Row("revoke a grant that there is not", NotFound, "TIER_GRANT_NOT_FOUND",
            a => a.Aster.MemberPrograms.RevokeTierGrantAsync(
                new() { RequestId = Id(), Name = $"{Program}/tierGrants/{Id()}" })),
        Bad("revoke a grant by a bad name", a => a.Aster.MemberPrograms.RevokeTierGrantAsync(
            new() { RequestId = Id(), Name = Program + "/tierGrants/1" }), "name"),
        Row("undo a freeze that there is not", NotFound, "TIER_FREEZE_NOT_FOUND",
            a => a.Aster.MemberPrograms.UnfreezeTierAsync(
                new() { RequestId = Id(), Name = $"{Program}/tierFreezes/{Id()}" })),
        Row("freeze everyone's levels of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.MemberPrograms.FreezeTierAsync(FreezingTier(_ => { }))),
        Row("freeze a stranger's levels", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.MemberPrograms.FreezeTierAsync(FreezingTier(r => r.Member = Nobody))),
        // In the books of freezes nobody stands for everyone.
        Row("freeze the levels of member nought", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.MemberPrograms.FreezeTierAsync(FreezingTier(r => r.Member = "members/" + Guid.Empty))),
        Bad("freeze levels backwards", a => a.Aster.MemberPrograms.FreezeTierAsync(
            FreezingTier(r => (r.FromDate, r.ToDate) = (r.ToDate, r.FromDate))), "to_date"),
        Row("look at a stranger's status", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = Nobody })),
        Row("look at a status in another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = a.Ann.AtBirch })),
        Row("look at a status before the first rule set", FailedPrecondition, "NO_RULE_SET_IN_FORCE",
            a => a.Aster.MemberPrograms.GetMemberStatusAsync(
                new() { Program = Program, Member = a.Ann.Name, Time = At(-30) })),
        Bad("look at tomorrow's status", a => a.Aster.MemberPrograms.GetMemberStatusAsync(
            new() { Program = Program, Member = a.Ann.Name, Time = At(1) }), "time"),
    ];

    private static AsyncUnaryCall<SetProfileResponse> SetProfileAsync(
        HostileAlliance a, string member, Action<SetProfileRequest> change)
    {
        var request = new SetProfileRequest { RequestId = Id(), Member = member };
        request.Birthday = new Date { Month = 1, Day = 1 };
        change(request);
        return a.Aster.MemberPrograms.SetProfileAsync(request);
    }

    private static AsyncUnaryCall<UpdateSegmentResponse> UpdateSegmentAsync(
        HostileAlliance a, string segment, params string[] add) => a.Aster.MemberPrograms.UpdateSegmentAsync(
            new() { RequestId = Id(), Program = Program, Segment = segment, Add = { add } });

    private static AsyncUnaryCall<GrantTierResponse> GrantLevelAsync(
        HostileAlliance a, Action<GrantTierRequest> change) =>
        a.Aster.MemberPrograms.GrantTierAsync(GrantingTier(a, change));

    private static GrantTierRequest GrantingTier(HostileAlliance a, Action<GrantTierRequest> change)
    {
        var request = new GrantTierRequest
        {
            RequestId = Id(),
            Program = Program,
            Member = a.Ann.Name,
            Scheme = "club",
            Level = "gold",
            FromDate = Day(2012),
            ToDate = Day(2013),
            Reason = "goodwill",
        };
        change(request);
        return request;
    }

    private static FreezeTierRequest FreezingTier(Action<FreezeTierRequest> change)
    {
        var request = new FreezeTierRequest
        {
            RequestId = Id(),
            Program = Program,
            FromDate = Day(2012),
            ToDate = Day(2013),
            Reason = "flood",
        };
        change(request);
        return request;
    }

    private static Date Day(int year) => new() { Year = year, Month = 1, Day = 1 };
}
