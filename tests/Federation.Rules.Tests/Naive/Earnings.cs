using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The coins that effects come to before limits.</summary>
internal static class Earnings
{
    public static CoinGift Of(Earn earn, Rule rule, int times, Situation situation, State state)
    {
        var coin = earn.Coin.Length > 0 ? earn.Coin : situation.Terms.Coins[0];
        var row = earn.Table is { } table ? RowOf(table, situation) : null;
        if (earn.StepCase == Earn.StepOneofCase.None)
            return new CoinGift(coin, 0, (BigInteger)(row is null ? earn.Units : row.Units) * times)
            {
                TableKey = row is null ? "" : row.Key,
                Times = times,
                ExpireDays = earn.ExpireDays,
                AvailableDays = earn.AvailableDays,
                Promotional = earn.Promotional || rule.Campaign.Length > 0,
            };
        var isByMoney = earn.StepCase == Earn.StepOneofCase.PerMinorUnits;
        var weights = isByMoney ? PaidFor(earn, situation, state)
            : [.. state.Matching(earn.Lines).Select(l => (l.Number, l.Quantity))];
        var from = weights.Sum(w => w.Amount);
        return new CoinGift(coin, from, Rounded(earn, from, isByMoney ? earn.PerMinorUnits : earn.PerQuantity))
        {
            ExpireDays = earn.ExpireDays,
            Promotional = earn.Promotional || rule.Campaign.Length > 0,
            Weights = weights,
        };
    }

    private static EventTableRow? RowOf(EventTable table, Situation situation)
    {
        var happened = situation.Event!;
        var key = table.By switch
        {
            EventAttribute.Object => happened.Object,
            EventAttribute.Grade => happened.Grade,
            EventAttribute.Channel => happened.Channel,
            _ => new Runs(situation).Key,
        };
        return table.Rows.SingleOrDefault(r => key.Length > 0 && r.Key == key);
    }

    /// <summary>More of each coin, in the order of the rule set.</summary>
    public static List<CoinGift> Of(Multiply multiply, Rule rule, Situation situation, State state) =>
        [.. situation.Terms.Coins.Select(coin => Of(multiply, rule, coin, state))];

    private static CoinGift Of(Multiply multiply, Rule rule, string coin, State state)
    {
        var multiplied = state.Gifts.Where(g => g.Coins?.Coin == coin && IsMultiplied(multiply, g.Rule))
            .Select(g => g.Coins!).ToList();
        var from = multiplied.Sum(c => c.Computed);
        var weights = state.Lines.Select(l => (l.Number, multiplied.Sum(c => PartOf(c, l)))).ToList();
        var more = new Fraction(from * (multiply.FactorBasisPoints - 10000), 10000).Floor();
        return new CoinGift(coin, from, more) { Weights = weights, Promotional = rule.Campaign.Length > 0 };
    }

    private static bool IsMultiplied(Multiply multiply, Rule rule) => Stages.Of(rule) switch
    {
        Stage.Earning => multiply.Rules.Count == 0 || multiply.Rules.Contains(rule.Id),
        Stage.Multiplying => multiply.Compound,
        _ => false,
    };

    private static BigInteger PartOf(CoinGift coins, Line line) =>
        Shares.Of(coins.Computed, coins.Weights).Where(p => p.Line == line.Number).Sum(p => p.Amount);

    /// <summary>What the tenders that count paid for each matching line.</summary>
    private static List<(int Line, BigInteger Amount)> PaidFor(Earn earn, Situation situation, State state)
    {
        var kinds = earn.Tenders.Count > 0
            ? earn.Tenders.ToList() : [TenderKind.Money, TenderKind.StoredValue];
        var total = state.Lines.Sum(l => l.Left) + state.Delivery;
        var paid = situation.Order.Tenders.Count == 0
            ? (kinds.Contains(TenderKind.Money) ? total : 0)
            : situation.Order.Tenders.Where(t => kinds.Contains(t.Kind)).Sum(t => new BigInteger(t.MinorUnits));
        var parts = Shares.Of(paid, [.. state.Lines.Select(l => l.Left), state.Delivery]);
        return [.. state.Lines.Select((line, i) => (Line: line, Part: parts[i]))
            .Where(p => p.Line.Matches(earn.Lines)).Select(p => (p.Line.Number, p.Part))];
    }

    private static BigInteger Rounded(Earn earn, BigInteger from, long step) => earn.Rounding switch
    {
        CoinRounding.Down => new Fraction(from * earn.Units, step).Floor(),
        CoinRounding.HalfUp => new Fraction(from * earn.Units, step).HalfUp(),
        _ => new Fraction(from, step).Floor() * earn.Units,
    };
}
