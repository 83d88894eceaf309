using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about corrections of a programme.</summary>
internal static partial class HostileCalls
{
    private const string NoCorrection = Program + "/corrections/99";

    private static IEnumerable<HostileCall> Corrections() =>
    [
        Bad("propose a correction that says nothing", a => CorrectAsync(a.Aster, new() { RequestId = Id() }),
            "rule_set", "from_time", "to_time", "reason_code", "reason"),
        Bad("propose a correction backwards, in a loud voice", a => CorrectAsync(
            a, r => (r.FromTime, r.ToTime, r.ReasonCode) = (r.ToTime, r.FromTime, "WRONG RATE")),
            "to_time", "reason_code"),
        Bad("propose a correction of 401 days", a => CorrectAsync(
            a, r => r.FromTime = r.ToTime - Duration.FromTimeSpan(TimeSpan.FromDays(401))), "to_time"),
        Bad("propose a correction with a novel as its reason",
            a => CorrectAsync(a, r => r.Reason = new string('x', 501)), "reason"),
        Bad("propose a correction by the rule set in force",
            a => CorrectAsync(a, r => r.RuleSet = Program + "/ruleSets/-"), "rule_set"),
        Row("propose a correction by a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND",
            a => CorrectAsync(a, r => r.RuleSet = NoRuleSet)),
        Row("propose a correction by a draft", FailedPrecondition, "RULE_SET_NOT_APPROVED",
            a => CorrectAsync(a, r => r.RuleSet = a.Programs.Draft)),
        Row("propose a correction by a rule set that nobody approved", FailedPrecondition, "RULE_SET_NOT_APPROVED",
            a => CorrectAsync(a, r => r.RuleSet = a.Programs.Generous)),
        Row("propose a correction of another brand's coins", NotFound, "RULE_SET_NOT_FOUND",
            a => CorrectAsync(a.Birch, Correcting(a))),
        Row("propose a correction while one is open", FailedPrecondition, "CORRECTION_OPEN",
            a => CorrectAsync(a.Aster, Correcting(a))),
        Row("propose a correction as a till", PermissionDenied, "ROLE_MISSING",
            a => CorrectAsync(a.AsterService, Correcting(a))),
        Row("propose a correction as the alliance", PermissionDenied, "ROLE_MISSING",
            a => CorrectAsync(a.Admin, Correcting(a))),
        Row("propose a correction without the scope", PermissionDenied, "SCOPE_MISSING",
            a => CorrectAsync(a.AsterReader, Correcting(a))),
        Row("get a correction that there is not", NotFound, "CORRECTION_NOT_FOUND",
            a => a.Aster.Corrections.GetCorrectionAsync(new() { Name = NoCorrection })),
        Row("get another brand's correction", NotFound, "CORRECTION_NOT_FOUND",
            a => a.Birch.Corrections.GetCorrectionAsync(new() { Name = a.Correction.Name })),
        Bad("get a correction by number 01",
            a => a.Aster.Corrections.GetCorrectionAsync(new() { Name = Program + "/corrections/01" }), "name"),
        Row("list another brand's corrections", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Corrections.ListCorrectionsAsync(new() { Parent = Program })),
        Row("list corrections from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Corrections.ListCorrectionsAsync(new() { Parent = Program, PageToken = "00" })),
        Row("list the lines of another brand's correction", NotFound, "CORRECTION_NOT_FOUND",
            a => a.Birch.Corrections.ListCorrectionLinesAsync(new() { Name = a.Correction.Name })),
        Row("list lines from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Corrections.ListCorrectionLinesAsync(new() { Name = a.Correction.Name, PageToken = "00" })),
        .. CorrectionDecisions(),
    ];

    private static IEnumerable<HostileCall> CorrectionDecisions() =>
    [
        Row("approve one's own correction", FailedPrecondition, "SAME_PERSON",
            a => DecideAsync(a.Aster, a.Correction.Name, a.Correction.Digest)),
        Row("approve another brand's correction", NotFound, "CORRECTION_NOT_FOUND",
            a => DecideAsync(a.Birch, a.Correction.Name, a.Correction.Digest)),
        Row("approve a correction that there is not", NotFound, "CORRECTION_NOT_FOUND",
            a => DecideAsync(a.Aster, NoCorrection, a.Correction.Digest)),
        Row("approve a correction as a till", PermissionDenied, "ROLE_MISSING",
            a => DecideAsync(a.AsterService, a.Correction.Name, a.Correction.Digest)),
        Row("approve a correction as the alliance", PermissionDenied, "ROLE_MISSING",
            a => DecideAsync(a.Admin, a.Correction.Name, a.Correction.Digest)),
        Row("approve another correction than one has read", Aborted, "VERSION_MISMATCH",
            a => DecideAsync(a.Programs.Second, a.Correction.Name, ByteString.CopyFrom(new byte[32]))),
        Bad("approve a correction unread",
            a => DecideAsync(a.Programs.Second, a.Correction.Name, ByteString.Empty), "digest"),
        Row("approve a correction that was withdrawn", FailedPrecondition, "CORRECTION_NOT_PROPOSED",
            a => DecideAsync(a.Programs.Second, a.Withdrawn.Name, a.Withdrawn.Digest)),
        Row("reject another brand's correction", NotFound, "CORRECTION_NOT_FOUND",
            a => a.Birch.Corrections.RejectCorrectionAsync(new() { RequestId = Id(), Name = a.Correction.Name })),
        Row("reject a correction twice", FailedPrecondition, "CORRECTION_NOT_PROPOSED",
            a => a.Aster.Corrections.RejectCorrectionAsync(new() { RequestId = Id(), Name = a.Withdrawn.Name })),
    ];

    private static ProposeCorrectionRequest Correcting(HostileAlliance a) => new()
    {
        RequestId = Id(),
        RuleSet = a.Correction.RuleSet,
        FromTime = At(-1),
        ToTime = At(0),
        ReasonCode = "wrong-rate",
        Reason = "wrong",
    };

    private static Task CorrectAsync(HostileAlliance a, Action<ProposeCorrectionRequest> change)
    {
        var request = Correcting(a);
        change(request);
        return CorrectAsync(a.Aster, request);
    }

    private static async Task CorrectAsync(FederationClient client, ProposeCorrectionRequest request) =>
        await CorrectionsMade.ProposeAsync(client, request);

    private static AsyncUnaryCall<ApproveCorrectionResponse> DecideAsync(
        FederationClient client, string name, ByteString digest) =>
        client.Corrections.ApproveCorrectionAsync(new() { RequestId = Id(), Name = name, Digest = digest });
}
