using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>How the money of a rule set is shown in tables.</summary>
internal static class ProgramMoney
{
    public static SettlementMoney Of(string currency) => new(currency, Currencies.DigitsOf(currency));

    /// <summary>Asked for; not where JSON is shown, which has minor units.</summary>
    public static async Task<SettlementMoney> OfAsync(Session session, string ruleSet, CancellationToken cancel)
    {
        if (session.Json)
            return default;
        var response = await session.Client.Programs.GetRuleSetAsync(
            new GetRuleSetRequest { Name = ruleSet }, cancellationToken: cancel);
        return Of(response.RuleSet.Terms.Currency);
    }
}
