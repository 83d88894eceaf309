using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>A brand with a programme that was made from a template, and everything set up that the template proposes.
/// Its first day is a 1 March in Shanghai; it is noon each day.</summary>
internal sealed class TemplateStory
{
    private const string Value = "the public value of that day";
    private readonly string template;
    private readonly Timestamp begin;
    private int sent;

    private TemplateStory(
        Alliance alliance, FederationClient brand, FederationClient second, string template, Timestamp begin)
    {
        (Alliance, Brand, Second) = (alliance, brand, second);
        (this.template, this.begin) = (template, begin);
    }

    public Alliance Alliance { get; }

    /// <summary>One partner admin of the brand.</summary>
    public FederationClient Brand { get; }

    /// <summary>Another one.</summary>
    public FederationClient Second { get; }

    public string Id => IdOf(template);

    public string Program => $"partners/{Id}/programs/main";

    private int Day { get; set; }

    /// <summary>The brand and its programme in force, with what is set up besides.</summary>
    public static async Task<TemplateStory> BeginAsync(Alliance alliance, string template)
    {
        var brand = await alliance.GivenPartnerAsync(IdOf(template));
        var second = await alliance.GivenCredentialAsync(IdOf(template), CredentialRole.PartnerAdmin);
        var begin = NextMarch((await brand.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset());
        await alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = begin });
        var story = new TemplateStory(alliance, brand, second, template, begin);
        foreach (var step in await story.PublishAsync())
            if (step.Request is { } request)
                await story.SetUpAsync(request);
        return story;
    }

    public Timestamp On(int day) => begin + Duration.FromTimeSpan(TimeSpan.FromDays(day));

    /// <summary>Passes time until noon of a day; the first day is 0.</summary>
    public async Task UntilAsync(int day)
    {
        Day = day;
        await Alliance.Admin.Clock.AdvanceClockAsync(new() { RequestId = RequestIds.New(), Now = On(day) });
    }

    public Task<string> MemberAsync(string number) => Scenarios.Alliance.GivenMemberAsync(Brand, number);

    /// <summary>Places an order of now; goods of one price each.</summary>
    public async Task<PlaceOrderResponse> BuyAsync(
        string member, OrderLine[] lines, OrderState state = OrderState.Completed, Action<Order>? more = null)
    {
        var order = new Order
        {
            Source = "shop",
            EventId = $"{++sent}",
            Member = member,
            Merchant = $"partners/{Id}/merchants/till",
            OrderTime = On(Day),
        };
        foreach (var line in lines)
        {
            line.Number = order.Lines.Count + 1;
            order.Lines.Add(line);
        }
        more?.Invoke(order);
        return await Brand.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order, State = state });
    }

    /// <summary>Places an order of one piece, in yuan.</summary>
    public Task<PlaceOrderResponse> BuyAsync(string member, long yuan) => BuyAsync(member, [Goods(yuan * 100)]);

    public static OrderLine Goods(long price, int quantity = 1, string category = "", string tag = "") => new()
    {
        Sku = "goods",
        Quantity = quantity,
        ListMinorUnits = price,
        Categories = { new[] { category }.Where(c => c.Length > 0) },
        Tags = { new[] { tag }.Where(t => t.Length > 0) },
    };

    public async Task ReturnAsync(PlaceOrderResponse placed) => await Brand.Checkout.ReturnOrderAsync(
        new() { Name = placed.OrderName, ReturnId = $"r{++sent}", All = true });

    /// <summary>An event that happened on a day.</summary>
    public ReportEventRequest Event(
        string member, EventKind kind, string name = "", int? day = null, Action<Event>? more = null)
    {
        var happened = new Event
        {
            Source = "app",
            EventId = $"{++sent}",
            Member = member,
            Type = new EventType { Kind = kind, Name = name },
            EventTime = On(day ?? Day),
        };
        more?.Invoke(happened);
        return new ReportEventRequest { Program = Program, Event = happened };
    }

    /// <summary>Reports an event of now; the coins that it gives.</summary>
    public async Task<long> ReportAsync(
        string member, EventKind kind, string name = "", Action<Event>? more = null) =>
        (await Brand.Events.ReportEventAsync(Event(member, kind, name, more: more))).Evaluation.Coins
        .Sum(c => c.Units);

    public async Task<Redemption> RedeemAsync(string member, string reward) =>
        (await Brand.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(RewardOf(reward), member))).Redemption;

    public string RewardOf(string id) => $"partners/{Id}/rewards/{id}";

    public async Task EnterAsync(string member, string draw, int tickets) =>
        await Brand.Draws.EnterDrawAsync(DrawsMade.Entering(DrawOf(draw), member, tickets));

    /// <summary>Draws, by two persons, once the closing time has come; the winners in order.</summary>
    public async Task<IReadOnlyList<string>> DrawAsync(string id)
    {
        var name = DrawOf(id);
        await Brand.Draws.CloseDrawAsync(DrawsMade.Closing(name));
        await Brand.Draws.ProposeRevealAsync(DrawsMade.Proposing(name, Value));
        await Second.Draws.RevealDrawAsync(DrawsMade.Revealing(name, Value));
        Assert.True(DrawCheck.Of(await DrawsMade.PublishedAsync(Brand, name)).Proves);
        return [.. (await Brand.Draws.ListWinnersAsync(new() { Name = name })).Winners.Select(w => w.Member)];
    }

    /// <summary>What a member has: all of it, and what can be spent now.</summary>
    public async Task AssertCoinsAsync(string member, long balance, long available)
    {
        var wallet = await WalletAsync(member);
        Assert.Equal((balance, available, 0), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.ReceivableUnits));
    }

    public async Task<Wallet> WalletAsync(string member) =>
        (await Brand.Ledger.GetWalletAsync(new() { Name = $"{member}/wallets/{Id}" })).Wallet;

    public static async Task AssertRefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => call.ResponseAsync);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    private string DrawOf(string id) => $"partners/{Id}/draws/{id}";

    /// <summary>One person proposes the draft as it is, another one approves; what is to be set up besides.</summary>
    private async Task<IReadOnlyList<TemplateStep>> PublishAsync()
    {
        await Brand.Programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + Id,
            ProgramId = "main",
            Title = new LocalizedText { En = "Club" },
        });
        var applied = await Brand.Programs.ApplyTemplateAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = Program,
            Template = template,
            Coin = "coins/" + Id,
            Currency = "CNY",
            SettlementUnitsPerMinorUnit = 100,
            TimeZone = "Asia/Shanghai",
        });
        var name = applied.RuleSet.Name;
        await Brand.Programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
        await Second.Programs.ApproveRuleSetAsync(
            new() { RequestId = RequestIds.New(), Name = name, Reason = "as the template says" });
        await Brand.Programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name });
        return applied.Setup;
    }

    /// <summary>Sends a proposed request as it is; rewards are activated and filled, draws get a public
    /// value.</summary>
    private async Task SetUpAsync(Any proposed)
    {
        if (proposed.TryUnpack(out UpdateCoinRequest coin))
        {
            coin.RequestId = RequestIds.New();
            await Brand.Coins.UpdateCoinAsync(coin);
            await EarnedByItsRuleAsync();
        }
        else if (proposed.TryUnpack(out SetMessageSettingsRequest settings))
        {
            settings.RequestId = RequestIds.New();
            await Brand.Messages.SetMessageSettingsAsync(settings);
        }
        else if (proposed.TryUnpack(out CreateRewardRequest reward))
        {
            await RewardsMade.ActiveAsync(
                Brand, reward.RewardId, reward.Terms, reward.Terms.Kind == RewardKind.Goods ? 5 : 0);
            if (reward.Terms.Kind == RewardKind.Code)
                await Brand.Rewards.AddCodesAsync(new()
                {
                    RequestId = RequestIds.New(),
                    Name = RewardOf(reward.RewardId),
                    Codes = { "FILM-1" },
                });
        }
        else
        {
            var draw = proposed.Unpack<CreateDrawRequest>();
            draw.RequestId = RequestIds.New();
            draw.Terms.PublicValueName = "the public value of the closing day";
            await Brand.Draws.CreateDrawAsync(draw);
        }
    }

    /// <summary>Waits until the ledger knows that the coin expires; that takes a second at the most.</summary>
    private async Task EarnedByItsRuleAsync()
    {
        var earning = new EarnRequest
        {
            RequestId = RequestIds.New(),
            Member = await MemberAsync("nobody"),
            Amount = Scenarios.Alliance.Coins(Id, 1),
        };
        var asked = new DryRunRequest { Mode = BatchMode.Independent, Items = { new BatchItem { Earn = earning } } };
        while ((await Brand.Ledger.DryRunAsync(asked)).Results.Single().Journal.Entries
            .All(e => e.Lot?.ExpireTime is null))
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static string IdOf(string template) => template.Replace("-", "", StringComparison.Ordinal);

    /// <summary>Noon in Shanghai of the first 1 March that is ahead.</summary>
    private static Timestamp NextMarch(DateTimeOffset now)
    {
        var march = new DateTimeOffset(now.Year, 3, 1, 4, 0, 0, TimeSpan.Zero);
        return (march > now ? march : march.AddYears(1)).ToTimestamp();
    }
}
