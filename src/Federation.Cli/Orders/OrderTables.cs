using Federation.Programs.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>A placed order, what happened to it and what came back of it, as tables.</summary>
/// <param name="decision">The order's decision: its goods and its currency.</param>
internal sealed class OrderTables(EvaluationRecord decision)
{
    private readonly SettlementMoney money = ProgramMoney.Of(decision.Terms?.Currency ?? "");

    /// <summary>Asks for the order's decision; not where JSON is shown.</summary>
    public static async Task<OrderTables> OfAsync(Session session, PlacedOrder order, CancellationToken cancel)
    {
        if (session.Json)
            return new OrderTables(new EvaluationRecord());
        var response = await session.Client.Checkout.GetEvaluationAsync(
            new GetEvaluationRequest { Name = order.EvaluationName }, cancellationToken: cancel);
        return new OrderTables(response.Record);
    }

    public static Table State(PlacedOrder order)
    {
        var table = Tables.Of("order", "").Row("name", order.Name).Row("source", order.Source)
            .Row("number", order.EventId).Row("state", order.State).Row("rule set", order.RuleSet)
            .Row("record", order.EvaluationName);
        return order.UnpaidExpireTime is { } end ? table.Row("cancelled unless paid by", end) : table;
    }

    public Table History(PlacedOrder order)
    {
        var table = Tables.Of(
            "#step", "state", "return", "happened", "booked", "#paid back", "#coins taken back", "coins stayed",
            "journal");
        foreach (var (step, number) in order.Steps.Select((s, i) => (s, i)))
            table.Row(
                number, step.State, step.ReturnId, step.StepTime, step.CreateTime,
                step.Back is { MinorUnits: > 0 } back ? money.Cell(back.MinorUnits) : null,
                step.Back is { Awards.Count: > 0 } taken ? taken.Awards.Sum(a => a.Units) : null,
                step.CoinsLeft ? true : null, step.Journal);
        return table;
    }

    /// <summary>What came back: goods, money, coins, coupons, levels.</summary>
    /// <param name="back">What came back.</param>
    /// <param name="replayed">Whether it had come back before.</param>
    public IEnumerable<Table> Back(OrderBack back, bool replayed)
    {
        yield return Tables.Of("paid back", "booked before").Row(money.Text(back.MinorUnits), replayed);
        if (back.Lines.Count > 0)
            yield return Goods(back);
        if (back.Tenders.Count > 0)
            yield return Money(back);
        if (back.Awards.Count > 0)
            yield return Coins(back);
        if (back.CouponsGivenBack.Count + back.CouponsVoided.Count > 0)
            yield return Coupons(back);
        if (back.TierGrantsRevoked.Count > 0)
            yield return Levels(back);
    }

    private Table Goods(OrderBack back)
    {
        var table = Tables.Of("#line", "goods", "#quantity");
        foreach (var line in back.Lines)
            table.Row(
                line.Number, decision.Order?.Lines.FirstOrDefault(l => l.Number == line.Number)?.Sku, line.Quantity);
        return table;
    }

    private Table Money(OrderBack back)
    {
        var table = Tables.Of("paid back to", "#money", "#coins", "by");
        foreach (var tender in back.Tenders)
            table.Row(
                tender.Kind, money.Cell(tender.MinorUnits), tender.CoinUnits > 0 ? tender.CoinUnits : null,
                tender.Kind switch
                {
                    TenderKind.Coins => "done",
                    TenderKind.Exchange => "the exchange's refund",
                    _ => "the brand",
                });
        return table;
    }

    private static Table Coins(OrderBack back)
    {
        var table = Tables.Of("rule", "coin", "#coins taken back");
        foreach (var award in back.Awards)
            table.Row(award.Rule, award.Coin, award.Units);
        return table;
    }

    private static Table Coupons(OrderBack back)
    {
        var table = Tables.Of("coupon", "what became of it");
        foreach (var coupon in back.CouponsGivenBack)
            table.Row(coupon, "can be used again");
        foreach (var coupon in back.CouponsVoided)
            table.Row(coupon, back.CouponsOwed.Contains(coupon)
                ? "void; it was used before, so the member owes what it gave"
                : "void");
        return table;
    }

    private static Table Levels(OrderBack back)
    {
        var table = Tables.Of("levels taken back");
        foreach (var grant in back.TierGrantsRevoked)
            table.Row(grant);
        return table;
    }
}
