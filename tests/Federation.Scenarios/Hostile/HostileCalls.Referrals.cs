using Federation.Programs.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about members who bring others.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Referrals() =>
    [
        Row("make a code in another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Ann.AtBirch))),
        Row("make a code as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Bob.Name))),
        Row("make a code without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Bob.Name))),
        Row("make a code in a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Referrals.CreateReferralCodeAsync(
                ReferralsMade.Creating("partners/aster/programs/none", a.Bob.Name))),
        Row("make a stranger's code", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, Nobody))),
        Row("make a code of a member as another brand sees it", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Bob.AtBirch))),
        Row("make a code of a member who is closed", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Aster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Closed.Name))),
        Row("make a code of a member who has left", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Unlinked.Name))),
        Row("give one's own code", FailedPrecondition, "REFERRAL_OWN_CODE", async a =>
            await a.Aster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(
                Program, a.Bob.Name, await ReferralsMade.CodeAsync(a.Aster, Program, a.Bob.Name)))),
        Row("give the code of who came later", FailedPrecondition, "REFERRER_NOT_ELIGIBLE", async a =>
            await a.Aster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(
                Program, a.Ann.Name, await ReferralsMade.CodeAsync(a.Aster, Program, a.Max.Name)))),
        Row("give a code in another brand's programme", NotFound, "PROGRAM_NOT_FOUND", async a =>
            await a.Birch.Referrals.UseReferralCodeAsync(ReferralsMade.Using(
                Program, a.Ann.AtBirch, await ReferralsMade.CodeAsync(a.Aster, Program, a.Bob.Name)))),
        Row("give a code that nobody has", NotFound, "REFERRAL_CODE_NOT_FOUND",
            a => a.Aster.Referrals.UseReferralCodeAsync(
                ReferralsMade.Using(Program, a.Bob.Name, "0000-0000-0000-0000"))),
        Row("give a code as a stranger", NotFound, "MEMBER_NOT_FOUND", async a =>
            await a.Aster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(
                Program, Nobody, await ReferralsMade.CodeAsync(a.Aster, Program, a.Bob.Name)))),
        Bad("give no code",
            a => a.Aster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(Program, a.Bob.Name, "")), "code"),
        Bad("give a code of 65 characters",
            a => a.Aster.Referrals.UseReferralCodeAsync(
                ReferralsMade.Using(Program, a.Bob.Name, new string('7', 65))), "code"),
        Bad("give nobody's code to nobody",
            a => a.Aster.Referrals.UseReferralCodeAsync(ReferralsMade.Using("main", "", "7")),
            "program", "member"),
        Row("read a referral that there is not", NotFound, "REFERRAL_NOT_FOUND",
            a => a.Aster.Referrals.GetReferralAsync(new() { Name = $"{Program}/referrals/{Id()}" })),
        Bad("read a referral of no name",
            a => a.Aster.Referrals.GetReferralAsync(new() { Name = Program + "/referrals/1" }), "name"),
        Row("list another brand's referrals", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Referrals.ListReferralsAsync(new() { Program = Program })),
        Row("list referrals of a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Referrals.ListReferralsAsync(new() { Program = "partners/aster/programs/none" })),
        Row("list referrals as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Referrals.ListReferralsAsync(new() { Program = Program })),
        Row("list referrals by another list's token", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Referrals.ListReferralsAsync(new() { Program = Program, PageToken = "00" })),
        Bad("list 1,001 referrals",
            a => a.Aster.Referrals.ListReferralsAsync(new() { Program = Program, PageSize = 1001 }), "page_size"),
        Bad("report a referral that has qualified", a => ReportAsync(a, e =>
        {
            e.Type.Kind = EventKind.ReferralQualified;
            e.Side = ReferralSide.Referrer;
        }), "event.type"),
        Bad("check in as one side of a referral", a => ReportAsync(a, e => e.Side = ReferralSide.Referred),
            "event.side"),
    ];

    private static IEnumerable<HostileCall> OwnReferrals() =>
    [
        Row("make another member's code as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, a.Bob.Name))),
        Row("make a code at a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Referrals.CreateReferralCodeAsync(
                ReferralsMade.Creating(AtBirch + "/programs/main", Self))),
        Row("give a code as a member for another", NotFound, "MEMBER_NOT_FOUND", async a =>
            await a.AnnAtAster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(
                Program, a.Bob.Name, await ReferralsMade.CodeAsync(a.Aster, Program, a.Ann.Name)))),
        Row("give a code at a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Referrals.UseReferralCodeAsync(
                ReferralsMade.Using(AtBirch + "/programs/main", Self, "0000-0000-0000-0000"))),
        Row("give one's own code as a member", FailedPrecondition, "REFERRAL_OWN_CODE", async a =>
        {
            var own = await a.AnnAtAster.Referrals.CreateReferralCodeAsync(ReferralsMade.Creating(Program, Self));
            await a.AnnAtAster.Referrals.UseReferralCodeAsync(ReferralsMade.Using(Program, Self, own.Code.Code));
        }),
        Row("list another member's referrals as a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAtAster.Referrals.ListReferralsAsync(new() { Program = Program, Member = a.Bob.Name })),
        Bad("list all referrals as a member",
            a => a.AnnAtAster.Referrals.ListReferralsAsync(new() { Program = Program }), "member"),
        Row("read a referral at a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAtAster.Referrals.GetReferralAsync(
                new() { Name = AtBirch + "/programs/main/referrals/" + Id() })),
        Row("read the referrals of members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Referrals.ListReferralsAsync(new() { Program = Program, Member = Self })),
    ];
}
