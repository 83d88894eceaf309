using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules;

/// <summary>Tallies in memory, as the ledger keeps them: for replaying orders one after the other. Deterministic, no
/// I/O. Not for several threads. What risk rules count is left out.</summary>
public sealed class TallyBook
{
    private readonly Dictionary<(Per Per, ByteString Subject), Dictionary<TallyPlace, long>> subjects = [];

    /// <summary>Moves tallies as an order does when it is placed, or when it is earned.</summary>
    /// <param name="moves">The moves of its evaluation.</param>
    /// <param name="member">The 16 bytes of the member's id; empty without a member.</param>
    /// <param name="payer">The hash of the means of payment; empty if unknown.</param>
    public void Apply(IEnumerable<TallyMove> moves, ByteString member, ByteString payer)
    {
        foreach (var move in moves.Where(m => !TallyNames.IsRisk(m.Key.Definition)))
        {
            var tallies = TalliesOf(move.Key.Per, member, payer);
            var place = TallyPlace.Of(move.Key);
            tallies[place] = move.MovesCase == TallyMove.MovesOneofCase.Set
                ? move.Set
                : checked(tallies.GetValueOrDefault(place) + move.Add);
        }
    }

    /// <summary>Applies all that an evaluated order moves, as if it were earned at once.</summary>
    public void Apply(Evaluation result, Facts facts, Order order)
    {
        var (member, payer) = (facts.Member?.Id ?? ByteString.Empty, order.PayerHash);
        Apply(result.Tallies, member, payer);
        Apply(result.TalliesWhenEarned, member, payer);
    }

    /// <summary>Adds what was counted before the first order that is replayed. A pause that was begun meanwhile
    /// stays, and a run of check-ins.</summary>
    internal void Open(TallyValue value, ByteString member, ByteString payer)
    {
        var tallies = TalliesOf(value.Key.Per, member, payer);
        var place = TallyPlace.Of(value.Key);
        if (TallyNames.IsSet(value.Key.Definition))
            tallies.TryAdd(place, value.Units);
        else
            tallies[place] = checked(tallies.GetValueOrDefault(place) + value.Units);
    }

    /// <summary>Applies all that a record moves, as if it were earned at once.</summary>
    internal void Apply(Evaluation result, EvaluationRecord record)
    {
        var (member, payer) = (record.Facts.Member?.Id ?? ByteString.Empty, PayerOf(record));
        Apply(result.Tallies, member, payer);
        Apply(result.TalliesWhenEarned, member, payer);
    }

    /// <summary>The hash of the means of payment; empty if unknown, and for an event.</summary>
    internal static ByteString PayerOf(EvaluationRecord record) => record.Order?.PayerHash ?? ByteString.Empty;

    /// <summary>The tallies that a rule set may look at for an order; those that are 0 are left out.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="facts">The member and the time of the decision; its tallies are not looked at.</param>
    /// <param name="order">The order, whose time and payer say which tallies.</param>
    public IReadOnlyList<TallyValue> ValuesFor(CompiledRuleSet rules, Facts facts, Order order) =>
        ValuesFor(TallyReads.Of(rules, facts, order), facts, order.PayerHash);

    /// <summary>Those for a record's order or event.</summary>
    internal IReadOnlyList<TallyValue> ValuesFor(CompiledRuleSet rules, Facts facts, EvaluationRecord record) =>
        ValuesFor(TallyReads.Of(rules, facts, record), facts, PayerOf(record));

    private List<TallyValue> ValuesFor(IReadOnlyList<TallyKey> keys, Facts facts, ByteString payer)
    {
        var member = facts.Member?.Id ?? ByteString.Empty;
        var values = new List<TallyValue>();
        foreach (var key in keys)
        {
            var units = Units(TallyPlace.Of(key), member, payer);
            if (units != 0)
                values.Add(new TallyValue { Key = key, Units = units });
        }
        return values;
    }

    /// <summary>A tally's value; 0 if nothing moved it.</summary>
    internal long Units(TallyPlace place, ByteString member, ByteString payer) =>
        subjects.TryGetValue((place.Per, SubjectOf(place.Per, member, payer)), out var tallies)
            ? tallies.GetValueOrDefault(place)
            : 0;

    /// <summary>Whose tally it is: nobody's for a budget.</summary>
    internal static ByteString SubjectOf(Per per, ByteString member, ByteString payer) => per switch
    {
        Per.Member => member,
        Per.Payer => payer,
        _ => ByteString.Empty,
    };

    private Dictionary<TallyPlace, long> TalliesOf(Per per, ByteString member, ByteString payer)
    {
        var subject = (per, SubjectOf(per, member, payer));
        if (!subjects.TryGetValue(subject, out var tallies))
            subjects[subject] = tallies = [];
        return tallies;
    }
}
