using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What risk rules count, and what they answer.</summary>
internal sealed class Risks(Situation situation, State state)
{
    public static string Definition(RiskRule rule) =>
        $"risks/{rule.Id}/{rule.Per}.{rule.Period}.{rule.Of}".ToLowerInvariant();

    public IEnumerable<RiskSignal> Signals() => situation.Terms.RiskRules.Where(IsAnswered).Select(r => new RiskSignal
    {
        Rule = r.Id,
        Answer = r.Answer,
        Counted = (long)After(r),
    });

    public IEnumerable<TallyMove> Moves()
    {
        foreach (var rule in situation.Terms.RiskRules.Where(IsCounted))
        {
            var move = new TallyMove
            {
                Key = new TallyKey { Definition = Definition(rule), Per = rule.Per, Period = PeriodOf(rule) },
                Add = (long)Units(rule),
            };
            if (After(rule) <= rule.MoreThan)
                move.AtMost = rule.MoreThan;
            yield return move;
        }
    }

    private bool IsAnswered(RiskRule rule) => IsCounted(rule) && Units(rule) > 0 && After(rule) > rule.MoreThan
        && !(rule.Answer == RiskAnswer.Hold && situation.Member is null);

    private bool IsCounted(RiskRule rule)
    {
        if (situation.Event is { } happened ? !rule.Events.Contains(happened.Type) : rule.Events.Count > 0)
            return false;
        return rule.Per switch
        {
            Per.Member => situation.Member is not null,
            Per.Payer => !situation.Order.PayerHash.IsEmpty,
            Per.Device => !situation.Order.DeviceHash.IsEmpty,
            Per.Employee => situation.Order.Employee != "",
            _ => true,
        };
    }

    private BigInteger After(RiskRule rule) =>
        situation.Tally(Definition(rule), rule.Per, PeriodOf(rule)) + Units(rule);

    private BigInteger Units(RiskRule rule) => rule.Of switch
    {
        LimitedBy.Times => 1,
        LimitedBy.Money => state.Lines.Sum(l => l.Left) + state.Delivery,
        _ => state.Gifts.Where(g => g.Coins is not null).Sum(g => g.Coins!.Units),
    };

    private int PeriodOf(RiskRule rule) => Periods.Name(rule.Period, situation.Day);
}
