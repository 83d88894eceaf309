using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What risk rules count of an order or an event, and what they answer.</summary>
internal static class RiskCounts
{
    /// <summary>The risk rules that count it: those on it, for whom it names somebody to count it for.</summary>
    public static IEnumerable<CompiledRisk> Of(OrderRun run)
    {
        foreach (var risk in run.Rules.Risks)
        {
            if (risk.Triggers.Contains(run.Trigger) && Names(risk.Terms.Per, run))
                yield return risk;
        }
    }

    /// <summary>Says which rules answer, and returns what is counted. What is let pass may not make the count more than
    /// the rule lets pass: so of orders at the same time the ledger lets no more pass either.</summary>
    public static IEnumerable<TallyMove> Write(Evaluation result, OrderRun run)
    {
        var moves = new List<TallyMove>();
        foreach (var risk in Of(run))
        {
            var units = UnitsOf(risk.Terms.Of, result);
            if (units == 0)
                continue;
            var counted = checked(run.Tally(risk.Definition, risk.Terms.Period) + units);
            var answers = counted > risk.Terms.MoreThan
                && (risk.Terms.Answer == RiskAnswer.Refuse || run.Member is not null);
            var move = new TallyMove
            {
                Key = TallyMoves.Key(risk.Definition, risk.Terms.Per, risk.Terms.Period, run),
                Add = units,
            };
            if (answers)
                result.Risks.Add(new RiskSignal
                {
                    Rule = risk.Terms.Id,
                    Answer = risk.Terms.Answer,
                    Counted = counted,
                });
            else if (counted <= risk.Terms.MoreThan)
                move.AtMost = risk.Terms.MoreThan;
            moves.Add(move);
        }
        return moves;
    }

    /// <summary>What an order or an event counts.</summary>
    public static long UnitsOf(LimitedBy of, Evaluation result) => of switch
    {
        LimitedBy.Money => result.TotalMinorUnits,
        LimitedBy.Coins => result.Coins.Sum(c => c.Units),
        _ => 1,
    };

    private static bool Names(Per per, OrderRun run) => per switch
    {
        Per.Member => run.Member is not null,
        Per.Payer => run.Order.PayerHash.Length > 0,
        Per.Device => run.Order.DeviceHash.Length > 0,
        Per.Employee => run.Order.Employee.Length > 0,
        _ => true,
    };
}
