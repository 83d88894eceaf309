using Federation.Programs.V1;
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
        var rules = result.Lines.SelectMany(l => l.Discounts).Concat(result.DeliveryDiscounts).Select(d => d.Rule)
            .Distinct(StringComparer.Ordinal).ToList();
        var hasOwn = result.Lines.Any(l => l.ShopDiscountMinorUnits != 0);
        var table = Tables.Of(
        [
            "#line", "goods", "#quantity", "#list price", .. hasOwn ? ["#shop's own"] : Array.Empty<string>(),
            .. rules.Select(r => "#" + r), "#to pay", "#coins",
        ]);
        foreach (var (line, ordered) in result.Lines.Select(l => (l, order.Lines.First(o => o.Number == l.Number))))
            table.Row(
            [
                line.Number, ordered.Sku, ordered.Quantity, money.Cell(line.ListMinorUnits),
                .. hasOwn ? [money.Cell(-line.ShopDiscountMinorUnits)] : Array.Empty<object?>(),
                .. rules.Select(r => Off(line.Discounts, r)), money.Cell(line.PayMinorUnits), Coins(line.Coins),
            ]);
        if (order.DeliveryMinorUnits > 0)
            table.Row(
            [
                null, "delivery", null, money.Cell(order.DeliveryMinorUnits),
                .. hasOwn ? [null] : Array.Empty<object?>(), .. rules.Select(r => Off(result.DeliveryDiscounts, r)),
                money.Cell(result.DeliveryMinorUnits), null,
            ]);
        var discounts = result.Lines.SelectMany(l => l.Discounts).Concat(result.DeliveryDiscounts).ToList();
        return table.Row(
        [
            null, "all", null, money.Cell(result.Lines.Sum(l => l.ListMinorUnits) + order.DeliveryMinorUnits),
            .. hasOwn ? [money.Cell(-result.Lines.Sum(l => l.ShopDiscountMinorUnits))] : Array.Empty<object?>(),
            .. rules.Select(r => Off(discounts, r)), money.Cell(result.TotalMinorUnits),
            string.Join(" + ", result.Coins.Select(c => Coins(c.Units, c.Coin))),
        ]).Caption(new TableTitle(
            $"In {money.Currency}. Coins of a line are those that its money earned; the order's own are in the sum "
            + "alone."));
    }

    private Table Awards()
    {
        var table = Tables.Of("rule", "campaign", "gives", "coupons used");
        foreach (var award in result.Awards)
            table.Row(award.Rule, award.Campaign, language.Say(award.Words), string.Join(", ", award.CouponsUsed));
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

    private static string Coins(IEnumerable<RuleCoins> coins) => string.Join(
        " + ", coins.GroupBy(c => c.Coin, StringComparer.Ordinal).Select(g => Coins(g.Sum(c => c.Units), g.Key)));

    private static string Coins(long units, string coin) =>
        $"{Tables.Cell(units)} {ResourceNames.LastPart(coin)}";
}
