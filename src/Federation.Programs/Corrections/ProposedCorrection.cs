using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>The rows of a correction that is proposed. Pure.</summary>
internal sealed class ProposedCorrection
{
    /// <param name="request">What is asked for.</param>
    /// <param name="ruleSet">The rule set that should have decided.</param>
    /// <param name="number">The correction's number.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="caller">Who proposes it.</param>
    /// <param name="period">The orders, compared.</param>
    public ProposedCorrection(
        ProposeCorrectionRequest request, RuleSetRow ruleSet, long number, DateTimeOffset now, Caller caller,
        ComparedPeriod period)
    {
        var program = ruleSet.Name.Program;
        var compared = period.Comparison.Lines().ToList();
        Correction = new CorrectionRow
        {
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Number = number,
            RuleSet = ruleSet.Number,
            RuleSetDigest = ruleSet.Digest,
            FromTime = request.FromTime.ToDateTimeOffset(),
            ToTime = request.ToTime.ToDateTimeOffset(),
            ReasonCode = request.ReasonCode,
            Reason = request.Reason,
            State = compared.Count > 0 ? CorrectionState.Proposed : CorrectionState.NoDifference,
            Proposer = caller.Actor,
            CreateTime = now,
            Orders = period.Comparison.Orders,
            UnearnedOrders = period.Unearned,
            UnknownOrders = period.Unknown,
            Lines = compared.Count,
        };
        Lines = [.. compared.Select((c, i) => LineOf(c.Member, c.Coin, c.Line, i + 1))];
        Orders = [.. compared.SelectMany((c, i) => c.Line.Orders.Select(o => OrderOf(o, c.Coin, i + 1)))];
        Correction.Digest = CorrectionSeal.Of(Correction, Lines);
    }

    public CorrectionRow Correction { get; }

    public IReadOnlyList<CorrectionLineRow> Lines { get; }

    public IReadOnlyList<CorrectionOrderRow> Orders { get; }

    /// <summary>As it is answered.</summary>
    public Correction Shown()
    {
        var shown = ShownCorrection.Of(Correction, 0);
        shown.Sums.AddRange(Lines.GroupBy(l => l.Coin, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new CorrectionSum
            {
                Coin = ResourceNames.Coin(g.Key),
                GiveUnits = g.Sum(l => Math.Max(0, l.Difference)),
                TakeUnits = g.Sum(l => Math.Max(0, -l.Difference)),
            }));
        return shown;
    }

    private CorrectionLineRow LineOf(Guid member, string coin, ComparedLine line, int number) => new()
    {
        PartnerId = Correction.PartnerId,
        ProgramId = Correction.ProgramId,
        Number = Correction.Number,
        Line = number,
        Member = member,
        Coin = coin,
        Orders = line.Orders.Count,
        Earned = line.Earned,
        Due = line.Due,
    };

    private CorrectionOrderRow OrderOf(ComparedOrder order, string coin, int line) => new()
    {
        PartnerId = Correction.PartnerId,
        ProgramId = Correction.ProgramId,
        Number = Correction.Number,
        Line = line,
        OrderId = order.Order,
        Coin = coin,
        Steps = order.Steps,
        Difference = order.Difference,
        Units = order.Units,
    };
}
