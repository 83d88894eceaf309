using Federation.Programs.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about risk rules and cases.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Risks() =>
    [
        Bad("name a device of three bytes", a => PlaceAsync(
            a, o => o.DeviceHash = Google.Protobuf.ByteString.CopyFrom(1, 2, 3)), "order.device_hash"),
        Bad("name an employee with a line break", a => PlaceAsync(a, o => o.Employee = "8\n15"), "order.employee"),
        Bad("name an employee of 65 characters", a => PlaceAsync(a, o => o.Employee = new string('8', 65)),
            "order.employee"),
        Row("buy a fourth time a day by one card", FailedPrecondition, "RISK_REFUSED",
            a => PlaceAsync(a, o => o.PayerHash = RisksMade.Hash(RisksMade.KnownPayer))),
        Row("decide for a member whose order was held, as another brand", NotFound, "CASE_NOT_FOUND",
            a => a.BirchDesk.Cases.DecideCaseAsync(RisksMade.Deciding(
                a.Programs.Sold.Replace("/orders/", "/cases/", StringComparison.Ordinal), CaseState.ForMember))),
        Bad("draft a risk rule for everyone", a => DraftAsync(
            a, t => t.RiskRules.Add(RisksMade.Rule(
                "all", Per.Everyone, Period.Day, LimitedBy.Times, 1, RiskAnswer.Hold))), "terms.risk_rules[0].per"),
        Bad("draft a risk rule that lets minus one pass", a => DraftAsync(
            a, t => t.RiskRules.Add(RisksMade.Rule(
                "minus", Per.Member, Period.Day, LimitedBy.Times, -1, RiskAnswer.Hold))),
            "terms.risk_rules[0].more_than"),
        Bad("draft a limit per device", a => DraftAsync(
            a, t => t.Limits.Add(new Limit
            {
                Per = Per.Device,
                Period = Period.Day,
                Of = LimitedBy.Times,
                AtMost = 1,
            })), "terms.limits[0].per"),
        Bad("draft cases of 91 days", a => DraftAsync(a, t => t.CaseDays = 91), "terms.case_days"),
    ];

    private static IEnumerable<HostileCall> Cases() =>
    [
        Row("read a case that there is not", NotFound, "CASE_NOT_FOUND",
            a => a.Aster.Cases.GetCaseAsync(new() { Name = $"{Program}/cases/{Id()}" })),
        Bad("read a case of no name", a => a.Aster.Cases.GetCaseAsync(new() { Name = Program + "/cases/1" }), "name"),
        Row("decide a case that there is not", NotFound, "CASE_NOT_FOUND",
            a => a.AsterDesk.Cases.DecideCaseAsync(RisksMade.Deciding($"{Program}/cases/{Id()}", CaseState.ForMember))),
        Row("decide the case of an order that nobody holds", NotFound, "CASE_NOT_FOUND",
            a => a.AsterDesk.Cases.DecideCaseAsync(RisksMade.Deciding(
                a.Programs.Sold.Replace("/orders/", "/cases/", StringComparison.Ordinal), CaseState.AgainstMember))),
        Row("decide a case as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Cases.DecideCaseAsync(RisksMade.Deciding($"{Program}/cases/{Id()}", CaseState.ForMember))),
        Row("decide a case without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Cases.DecideCaseAsync(
                RisksMade.Deciding($"{Program}/cases/{Id()}", CaseState.ForMember))),
        Row("decide a case by a credential that has the scope", PermissionDenied, "PERSON_REQUIRED",
            a => a.Aster.Cases.DecideCaseAsync(RisksMade.Deciding($"{Program}/cases/{Id()}", CaseState.ForMember))),
        Row("read cases as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Cases.ListCasesAsync(new() { Program = Program })),
        Bad("close a case", a => a.AsterDesk.Cases.DecideCaseAsync(
            RisksMade.Deciding($"{Program}/cases/{Id()}", CaseState.Closed)), "verdict"),
        Bad("decide a case without a reason", a => a.AsterDesk.Cases.DecideCaseAsync(new()
        {
            RequestId = Id(),
            Name = $"{Program}/cases/{Id()}",
            Verdict = CaseState.ForMember,
        }), "reason"),
        Row("list another brand's cases", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Cases.ListCasesAsync(new() { Program = Program })),
        Row("list cases of a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Cases.ListCasesAsync(new() { Program = "partners/aster/programs/none" })),
        Row("list cases by another list's token", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Cases.ListCasesAsync(new() { Program = Program, PageToken = "00" })),
        Bad("list 1,001 cases",
            a => a.Aster.Cases.ListCasesAsync(new() { Program = Program, PageSize = 1001 }), "page_size"),
    ];
}
