using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Bench;

/// <summary>Orders and events by a programme of 20 rules on orders and one on events, through the gateway of the host
/// that the other paths use: what orders come to, placing them, placing them where every order uses one budget, and
/// reporting events.</summary>
internal sealed class OrderPaths
{
    private const string Plain = "partners/bench/programs/plain";
    private const string Hot = "partners/bench/programs/hot";
    private const string Till = "partners/bench/merchants/till";
    private const int Rules = 20;
    private static readonly EventType Attendance = new() { Kind = EventKind.Attendance };
    private CheckoutService.CheckoutServiceClient[] gateway = [];
    private EventService.EventServiceClient[] events = [];
    private string[] members = [];
    private Metadata headers = [];
    private Timestamp now = new();

    /// <summary>Gives the host's brand a till and two programmes.</summary>
    public static async Task<OrderPaths> StartAsync(GrpcPaths host)
    {
        var paths = new OrderPaths
        {
            gateway = [.. host.Gateways.Select(c => new CheckoutService.CheckoutServiceClient(c))],
            events = [.. host.Gateways.Select(c => new EventService.EventServiceClient(c))],
            members = [.. host.Members],
            headers = host.Headers,
        };
        await paths.PrepareAsync(host);
        return paths;
    }

    public async Task<int> EvaluateAsync(int caller, int member)
    {
        var request = new EvaluateOrderRequest { Program = Plain, Order = Order(member) };
        await gateway[caller % gateway.Length].EvaluateOrderAsync(request, headers);
        return 1;
    }

    public Task<int> PlaceAsync(int caller, int member) => PlaceAsync(Plain, caller, member);

    public Task<int> PlaceHotAsync(int caller, int member) => PlaceAsync(Hot, caller, member);

    /// <summary>Reports that a member attended something, which gives five coins.</summary>
    public async Task<int> ReportAsync(int caller, int member)
    {
        var id = RequestIds.New();
        var happened = new Event
        {
            Source = "app",
            EventId = id,
            Member = members[member],
            Type = Attendance,
            Object = id,
            EventTime = now,
        };
        await events[caller % events.Length].ReportEventAsync(
            new ReportEventRequest { Program = Plain, Event = happened }, headers);
        return 1;
    }

    private async Task<int> PlaceAsync(string program, int caller, int member)
    {
        var request = new PlaceOrderRequest { Program = program, Order = Order(member) };
        await gateway[caller % gateway.Length].PlaceOrderAsync(request, headers);
        return 1;
    }

    private Order Order(int member) => new()
    {
        Source = "till",
        EventId = RequestIds.New(),
        Member = members[member],
        Merchant = Till,
        OrderTime = now,
        Lines =
        {
            new OrderLine { Number = 1, Sku = "tea", Categories = { "drinks" }, Quantity = 2, ListMinorUnits = 1_500 },
            new OrderLine { Number = 2, Sku = "cake", Categories = { "food" }, Quantity = 1, ListMinorUnits = 3_000 },
            new OrderLine { Number = 3, Sku = "cup", Categories = { "goods" }, Quantity = 1, ListMinorUnits = 4_500 },
        },
    };

    private async Task PrepareAsync(GrpcPaths host)
    {
        var admin = host.As("admin");
        await admin.Merchants.CreateMerchantAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            MerchantId = "till",
            DisplayName = "Till",
            Coin = "coins/bench",
        });
        var made = await host.Brand.Credentials.CreateCredentialAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            DisplayName = "second person",
            Role = CredentialRole.PartnerAdmin,
        });
        var second = host.Client(made.Credential.ClientId, made.ClientSecret);
        await PublishAsync(host.Brand, second, "plain", Terms());
        var hot = Terms();
        hot.Rules[0].Limits.Add(new Limit
        {
            Per = Per.Everyone,
            Period = Period.Ever,
            Of = LimitedBy.Coins,
            AtMost = 1_000_000_000_000,
        });
        await PublishAsync(host.Brand, second, "hot", hot);
        now = (await admin.Clock.GetClockAsync(new())).Clock.Now;
    }

    private static async Task PublishAsync(
        FederationClient first, FederationClient second, string program, RuleSetTerms terms)
    {
        await first.Programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            ProgramId = program,
            Title = new LocalizedText { En = program },
        });
        var draft = await first.Programs.CreateRuleSetAsync(
            new() { RequestId = RequestIds.New(), Parent = $"partners/bench/programs/{program}", Terms = terms });
        var name = draft.RuleSet.Name;
        await first.Programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
        await second.Programs.ApproveRuleSetAsync(
            new() { RequestId = RequestIds.New(), Name = name, Reason = "a benchmark" });
        await first.Programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name });
    }

    /// <summary>A coin for each hundred minor units, and discounts of which some apply.</summary>
    private static RuleSetTerms Terms()
    {
        var terms = new RuleSetTerms
        {
            Currency = "CNY",
            SettlementUnitsPerMinorUnit = 100,
            TimeZone = "Asia/Shanghai",
            Coins = { "coins/bench" },
            UnpaidMinutes = 30,
            Rules = { Rule("base", null, new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }) },
        };
        var attended = Rule("attended", null, new Effect { Earn = new Earn { Units = 5 } });
        attended.On = new Trigger { Events = { Attendance } };
        terms.Rules.Add(attended);
        for (var i = 1; i < Rules; i++)
        {
            var lines = new LineFilter { Categories = { i % 5 == 0 ? "drinks" : $"other{i}" } };
            var off = new Discount { Scope = DiscountScope.EachLine, Lines = lines, BasisPoints = 100 };
            var from = new BasketMoney { Lines = lines, AtLeastMinorUnits = 1_000 * i };
            terms.Rules.Add(Rule($"rule-{i}", new Condition { Basket = from }, new Effect { Discount = off }));
        }
        return terms;
    }

    private static Rule Rule(string id, Condition? condition, Effect effect) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Condition = condition,
        Effects = { effect },
    };
}
