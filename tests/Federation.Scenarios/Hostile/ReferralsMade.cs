using Federation.Client;
using Federation.Programs.V1;

namespace Federation.Scenarios;

/// <summary>Rules on referrals, and calls about them.</summary>
internal static class ReferralsMade
{
    /// <summary>Adds: who brings a member that buys for 100 yuan and keeps it gets 200 coins, the new member 100; so
    /// often a month.</summary>
    public static void AddTo(RuleSetTerms terms, int monthly = 10)
    {
        terms.Referrals = new Referrals { MinimumMinorUnits = 10_000, HoldbackDays = 1 };
        terms.Rules.Add(On("referrer", ReferralSide.Referrer, 200, monthly));
        terms.Rules.Add(On("referred", ReferralSide.Referred, 100, monthly));
    }

    public static CreateReferralCodeRequest Creating(string program, string member) =>
        new() { RequestId = RequestIds.New(), Program = program, Member = member };

    public static UseReferralCodeRequest Using(string program, string member, string code) =>
        new() { RequestId = RequestIds.New(), Program = program, Member = member, Code = code };

    /// <summary>A member's own code.</summary>
    public static async Task<string> CodeAsync(FederationClient brand, string program, string member) =>
        (await brand.Referrals.CreateReferralCodeAsync(Creating(program, member))).Code.Code;

    private static Rule On(string id, ReferralSide side, long units, int monthly)
    {
        var rule = EventsMade.On(id, EventsMade.Kind(EventKind.ReferralQualified), EventsMade.Earn(units));
        rule.Condition = new Condition { Event = new EventIs { Sides = { side } } };
        rule.Limits.Add(new Limit { Per = Per.Member, Period = Period.Month, Of = LimitedBy.Times, AtMost = monthly });
        return rule;
    }
}
