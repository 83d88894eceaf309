using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Coins by money, by quantity, or a fixed number.</summary>
internal static class EarnEffect
{
    public static void Give(GivenRule given, int effect, OrderRun run)
    {
        var compiled = given.Rule.Effects[effect];
        var earn = compiled.Terms.Earn;
        var (byLine, sum) = earn.StepCase switch
        {
            Earn.StepOneofCase.PerMinorUnits => Paid(earn, compiled.Filter, run),
            Earn.StepOneofCase.PerQuantity => Quantities(compiled.Filter, run),
            _ => (null, 0),
        };
        var row = earn.Table is { } table ? EventCheck.RowOf(table, run) : null;
        var coins = earn.StepCase switch
        {
            Earn.StepOneofCase.PerMinorUnits => Steps(earn, sum, earn.PerMinorUnits),
            Earn.StepOneofCase.PerQuantity => Steps(earn, sum, earn.PerQuantity),
            _ => checked((row?.Units ?? earn.Units) * given.Times),
        };
        if (coins == 0)
            return;
        given.Outcomes.Add(new Outcome
        {
            Effect = effect,
            Terms = compiled.Terms,
            Amount = coins,
            Coin = earn.Coin.Length > 0 ? earn.Coin : run.Rules.Terms.Coins[0],
            Base = sum,
            ByLine = byLine,
            Times = given.Times,
            TableKey = row?.Key ?? "",
        });
    }

    /// <summary>What tenders that count paid for each matching line.</summary>
    private static (long[] ByLine, long Sum) Paid(Earn earn, int filter, OrderRun run)
    {
        var total = run.Left.Sum() + run.Delivery;
        var share = new RunningShare(Counting(earn, run.Order, total), total);
        var paid = new long[run.Lines.Length];
        var sum = 0L;
        for (var i = 0; i < paid.Length; i++)
        {
            var part = share.Next(run.Left[i]);
            if (!run.Matches(filter, i))
                continue;
            paid[i] = part;
            sum += part;
        }
        return (paid, sum);
    }

    /// <summary>What is paid by tenders that count.</summary>
    private static long Counting(Earn earn, Order order, long total)
    {
        if (order.Tenders.Count == 0)
            return Counts(TenderKind.Money) ? total : 0;
        var sum = 0L;
        foreach (var tender in order.Tenders)
            sum += Counts(tender.Kind) ? tender.MinorUnits : 0;
        return sum;

        bool Counts(TenderKind kind) => earn.Tenders.Count == 0
            ? kind is TenderKind.Money or TenderKind.StoredValue
            : earn.Tenders.Contains(kind);
    }

    private static (long[] ByLine, long Sum) Quantities(int filter, OrderRun run)
    {
        var quantities = new long[run.Lines.Length];
        for (var i = 0; i < quantities.Length; i++)
            quantities[i] = run.Matches(filter, i) ? run.Lines[i].Quantity : 0;
        return (quantities, quantities.Sum());
    }

    private static long Steps(Earn earn, long sum, long per) => earn.Rounding switch
    {
        CoinRounding.Down => checked((long)((Int128)sum * earn.Units / per)),
        CoinRounding.HalfUp => RunningShare.HalfUp((Int128)sum * earn.Units, per),
        _ => checked(sum / per * earn.Units),
    };
}
