using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about programmes and their rule sets.</summary>
internal static partial class HostileCalls
{
    private const string Program = "partners/aster/programs/main";
    private const string NoRuleSet = Program + "/ruleSets/99";

    private static IEnumerable<HostileCall> Programmes() =>
    [
        Row("create a programme that there is", AlreadyExists, "ALREADY_EXISTS",
            a => a.Aster.Programs.CreateProgramAsync(Creating("aster", "main"))),
        Row("create another brand's programme", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Programs.CreateProgramAsync(Creating("aster", "second"))),
        Row("create a programme as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Programs.CreateProgramAsync(Creating("cedar", "main"))),
        Row("create a programme as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Programs.CreateProgramAsync(Creating("aster", "second"))),
        Row("create a programme as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Programs.CreateProgramAsync(Creating("aster", "second"))),
        Row("read a programme without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Programs.GetProgramAsync(new() { Name = Program })),
        Bad("create a programme without a title, of a bad id", a => a.Aster.Programs.CreateProgramAsync(
            new() { RequestId = Id(), Parent = "partners/aster", ProgramId = "../x" }), "program_id", "title"),
        Row("get another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.GetProgramAsync(new() { Name = Program })),
        Row("get a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Programs.GetProgramAsync(new() { Name = "partners/aster/programs/none" })),
        Bad("get a programme by a bad name",
            a => a.Aster.Programs.GetProgramAsync(new() { Name = "partners/aster/programs/" }), "name"),
        Row("list another brand's programmes", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Programs.ListProgramsAsync(new() { Parent = "partners/aster" })),
        Row("list programmes from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Programs.ListProgramsAsync(new() { Parent = "partners/aster", PageToken = "00" })),
        Row("list rule sets of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.ListRuleSetsAsync(new() { Parent = Program })),
        Row("list rule sets from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Programs.ListRuleSetsAsync(new() { Parent = Program, PageToken = "00" })),
        Row("list publications of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.ListRuleSetPublicationsAsync(new() { Parent = Program })),
        Row("list campaigns of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.ListCampaignsAsync(new() { Program = Program })),
        Row("list campaigns as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAtAster.Programs.ListCampaignsAsync(new() { Program = Program })),
        Row("list campaigns of a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Programs.ListCampaignsAsync(new() { Program = "partners/aster/programs/none" })),
        Row("list campaigns from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Programs.ListCampaignsAsync(new() { Program = Program, PageToken = "00" })),
        Bad("list campaigns, 1,001 at once",
            a => a.Aster.Programs.ListCampaignsAsync(new() { Program = Program, PageSize = 1001 }), "page_size"),
        Row("list publications from a damaged page", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Programs.ListRuleSetPublicationsAsync(new() { Parent = Program, PageToken = "00" })),
    ];

    private static IEnumerable<HostileCall> RuleSetDrafts() =>
    [
        Bad("draft a rule set that says nothing", a => a.Aster.Programs.CreateRuleSetAsync(
            new() { RequestId = Id(), Parent = Program }), "terms"),
        Bad("draft a rule set on the far side of the world", a => DraftAsync(a, t => t.TimeZone = "Asia/Atlantis"),
            "terms.time_zone"),
        Bad("draft a rule set at another scale than the alliance's", a => DraftAsync(
            a, t => (t.Currency, t.SettlementUnitsPerMinorUnit) = ("GBP", 7)),
            "terms.settlement_units_per_minor_unit"),
        Bad("draft a rule set of 3 MiB", a => DraftAsync(a, t => t.Categories.Add(new string('x', 3 << 20))), "terms"),
        Row("draft a rule set with another brand's coin", PermissionDenied, "NOT_YOURS",
            a => DraftAsync(a, t => t.Coins.Add("coins/birch"))),
        Row("draft a rule set with a coin that there is not", NotFound, "COIN_NOT_FOUND",
            a => DraftAsync(a, t => t.Coins.Add("coins/none"))),
        Row("draft a rule set of another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.CreateRuleSetAsync(
                new() { RequestId = Id(), Parent = Program, Terms = ProgramsMade.Terms("birch") })),
        Row("draft a rule set as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Programs.CreateRuleSetAsync(new()
            {
                RequestId = Id(),
                Parent = "partners/cedar/programs/main",
                Terms = ProgramsMade.Terms("cedar"),
            })),
        Row("list templates without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Programs.ListTemplatesAsync(new())),
        Bad("apply a template that there is not", a => ApplyAsync(a, r => r.Template = "none"), "template"),
        Bad("apply a template on the far side of the world, on 30 February", a => ApplyAsync(
            a, r => (r.TimeZone, r.StartDate) = ("Asia/Atlantis", new() { Year = 2030, Month = 2, Day = 30 })),
            "start_date", "time_zone"),
        Bad("apply a template at another scale than the alliance's", a => ApplyAsync(
            a, r => (r.Currency, r.SettlementUnitsPerMinorUnit) = ("GBP", 7)), "settlement_units_per_minor_unit"),
        Row("apply a template with another brand's coin", PermissionDenied, "NOT_YOURS",
            a => ApplyAsync(a, r => r.Coin = "coins/birch")),
        Row("apply a template with a coin that there is not", NotFound, "COIN_NOT_FOUND",
            a => ApplyAsync(a, r => r.Coin = "coins/none")),
        Row("apply a template to another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.ApplyTemplateAsync(ProgramsMade.Template("birch", Program))),
        Row("apply a template as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Programs.ApplyTemplateAsync(
                ProgramsMade.Template("cedar", "partners/cedar/programs/main"))),
        Row("apply a template as a till", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Programs.ApplyTemplateAsync(ProgramsMade.Template("aster", Program))),
        Row("update a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND", a => UpdateAsync(a, NoRuleSet)),
        Row("update a rule set that was published", FailedPrecondition, "RULE_SET_NOT_DRAFT",
            a => UpdateAsync(a, a.Programs.Published)),
        Row("update a draft that changed meanwhile", Aborted, "VERSION_MISMATCH",
            a => UpdateAsync(a, a.Programs.Draft, 7)),
        Bad("update a draft from no revision", a => UpdateAsync(a, a.Programs.Draft, 0), "revision"),
        Bad("check neither a rule set nor terms",
            a => a.Aster.Programs.CheckRuleSetAsync(new() { Parent = Program }), "rule_set"),
        Row("check a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Aster.Programs.CheckRuleSetAsync(new() { Parent = Program, RuleSet = NoRuleSet })),
        Row("check a rule set of another brand", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Programs.CheckRuleSetAsync(new() { Parent = Program, RuleSet = a.Programs.Draft })),
        Row("compare with a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Aster.Programs.DiffRuleSetsAsync(new() { Name = a.Programs.Draft, Other = NoRuleSet })),
        Bad("compare rule sets of two programmes", a => a.Aster.Programs.DiffRuleSetsAsync(
            new() { Name = a.Programs.Draft, Other = "partners/aster/programs/other/ruleSets/1" }), "other"),
    ];

    private static IEnumerable<HostileCall> RuleSetPublications() =>
    [
        Row("get a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Aster.Programs.GetRuleSetAsync(new() { Name = NoRuleSet })),
        Row("get a rule set of another brand", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Birch.Programs.GetRuleSetAsync(new() { Name = a.Programs.Published })),
        Row("get the rule set in force before the first", FailedPrecondition, "NO_RULE_SET_IN_FORCE",
            a => a.Aster.Programs.GetRuleSetAsync(new() { Name = Program + "/ruleSets/-", AsOf = At(-30) })),
        Bad("get a rule set by number 0",
            a => a.Aster.Programs.GetRuleSetAsync(new() { Name = Program + "/ruleSets/0" }), "name"),
        Row("propose a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND", a => ProposeAsync(a, NoRuleSet)),
        Row("propose a rule set twice", FailedPrecondition, "RULE_SET_NOT_DRAFT",
            a => ProposeAsync(a, a.Programs.Generous)),
        Row("propose a draft that changed meanwhile", Aborted, "VERSION_MISMATCH",
            a => ProposeAsync(a, a.Programs.Draft, 2)),
        Row("propose coins that pay for themselves", FailedPrecondition, "RULE_SET_UNSAFE",
            a => ProposeAsync(a, a.Programs.Unsafe)),
        Row("approve a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND", a => ApproveAsync(a, NoRuleSet)),
        Row("approve a draft of rules", FailedPrecondition, "RULE_SET_NOT_PROPOSED",
            a => ApproveAsync(a, a.Programs.Draft)),
        Row("approve one's own rule set", FailedPrecondition, "SAME_PERSON",
            a => a.Aster.Programs.ApproveRuleSetAsync(
                new() { RequestId = Id(), Name = a.Programs.Generous, Reason = "mine" })),
        Row("approve a giveaway without a reason", FailedPrecondition, "REASON_MISSING",
            a => ApproveAsync(a, a.Programs.Generous)),
        Row("approve rules as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Programs.ApproveRuleSetAsync(new() { RequestId = Id(), Name = a.Programs.Generous })),
        Row("publish a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND", a => PublishAsync(a, NoRuleSet)),
        Row("publish a rule set that was not approved", FailedPrecondition, "RULE_SET_NOT_APPROVED",
            a => PublishAsync(a, a.Programs.Generous)),
        Bad("publish rules from yesterday", a => PublishAsync(a, a.Programs.Approved, At(-1)), "publish_time"),
        Row("publish rules as another brand", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Birch.Programs.PublishRuleSetAsync(new() { RequestId = Id(), Name = a.Programs.Approved })),
    ];

    private static IEnumerable<HostileCall> Simulations() =>
    [
        Row("simulate a rule set that there is not", NotFound, "RULE_SET_NOT_FOUND",
            a => SimulateAsync(a.Aster, NoRuleSet)),
        Row("simulate another brand's draft", NotFound, "RULE_SET_NOT_FOUND",
            a => SimulateAsync(a.Birch, a.Programs.Draft)),
        Row("simulate coins that pay for themselves", FailedPrecondition, "RULE_SET_UNSAFE",
            a => SimulateAsync(a.Aster, a.Programs.Unsafe)),
        Row("simulate a rule set without the scope", PermissionDenied, "SCOPE_MISSING",
            a => SimulateAsync(a.AsterReader, a.Programs.Draft)),
        Row("simulate a rule set as an approver", PermissionDenied, "ROLE_MISSING",
            a => SimulateAsync(a.Approver, a.Programs.Draft)),
        Row("simulate a rule set without a token", Unauthenticated, "TOKEN_MISSING", async a =>
        {
            using var call = new ProgramService.ProgramServiceClient(a.Channel).SimulateRuleSet(
                Simulating(a.Programs.Draft, At(-1), At(0)));
            await call.ResponseStream.MoveNext(CancellationToken.None);
        }),
        Bad("simulate a programme", a => SimulateAsync(a.Aster, Program), "name"),
        Bad("simulate the rule set in force by no number", a => SimulateAsync(a.Aster, Program + "/ruleSets/-"),
            "name"),
        Bad("simulate a rule set at no time",
            a => SimulateAsync(a.Aster, Simulating(a.Programs.Draft, null, null)), "from_time", "to_time"),
        Bad("simulate a rule set backwards",
            a => SimulateAsync(a.Aster, Simulating(a.Programs.Draft, At(0), At(-1))), "to_time"),
        Bad("simulate a rule set over 401 days",
            a => SimulateAsync(a.Aster, Simulating(a.Programs.Draft, At(-401), At(0))), "to_time"),
        Bad("simulate a rule set before all time", a => SimulateAsync(
            a.Aster, Simulating(a.Programs.Draft, new Timestamp { Seconds = long.MinValue }, At(0))), "from_time"),
        Bad("simulate a rule set until half a microsecond", a => SimulateAsync(
            a.Aster, Simulating(a.Programs.Draft, At(-1), At(0) + new Duration { Nanos = 500 })), "to_time"),
    ];

    private static SimulateRuleSetRequest Simulating(string name, Timestamp? from, Timestamp? to) =>
        new() { Name = name, FromTime = from, ToTime = to };

    private static Task SimulateAsync(FederationClient client, string name) =>
        SimulateAsync(client, Simulating(name, At(-1), At(0)));

    private static async Task SimulateAsync(FederationClient client, SimulateRuleSetRequest request)
    {
        using var call = client.Programs.SimulateRuleSet(request);
        await foreach (var message in call.ResponseStream.ReadAllAsync())
            Assert.NotEqual(SimulateRuleSetResponse.EventOneofCase.None, message.EventCase);
    }

    private static CreateProgramRequest Creating(string brand, string id) => new()
    {
        RequestId = Id(),
        Parent = "partners/" + brand,
        ProgramId = id,
        Title = new LocalizedText { En = "Club" },
    };

    private static AsyncUnaryCall<CreateRuleSetResponse> DraftAsync(HostileAlliance a, Action<RuleSetTerms> change)
    {
        var terms = ProgramsMade.Terms("aster");
        change(terms);
        return a.Aster.Programs.CreateRuleSetAsync(new() { RequestId = Id(), Parent = Program, Terms = terms });
    }

    private static AsyncUnaryCall<ApplyTemplateResponse> ApplyAsync(
        HostileAlliance a, Action<ApplyTemplateRequest> change)
    {
        var request = ProgramsMade.Template("aster", Program);
        change(request);
        return a.Aster.Programs.ApplyTemplateAsync(request);
    }

    private static AsyncUnaryCall<UpdateRuleSetResponse> UpdateAsync(
        HostileAlliance a, string name, long revision = 1) => a.Aster.Programs.UpdateRuleSetAsync(
            new() { RequestId = Id(), Name = name, Revision = revision, Terms = ProgramsMade.Terms("aster") });

    private static AsyncUnaryCall<ProposeRuleSetResponse> ProposeAsync(
        HostileAlliance a, string name, long revision = 1) =>
        a.Aster.Programs.ProposeRuleSetAsync(new() { RequestId = Id(), Name = name, Revision = revision });

    private static AsyncUnaryCall<ApproveRuleSetResponse> ApproveAsync(HostileAlliance a, string name) =>
        a.Programs.Second.Programs.ApproveRuleSetAsync(new() { RequestId = Id(), Name = name });

    private static AsyncUnaryCall<PublishRuleSetResponse> PublishAsync(
        HostileAlliance a, string name, Timestamp? at = null) =>
        a.Aster.Programs.PublishRuleSetAsync(new() { RequestId = Id(), Name = name, PublishTime = at });
}
