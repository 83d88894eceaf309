using Federation.Programs.V1;
using Federation.Rules;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>What an order comes to, as tables.</summary>
/// <param name="order">The order.</param>
/// <param name="result">What it comes to.</param>
/// <param name="language">The language of reasons.</param>
/// <param name="money">How its money is shown.</param>
internal sealed class EvaluationTables(
    Order order, Evaluation result, SpokenLanguage language, SettlementMoney money)
{
    /// <summary>Asks for the rule set: its currency, and the words of what the answer has none of. Not where JSON is
    /// shown.</summary>
    public static async Task<EvaluationTables> OfAsync(
        Session session, Order order, Evaluation result, string ruleSet, SpokenLanguage language,
        CancellationToken cancel)
    {
        if (session.Json)
            return new EvaluationTables(order, result, language, default);
        var terms = (await session.Client.Programs.GetRuleSetAsync(
            new GetRuleSetRequest { Name = ruleSet }, cancellationToken: cancel)).RuleSet.Terms;
        if (result.Awards.Any(a => a.Words is null) || result.Misses.Any(m => m.Words is null))
            Words.Add(result, CompiledRuleSet.Of(ruleSet, terms));
        return new EvaluationTables(order, result, language, ProgramMoney.Of(terms.Currency));
    }

    public IEnumerable<Table> All()
    {
        yield return Lines();
        if (result.Awards.Count > 0)
            yield return Awards();
        if (result.Misses.Count > 0)
            yield return Misses();
        if (result.Tiers.Count > 0)
            yield return Levels();
    }

    public Table Lines()
    {
        var discounts = result.Lines.SelectMany(l => l.Discounts).Concat(result.DeliveryDiscounts).ToList();
        var rules = discounts.Select(d => d.Rule).Distinct(StringComparer.Ordinal).ToList();
        var hasOwn = result.Lines.Any(l => l.ShopDiscountMinorUnits != 0);
        var table = Tables.Of(
        [
            "#line", "goods", "#quantity", "#list price", .. Optional("#shop's own"), .. rules.Select(r => "#" + r),
            $"#to pay ({money.Currency})", "#coins",
        ]);
        foreach (var (line, ordered) in result.Lines.Select(l => (l, order.Lines.First(o => o.Number == l.Number))))
            table.Row(
            [
                line.Number, ordered.Sku, ordered.Quantity, money.Cell(line.ListMinorUnits),
                .. Optional(money.Cell(-line.ShopDiscountMinorUnits)), .. rules.Select(r => Off(line.Discounts, r)),
                money.Cell(line.PayMinorUnits), Coins(line.Coins),
            ]);
        if (order.DeliveryMinorUnits > 0)
            table.Row(
            [
                null, "delivery", null, money.Cell(order.DeliveryMinorUnits), .. Optional(""),
                .. rules.Select(r => Off(result.DeliveryDiscounts, r)), money.Cell(result.DeliveryMinorUnits), null,
            ]);
        if (Coins(OrdersOwnCoins()) is { Length: > 0 } own)
            table.Row([null, "the order as such", null, null, .. Optional(""), .. rules.Select(_ => ""), null, own]);
        return table.Row(
        [
            null, "all", null, money.Cell(result.Lines.Sum(l => l.ListMinorUnits) + order.DeliveryMinorUnits),
            .. Optional(money.Cell(-result.Lines.Sum(l => l.ShopDiscountMinorUnits))),
            .. rules.Select(r => Off(discounts, r)), money.Cell(result.TotalMinorUnits),
            Coins(result.Coins.Select(c => (c.Coin, c.Units))),
        ]);

        IEnumerable<string> Optional(string cell) => hasOwn ? [cell] : [];
    }

    private Table Awards()
    {
        var table = Tables.Of("rule", "gives");
        foreach (var award in result.Awards)
            table.Row(award.Rule, language.Say(award.Words));
        return table;
    }

    public Table Misses()
    {
        var table = Tables.Of("gives nothing", "because", "where", "#missing", "says");
        foreach (var miss in result.Misses)
            table.Row(
                miss.Rule, miss.Reason, miss.Path, miss.Missing > 0 ? miss.Missing : null, language.Say(miss.Words));
        return table;
    }

    private Table Levels()
    {
        var table = Tables.Of("scheme", "level before", "#counted", "next level", "#missing");
        foreach (var tier in result.Tiers)
            table.Row(
                tier.Scheme, tier.Level, tier.Counted, tier.NextLevel, tier.NextLevel.Length > 0 ? tier.Missing : null);
        return table;
    }

    private string Off(IEnumerable<RuleAmount> discounts, string rule)
    {
        var off = discounts.Where(d => d.Rule == rule).Sum(d => d.MinorUnits);
        return off == 0 ? "" : money.Cell(-off);
    }

    /// <summary>Coins that no line earned: a fixed number for the order.</summary>
    private IEnumerable<(string Coin, long Units)> OrdersOwnCoins() =>
        from sum in result.Coins
        let lines = result.Lines.SelectMany(l => l.Coins).Where(c => c.Coin == sum.Coin).Sum(c => c.Units)
        where sum.Units > lines
        select (sum.Coin, sum.Units - lines);

    private static string Coins(IEnumerable<RuleCoins> coins) => Coins(
        coins.GroupBy(c => c.Coin, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(c => c.Units))));

    private static string Coins(IEnumerable<(string Coin, long Units)> coins) => string.Join(
        " + ", coins.Select(c => $"{Tables.Cell(c.Units)} {ResourceNames.LastPart(c.Coin)}"));
}
