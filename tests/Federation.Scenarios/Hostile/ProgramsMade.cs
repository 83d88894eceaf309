using Federation.Client;
using Federation.Programs.V1;

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

    public static async Task<ProgramsMade> OnAsync(string brand, FederationClient first, FederationClient second)
    {
        var programs = first.Programs;
        await programs.CreateProgramAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/" + brand,
            ProgramId = "main",
            Title = new LocalizedText { En = "Club" },
        });
        var (generous, unsafeTerms) = (Terms(brand), Terms(brand));
        generous.Rules.Add(Rule("sale", new Effect
        {
            Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 4000 },
        }));
        unsafeTerms.CoinPayment = new CoinPayment { Units = 1, MinorUnits = 100, MaximumShareBasisPoints = 10_000 };
        var made = new ProgramsMade
        {
            Second = second,
            Draft = await DraftAsync(programs, brand, Terms(brand)),
            Unsafe = await DraftAsync(programs, brand, unsafeTerms),
            Generous = await DraftAsync(programs, brand, generous),
            Approved = await DraftAsync(programs, brand, Terms(brand)),
            Published = await DraftAsync(programs, brand, Terms(brand)),
        };
        foreach (var name in new[] { made.Generous, made.Approved, made.Published })
            await programs.ProposeRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name, Revision = 1 });
        foreach (var name in new[] { made.Approved, made.Published })
            await second.Programs.ApproveRuleSetAsync(new() { RequestId = RequestIds.New(), Name = name });
        await programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = made.Published });
        return made;
    }

    /// <summary>One coin of the brand's for each hundred minor units.</summary>
    public static RuleSetTerms Terms(string coin) => new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/" + coin },
        UnpaidMinutes = 30,
        Rules = { Rule("base", new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }) },
    };

    private static Rule Rule(string id, Effect effect) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Effects = { effect } };

    private static async Task<string> DraftAsync(
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
