using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>More of the coins that rules gave for the order.</summary>
internal static class MultiplyEffect
{
    public static void Give(GivenRule given, int effect, OrderRun run)
    {
        var terms = given.Rule.Effects[effect].Terms;
        foreach (var coin in run.Rules.Terms.Coins)
        {
            var (sum, byLine) = BaseOf(terms.Multiply, coin, given, run);
            var more = checked((long)((Int128)sum * (terms.Multiply.FactorBasisPoints - Units.BasisPoints)
                / Units.BasisPoints));
            if (more > 0)
                given.Outcomes.Add(new Outcome
                {
                    Effect = effect,
                    Terms = terms,
                    Amount = more,
                    Coin = coin,
                    Base = sum,
                    ByLine = byLine,
                });
        }
    }

    /// <summary>The coins that are multiplied, and each line's part of them.</summary>
    private static (long Sum, long[] ByLine) BaseOf(Multiply multiply, string coin, GivenRule self, OrderRun run)
    {
        var sum = 0L;
        var byLine = new long[run.Lines.Length];
        foreach (var (rule, outcome) in run.Given.SelectMany(g => g.Outcomes, (g, o) => (g.Rule, o))
            .Concat(self.Outcomes.Select(o => (self.Rule, o))))
        {
            var counts = rule.Stage switch
            {
                Stage.Earning => multiply.Rules.Count == 0 || multiply.Rules.Contains(rule.Id),
                Stage.Multiplying => multiply.Compound,
                _ => false,
            };
            if (!counts || outcome.Coin != coin)
                continue;
            sum = checked(sum + outcome.Amount);
            CoinsByLine.Add(byLine, outcome, outcome.Amount);
        }
        return (sum, byLine);
    }
}
