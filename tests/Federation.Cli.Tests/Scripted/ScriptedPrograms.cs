using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Programmes that keep what they are asked and answer as they are told: one of aster's, with one rule set,
/// where nothing is said.</summary>
internal sealed class ScriptedPrograms : ProgramService.ProgramServiceBase
{
    public const string Main = "partners/aster/programs/main";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    public static RuleSetTerms Terms() => new()
    {
        Currency = "CNY",
        Coins = { "coins/aster" },
        Campaigns = { new Campaign { Id = "may", HoldoutSalt = ByteString.CopyFrom(new byte[16]) } },
        Rules =
        {
            new Rule
            {
                Id = "base",
                Title = new LocalizedText { ZhCn = "基础" },
                Effects = { new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } } },
            },
        },
    };

    public static RuleSet One() => new()
    {
        Name = Main + "/ruleSets/3",
        State = RuleSetState.Proposed,
        Revision = 7,
        Proposer = "partners/aster/credentials/aster-ann",
        Report = new GuardReport
        {
            GiveAwayBasisPoints = 595,
            Findings =
            {
                new GuardFinding
                {
                    Kind = GuardFindingKind.NeverApplies,
                    Rule = "base",
                    Path = "rules[0]",
                    Words = new LocalizedText { En = "It never applies." },
                },
            },
        },
    };

    public override Task<CreateProgramResponse> CreateProgram(CreateProgramRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CreateProgramResponse { Program = Programme() });

    public override Task<GetProgramResponse> GetProgram(GetProgramRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetProgramResponse { Program = Programme() });

    public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListProgramsResponse { Programs = { Programme() } });

    public override Task<CreateRuleSetResponse> CreateRuleSet(CreateRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CreateRuleSetResponse { RuleSet = One() });

    public override Task<ListTemplatesResponse> ListTemplates(ListTemplatesRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListTemplatesResponse
        {
            Templates =
            {
                new RuleSetTemplate
                {
                    Id = "member-coins",
                    Title = new LocalizedText { En = "Member coins", ZhCn = "会员金币" },
                    Description = new LocalizedText { En = "1 coin." },
                    Setup = { new TemplateStep { Title = new LocalizedText { En = "A charity." } } },
                },
            },
        });

    public override Task<ApplyTemplateResponse> ApplyTemplate(ApplyTemplateRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ApplyTemplateResponse
        {
            RuleSet = One(),
            Setup =
            {
                new TemplateStep { Title = new LocalizedText { En = "A pool of codes." } },
                new TemplateStep
                {
                    Title = new LocalizedText { En = "A charity." },
                    Request = Any.Pack(new CreateRewardRequest
                    {
                        RewardId = "charity",
                        Terms = new RewardTerms { PriceUnits = 100 },
                    }),
                },
            },
        });

    public override Task<UpdateRuleSetResponse> UpdateRuleSet(UpdateRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UpdateRuleSetResponse { RuleSet = One() });

    public override Task<GetRuleSetResponse> GetRuleSet(GetRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () =>
        {
            var one = One();
            one.Terms = Terms();
            return new GetRuleSetResponse { RuleSet = one };
        });

    public override Task<ListRuleSetsResponse> ListRuleSets(ListRuleSetsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListRuleSetsResponse { RuleSets = { One() } });

    public override Task<CheckRuleSetResponse> CheckRuleSet(CheckRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CheckRuleSetResponse { Report = One().Report, BandBasisPoints = 3000 });

    public override Task<DiffRuleSetsResponse> DiffRuleSets(DiffRuleSetsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new DiffRuleSetsResponse
        {
            Changes = { new RuleSetChange { Path = "rules[base].priority", Before = "1", After = "2" } },
        });

    /// <summary>The messages of a simulation.</summary>
    public IReadOnlyList<SimulateRuleSetResponse> SimulationMessages { get; set; } =
        [new() { Step = new() }, new() { Report = Report() }];

    public override async Task SimulateRuleSet(
        SimulateRuleSetRequest request, IServerStreamWriter<SimulateRuleSetResponse> responseStream,
        ServerCallContext context)
    {
        Requests.Enqueue(request);
        foreach (var message in SimulationMessages)
            await responseStream.WriteAsync(message);
    }

    public override Task<ProposeRuleSetResponse> ProposeRuleSet(ProposeRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ProposeRuleSetResponse { RuleSet = One() });

    public override Task<ApproveRuleSetResponse> ApproveRuleSet(ApproveRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ApproveRuleSetResponse { RuleSet = One() });

    public override Task<PublishRuleSetResponse> PublishRuleSet(PublishRuleSetRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new PublishRuleSetResponse { Publication = Publication() });

    public override Task<ListRuleSetPublicationsResponse> ListRuleSetPublications(
        ListRuleSetPublicationsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListRuleSetPublicationsResponse { Publications = { Publication() } });

    public override Task<ListCampaignsResponse> ListCampaigns(ListCampaignsRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListCampaignsResponse
        {
            Campaigns =
            {
                new CampaignStanding
                {
                    Campaign = new Campaign { Id = "spring", HoldoutBasisPoints = 250 },
                    State = CampaignState.UsedUp,
                    Rules = { "double", "tea" },
                    Budgets =
                    {
                        new CampaignBudget
                        {
                            Limit = new Limit
                            {
                                Per = Per.Everyone,
                                Period = Period.Week,
                                Of = LimitedBy.Coins,
                                AtMost = 5000,
                            },
                            Used = 4321,
                            Left = 679,
                            FirstDate = new Google.Type.Date { Year = 2011, Month = 12, Day = 5 },
                        },
                    },
                },
            },
        });

    private static SimulationReport Report()
    {
        var (then, now) = (Given(2, 1200, 0), Given(3, 2400, 1050));
        now.Coins.Add(new CoinSum { Coin = "coins/moon", Units = 7 });
        return new SimulationReport
        {
            Orders = 3,
            Members = 2,
            Then = then,
            Now = now,
            Rules = { new SimulatedRule { Rule = "base", Then = then, Now = now } },
            Levels = { new SimulatedLevel { Scheme = "club", Level = "gold", Then = then, Now = new() } },
            Segments = { new SimulatedSegment { Segment = "segments/young", Then = new(), Now = now } },
            GainingMembers = 1,
            LosingMembers = 1,
            LargestGains = { new SimulatedMember { Member = IdOf(1), Orders = 2, GainMinorUnits = 2250 } },
            LargestLosses = { new SimulatedMember { Member = IdOf(2), Orders = 1, GainMinorUnits = -5 } },
            Budgets =
            {
                new SimulatedBudget
                {
                    Definition = "rules/base/everyone.month.coins",
                    Period = 31,
                    AtMost = 2400,
                    RunOutTime = new Timestamp { Seconds = 32 * 86_400 },
                },
            },
        };
    }

    private static GivenSum Given(long times, long coins, long off) => new()
    {
        Times = times,
        Coins = { new CoinSum { Coin = "coins/aster", Units = coins } },
        DiscountMinorUnits = off,
    };

    private static ByteString IdOf(int number) =>
        ByteString.CopyFrom(new Guid(number, 0, 0, new byte[8]).ToByteArray(bigEndian: true));

    private static Programs.V1.Program Programme() => new()
    {
        Name = Main,
        Title = new LocalizedText { En = "Aster Club" },
        CreateTime = new Timestamp(),
        RuleSet = Main + "/ruleSets/2",
    };

    private static RuleSetPublication Publication() => new()
    {
        Sequence = 4,
        RuleSet = One().Name,
        PublishTime = new Timestamp { Seconds = 86_400 },
        CreateTime = new Timestamp(),
        Publisher = "partners/aster/credentials/aster-ann",
    };
}
