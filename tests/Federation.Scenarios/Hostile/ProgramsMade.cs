using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>A brand's programme <c>main</c> with a rule set in each state.</summary>
internal sealed record ProgramsMade
{
    /// <summary>Another person of the brand's.</summary>
    public required FederationClient Second { get; init; }

    public required string Draft { get; init; }

    /// <summary>A draft whose coins pay for what they were earned by.</summary>
    public required string Unsafe { get; init; }

    /// <summary>Proposed; gives away 40 % of an order.</summary>
    public required string Generous { get; init; }

    public required string Approved { get; init; }

    public required string Published { get; init; }

    /// <summary>When the published one was in force.</summary>
    public Timestamp Time { get; private set; } = new();

    /// <summary>An order that is not paid.</summary>
    public string Unpaid { get; private set; } = "";

    /// <summary>A till's sale of one piece.</summary>
    public string Sold { get; private set; } = "";

    /// <summary>An order that was cancelled.</summary>
    public string Cancelled { get; private set; } = "";

    /// <summary>A coupon of a member's.</summary>
    public string Granted { get; private set; } = "";

    /// <summary>The content of an offer, and the offer.</summary>
    public (Order Order, string Text) Offered { get; private set; } = (new(), "");

    public static async Task<ProgramsMade> OnAsync(string brand, FederationClient first, FederationClient second)
    {
        var programs = first.Programs;
        await CreateAsync(programs, brand);
        var (generous, unsafeTerms) = (Terms(brand), Terms(brand));
        generous.Rules.Add(Rule("sale", new Effect
        {
            Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 4000 },
        }));
        var published = Terms(brand);
        published.TierSchemes.Add(Club());
        ReferralsMade.AddTo(published);
        RisksMade.AddTo(published);
        EventsMade.AddOwnCheckIns(published);
        unsafeTerms.CoinPayment = new CoinPayment { Units = 1, MinorUnits = 100, MaximumShareBasisPoints = 10_000 };
        var made = new ProgramsMade
        {
            Second = second,
            Draft = await DraftAsync(programs, brand, Terms(brand)),
            Unsafe = await DraftAsync(programs, brand, unsafeTerms),
            Generous = await DraftAsync(programs, brand, generous),
            Approved = await DraftAsync(programs, brand, published),
            Published = await DraftAsync(programs, brand, published),
        };
        foreach (var name in new[] { made.Generous, made.Approved, made.Published })
            await programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
        foreach (var name in new[] { made.Approved, made.Published })
            await second.Programs.ApproveRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name });
        await programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = made.Published });
        made.Time = await NowAsync(first);
        await made.PlaceOrdersAsync(brand, first.Checkout);
        return made;
    }

    private async Task PlaceOrdersAsync(string brand, CheckoutService.CheckoutServiceClient checkout)
    {
        Unpaid = await PlaceAsync(brand, checkout, OrderState.Placed);
        Sold = await PlaceAsync(brand, checkout, OrderState.Completed);
        Cancelled = await PlaceAsync(brand, checkout, OrderState.Paid);
        await checkout.CancelOrderAsync(new() { Name = Cancelled });
        for (var paid = 0; paid < RisksMade.PerPayer; paid++)
        {
            var known = Order(brand, Time);
            known.PayerHash = RisksMade.Hash(RisksMade.KnownPayer);
            await checkout.PlaceOrderAsync(new() { Program = $"partners/{brand}/programs/main", Order = known });
        }
        var order = Order(brand, Time);
        var offer = await checkout.EvaluateOrderAsync(
            new() { Program = $"partners/{brand}/programs/main", Order = order, WithOffer = true });
        Offered = (order, offer.Offer);
    }

    /// <summary>Gives a member a coupon.</summary>
    public async Task GrantAsync(string brand, FederationClient first, string member) =>
        Granted = (await first.Coupons.GrantCouponsAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = $"partners/{brand}/programs/main",
            Member = member,
            Definition = "gift",
        })).Coupons[0].Name;

    private async Task<string> PlaceAsync(
        string brand, CheckoutService.CheckoutServiceClient checkout, OrderState state) =>
        (await checkout.PlaceOrderAsync(new()
        {
            Program = $"partners/{brand}/programs/main",
            Order = Order(brand, Time),
            State = state,
        })).OrderName;

    /// <summary>A brand's programme <c>main</c> whose rule set is in force; answers since when it certainly
    /// is.</summary>
    public static async Task<Timestamp> InForceAsync(
        string brand, FederationClient first, FederationClient second, RuleSetTerms terms)
    {
        await CreateAsync(first.Programs, brand);
        await ReplaceAsync(brand, first, second, terms);
        return await NowAsync(first);
    }

    /// <summary>Puts another rule set of the programme <c>main</c> in force.</summary>
    public static async Task ReplaceAsync(
        string brand, FederationClient first, FederationClient second, RuleSetTerms terms)
    {
        var name = await DraftAsync(first.Programs, brand, terms);
        await first.Programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
        await second.Programs.ApproveRuleSetAsync(
            new() { RequestId = RequestIds.New(), Name = name, Reason = "meant" });
        await first.Programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name });
    }

    /// <summary>Alliance time.</summary>
    private static async Task<Timestamp> NowAsync(FederationClient client) =>
        (await client.Clock.GetClockAsync(new())).Clock.Now;

    private static async Task CreateAsync(ProgramService.ProgramServiceClient programs, string brand) =>
        await programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + brand,
            ProgramId = "main",
            Title = new LocalizedText { En = "Club" },
        });

    /// <summary>One coin of the brand's for each hundred minor units.</summary>
    public static RuleSetTerms Terms(string coin) => new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/" + coin },
        UnpaidMinutes = 30,
        Coupons = { Coupon("gift", claimable: false), Coupon("free", claimable: true) },
        Rules = { Rule("base", new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }) },
    };

    /// <summary>Levels by money and calendar year: basic, and gold from 200 yuan on.</summary>
    public static TierScheme Club() => new()
    {
        Id = "club",
        Title = new LocalizedText { En = "Club" },
        Of = CountedBy.Money,
        Period = TierPeriod.Year,
        Levels =
        {
            new TierLevel { Id = "basic", Title = new LocalizedText { En = "Basic" } },
            new TierLevel { Id = "gold", Title = new LocalizedText { En = "Gold" }, Threshold = 20_000 },
        },
    };

    /// <summary>An order by nobody in particular.</summary>
    public static Order Order(string brand, Timestamp time) => new()
    {
        Source = "till",
        EventId = RequestIds.New(),
        Merchant = $"partners/{brand}/merchants/till",
        OrderTime = time,
        Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = 1000 } },
    };

    private static CouponDefinition Coupon(string id, bool claimable) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Days = 30, Claimable = claimable };

    /// <summary>A template that gives one coin for each hundred minor units.</summary>
    public static ApplyTemplateRequest Template(string coin, string program) => new()
    {
        RequestId = RequestIds.New(),
        Parent = program,
        Template = "member-coins",
        Coin = "coins/" + coin,
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
    };

    private static Rule Rule(string id, Effect effect) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Effects = { effect } };

    public static async Task<string> DraftAsync(
        ProgramService.ProgramServiceClient programs, string brand, RuleSetTerms terms)
    {
        var request = new CreateRuleSetRequest
        {
            RequestId = RequestIds.New(),
            Parent = $"partners/{brand}/programs/main",
            Terms = terms,
        };
        return (await programs.CreateRuleSetAsync(request)).RuleSet.Name;
    }
}
