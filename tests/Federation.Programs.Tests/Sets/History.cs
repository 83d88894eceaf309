using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Orders that were placed one after the other by a rule set, as their records.</summary>
/// <param name="ruleSet">The rule set's name.</param>
/// <param name="terms">What it says.</param>
internal sealed class History(string ruleSet, RuleSetTerms terms)
{
    private readonly CompiledRuleSet rules = CompiledRuleSet.Of(ruleSet, terms);
    private readonly TallyBook book = new();
    private readonly List<EvaluationRow> rows = [];

    public IReadOnlyList<EvaluationRow> Rows => rows;

    /// <summary>One more order, of one line.</summary>
    /// <param name="member">The member's number.</param>
    /// <param name="price">What it costs, in minor units.</param>
    /// <param name="decided">When it is placed and decided.</param>
    /// <param name="placed">Whether its journal is known.</param>
    /// <param name="worth">What a coin is worth then.</param>
    public EvaluationRow Add(int member, long price, DateTimeOffset decided, bool placed = true, long worth = 100)
    {
        var order = new Order
        {
            Source = "till",
            EventId = $"{rows.Count}",
            Merchant = "partners/aster/merchants/till",
            OrderTime = decided.ToTimestamp(),
            Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = price } },
        };
        var facts = new Facts
        {
            DecideTime = decided.ToTimestamp(),
            Member = new MemberFacts { Id = Id(member) },
            Coins = { new CoinWorth { Coin = "coins/aster", OnValueUnits = worth } },
        };
        facts.Tallies.Add(book.ValuesFor(rules, facts, order));
        var record = new EvaluationRecord
        {
            RuleSet = ruleSet,
            Terms = terms,
            Order = order,
            Facts = facts,
            Result = Evaluator.Evaluate(rules, facts, order),
        };
        book.Apply(record.Result, facts, order);
        Assert.True(RuleSetId.TryParse(ruleSet, out var name));
        var row = EvaluationRow.Of(name, Records.DigestOf(record), record);
        // As the ledger's ids do, they grow.
        row.Journal = placed ? new Guid(rows.Count + 1, 0, 0, new byte[8]) : null;
        rows.Add(row);
        return row;
    }

    public static ByteString Id(int member) =>
        ByteString.CopyFrom(new Guid(member, 0, 0, new byte[8]).ToByteArray(bigEndian: true));
}
