using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The rule sets of Aster's programme, as its people write them.</summary>
internal sealed partial class FakeAlliance
{
    /// <summary>Rule sets, oldest first: the second is a draft.</summary>
    public List<RuleSet> RuleSets { get; } = [RuleSetOf(1, RuleSetState.Published), RuleSetOf(2, RuleSetState.Draft)];

    /// <summary>What the guard finds in every rule set.</summary>
    public List<GuardFinding> Findings { get; } = [];

    private static RuleSet RuleSetOf(int number, RuleSetState state) => new()
    {
        Name = $"{Program}/ruleSets/{number}",
        State = state,
        Revision = 3,
        Proposer = "partners/aster/users/ben",
        CreateTime = Timestamp.FromDateTimeOffset(new(2011, 12, 1, 9, 0, 0, TimeSpan.Zero)),
        PublishTime = state is RuleSetState.Published
            ? Timestamp.FromDateTimeOffset(new(2011, 12, 2, 9, 0, 0, TimeSpan.Zero)) : null,
        Report = new() { GiveAwayBasisPoints = 250 },
        Terms = TermsOf(number),
    };

    private static RuleSetTerms TermsOf(int number) => new()
    {
        Currency = "GBP",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Europe/London",
        Coins = { "coins/aster" },
        UnpaidMinutes = 30,
        Segments = { "segments/vip" },
        Campaigns =
        {
            new Campaign
            {
                Id = "winter", Title = new() { En = "Winter", ZhCn = "冬季" },
                StartTime = Timestamp.FromDateTimeOffset(new(2011, 12, 1, 0, 0, 0, TimeSpan.Zero)),
                Limits =
                {
                    new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Money, AtMost = 500_00 },
                },
            },
        },
        Coupons = { new CouponDefinition { Id = "tea", Title = new() { En = "Tea <b>time</b>" }, Days = 30 } },
        TierSchemes =
        {
            new TierScheme
            {
                Id = "levels", Title = new() { En = "Levels", ZhCn = "等级" }, Of = CountedBy.Money,
                Period = TierPeriod.Year,
                Levels =
                {
                    new TierLevel { Id = "green", Title = new() { En = "Green", ZhCn = "绿卡" } },
                    new TierLevel { Id = "gold", Title = new() { En = "Gold", ZhCn = "金卡" }, Threshold = 300_00 },
                },
            },
        },
        RiskRules =
        {
            new RiskRule
            {
                Id = "cards", Title = new() { En = "One card, many orders", ZhCn = "一卡多单" }, Per = Per.Payer,
                Period = Period.Day, Of = LimitedBy.Times, MoreThan = 5, Answer = RiskAnswer.Hold,
            },
            new RiskRule
            {
                Id = "till", Title = new() { En = "Large sums", ZhCn = "大额" }, Per = Per.Employee,
                Period = Period.Ever, Of = LimitedBy.Money, MoreThan = 900_00, Answer = RiskAnswer.Refuse,
            },
        },
        Groups = { new RuleGroup { Id = "offers", Combine = Combine.Best } },
        Rules = { RulesOf(number) },
    };

    private static IEnumerable<Rule> RulesOf(int number) =>
    [
        new Rule
        {
            Id = "base", Title = new() { En = "A coin a pound", ZhCn = "每镑一币" },
            Effects = { new Effect { Earn = new() { Units = number, PerMinorUnits = 100 } } },
            Limits =
            {
                new Limit { Per = Per.Member, Period = Period.Day, Of = LimitedBy.Coins, AtMost = 500 },
            },
        },
        new Rule
        {
            Id = "double", Title = new() { En = "Double <b>day</b>", ZhCn = "双倍日" }, Campaign = "winter",
            Effects = { new Effect { Multiply = new() { FactorBasisPoints = 20000 } } },
            Condition = new()
            {
                All = new()
                {
                    Of =
                    {
                        new Condition { Tier = new() { Scheme = "levels", Levels = { "gold" } } },
                        new Condition { Time = new() { Weekdays = { Google.Type.DayOfWeek.Tuesday } } },
                        new Condition { Not = new() { Segment = "segments/vip" } },
                    },
                },
            },
        },
        new Rule
        {
            Id = "off", Title = new() { En = "Two off twenty" }, Group = "offers",
            Effects =
            {
                new Effect { Discount = new() { Scope = DiscountScope.Order, MinorUnits = 200 } },
            },
            Condition = new() { Basket = new() { AtLeastMinorUnits = 2000 } },
        },
    ];

    private RuleSet FindRuleSet(string name) => RuleSets.Find(s => s.Name == name)
        ?? throw Refuse(ErrorReason.RuleSetNotFound, StatusCode.NotFound, "There are no such rules.");

    private sealed partial class ProgramList
    {
        public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
            request.Name == FakeAlliance.Program
                ? Task.FromResult(new GetProgramResponse
                {
                    Program = new() { Name = request.Name, Title = new() { En = "Aster <i>friends</i>" } },
                    Referrals = alliance.OfferOf(),
                    ClaimableCoupons =
                    {
                        new CouponDefinition
                        {
                            Id = "autumn", Title = new() { En = "Autumn <b>gift</b>", ZhCn = "秋日礼券" }, Days = 14,
                            Claimable = true,
                        },
                        // Claimed as often as one may.
                        new CouponDefinition { Id = "tea-for-two", Claimable = true, ClaimsPerMember = 3 },
                    },
                })
                : throw Refuse(ErrorReason.ProgramNotFound, StatusCode.NotFound, "There is no such programme.");

        public override Task<CreateProgramResponse> CreateProgram(
            CreateProgramRequest request, ServerCallContext context) =>
            Task.FromResult(new CreateProgramResponse());

        public override Task<ListRuleSetsResponse> ListRuleSets(
            ListRuleSetsRequest request, ServerCallContext context) => Task.FromResult(new ListRuleSetsResponse
            {
                RuleSets = { request.Parent == FakeAlliance.Program ? Enumerable.Reverse(alliance.RuleSets) : [] },
            });

        public override Task<ListCampaignsResponse> ListCampaigns(
            ListCampaignsRequest request, ServerCallContext context) => Task.FromResult(CampaignsOf(request));

        public override Task<ListRuleSetPublicationsResponse> ListRuleSetPublications(
            ListRuleSetPublicationsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListRuleSetPublicationsResponse
            {
                Publications =
                {
                    new RuleSetPublication
                    {
                        Sequence = 1, RuleSet = FakeAlliance.Program + "/ruleSets/1",
                        Publisher = "partners/aster/users/ada",
                        PublishTime = Timestamp.FromDateTimeOffset(alliance.Now),
                        CreateTime = Timestamp.FromDateTimeOffset(alliance.Now),
                    },
                },
            });

        public override Task<GetRuleSetResponse> GetRuleSet(GetRuleSetRequest request, ServerCallContext context) =>
            Task.FromResult(new GetRuleSetResponse { RuleSet = alliance.FindRuleSet(request.Name).Clone() });

        public override Task<ListTemplatesResponse> ListTemplates(
            ListTemplatesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListTemplatesResponse
            {
                Templates =
                {
                    new RuleSetTemplate
                    {
                        Id = "member-coins", Title = new() { En = "Member coins", ZhCn = "会员金币" },
                        Description = new() { En = "1 coin for each unit of money.", ZhCn = "每消费 1 元得 1 金币。" },
                        Setup =
                        {
                            new TemplateStep
                            {
                                Title = new() { En = "Reward: 100 coins for charity.", ZhCn = "礼品:捐赠 100 金币做公益。" },
                            },
                        },
                    },
                    new RuleSetTemplate { Id = "four-tiers", Title = new() { En = "Four levels", ZhCn = "四级会员" } },
                    new RuleSetTemplate { Id = "starbucks", Title = new() { En = "Stars", ZhCn = "星星" } },
                },
            });

        public override Task<ApplyTemplateResponse> ApplyTemplate(
            ApplyTemplateRequest request, ServerCallContext context) =>
            Task.FromResult(new ApplyTemplateResponse
            {
                RuleSet = alliance.RuleSets[^1],
                Setup = { request.Template == "four-tiers" ? SetupOf(request.Parent) : [] },
            });

        public override Task<UpdateRuleSetResponse> UpdateRuleSet(
            UpdateRuleSetRequest request, ServerCallContext context)
        {
            var draft = alliance.FindRuleSet(request.Name);
            if (draft.Revision != request.Revision)
                throw Refuse(ErrorReason.VersionMismatch, StatusCode.Aborted, "It was changed meanwhile.");
            (draft.Terms, draft.Revision) = (request.Terms, draft.Revision + 1);
            return Task.FromResult(new UpdateRuleSetResponse { RuleSet = draft });
        }

        public override Task<CheckRuleSetResponse> CheckRuleSet(
            CheckRuleSetRequest request, ServerCallContext context) =>
            Task.FromResult(new CheckRuleSetResponse { Report = new() { Findings = { alliance.Findings } } });

        public override Task<DiffRuleSetsResponse> DiffRuleSets(
            DiffRuleSetsRequest request, ServerCallContext context) =>
            Task.FromResult(new DiffRuleSetsResponse
            {
                Changes =
                {
                    new RuleSetChange
                    {
                        Path = "rules[base].effects[0].earn.units", Before = "\"1\"", After = "\"<b>2</b>\"",
                    },
                    new RuleSetChange { Path = "rules[off]", After = "{}" },
                },
            });

        public override Task<ProposeRuleSetResponse> ProposeRuleSet(
            ProposeRuleSetRequest request, ServerCallContext context)
        {
            alliance.FindRuleSet(request.Name).State = RuleSetState.Proposed;
            return Task.FromResult(new ProposeRuleSetResponse());
        }

        public override Task<ApproveRuleSetResponse> ApproveRuleSet(
            ApproveRuleSetRequest request, ServerCallContext context)
        {
            alliance.FindRuleSet(request.Name).State = RuleSetState.Approved;
            return Task.FromResult(new ApproveRuleSetResponse());
        }

        public override Task<PublishRuleSetResponse> PublishRuleSet(
            PublishRuleSetRequest request, ServerCallContext context) =>
            Task.FromResult(new PublishRuleSetResponse());

        public override async Task SimulateRuleSet(
            SimulateRuleSetRequest request, IServerStreamWriter<SimulateRuleSetResponse> responseStream,
            ServerCallContext context)
        {
            await responseStream.WriteAsync(new() { Step = new() });
            await responseStream.WriteAsync(new() { Step = new() { Done = 40, Total = 1200 } });
            var (then, now) = (Given(1200), Given(1500));
            await responseStream.WriteAsync(new()
            {
                Report = new()
                {
                    Orders = 1200,
                    Members = 300,
                    Then = then,
                    Now = now,
                    GainingMembers = 200,
                    LosingMembers = 7,
                    Rules = { new SimulatedRule { Rule = "base", Then = then, Now = now } },
                    Levels = { new SimulatedLevel { Level = "gold", Then = then, Now = now } },
                    Budgets =
                    {
                        new SimulatedBudget { Definition = "campaigns/winter/everyone", AtMost = 9, Left = 2 },
                    },
                },
            });

            static GivenSum Given(long units) => new()
            {
                Times = units / 2,
                Coins = { new CoinSum { Coin = "coins/aster", Units = units } },
                DiscountMinorUnits = units,
            };
        }
    }

    private sealed partial class Checkout
    {
        public override Task<EvaluateOrderResponse> EvaluateOrder(
            EvaluateOrderRequest request, ServerCallContext context)
        {
            var result = new Evaluation { TotalMinorUnits = 1980 };
            result.Lines.Add(new LineResult { Number = 1, ListMinorUnits = 2180, PayMinorUnits = 1980 });
            result.Coins.Add(new CoinSum { Coin = "coins/aster", Units = 19 });
            result.Awards.Add(new Award
            {
                Rule = "base",
                Coins = new() { Coin = "coins/aster", Units = 19 },
                Words = new() { En = "19 coins: 1 for each £1.00 of £19.80 paid", ZhCn = "19 积分" },
            });
            result.Misses.Add(new Miss
            {
                Rule = "double",
                Words = new() { En = "There is no member <b>here</b>", ZhCn = "没有会员" },
            });
            return Task.FromResult(new EvaluateOrderResponse { Evaluation = result, RuleSet = request.RuleSet });
        }
    }
}
