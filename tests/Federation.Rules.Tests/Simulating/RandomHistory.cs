using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules.Tests;

/// <summary>Orders of a few members over some weeks, decided one after the other by a random rule set.</summary>
internal sealed record RandomHistory(RuleSetTerms Terms, IReadOnlyList<EvaluationRecord> Records)
{
    public static RandomHistory Of(int seed, int orders)
    {
        var dice = new Dice(seed);
        var zone = dice.One(RandomTimes.Zones);
        var time = RandomTimes.Around(dice, zone);
        var terms = RandomRuleSets.Of(dice, zone, time);
        var rules = CompiledRuleSet.Of("", terms);
        var ids = dice.Many(3, 3, _ => ByteString.CopyFrom(dice.Bytes(16)));
        var payers = dice.Many(2, 2, _ => ByteString.CopyFrom(dice.Bytes(32)));
        var book = new TallyBook();
        var records = new List<EvaluationRecord>();
        for (var i = 0; i < orders; i++)
        {
            time = time.Later(seconds: dice.One(0, 60, 7200, 86400));
            var frame = new RandomFrame(dice, terms, time);
            var record = new EvaluationRecord { Terms = terms, Order = RandomOrders.Of(frame) };
            record.Facts = RandomFacts.Of(frame, record.Order);
            record.Facts.DecideTime = time;
            if (record.Facts.Member is { } member)
                member.Id = dice.One(ids);
            if (record.Order.PayerHash.Length > 0)
                record.Order.PayerHash = dice.One(payers);
            record.LeftOut.Add(terms.Rules.Select(r => r.Id).Where(_ => dice.Chance(2)));
            Decide(record, rules, book, dice);
            records.Add(record);
        }
        return new RandomHistory(terms, records);
    }

    private static void Decide(EvaluationRecord record, CompiledRuleSet rules, TallyBook book, Dice dice)
    {
        record.Facts.Tallies.Clear();
        record.Facts.Tallies.Add(book.ValuesFor(rules, record.Facts, record.Order));
        var leftOut = record.LeftOut.ToHashSet();
        record.Result = Evaluator.Evaluate(rules, record.Facts, record.Order, leftOut);
        if (dice.Chance(50))
        {
            record.Order.Tenders.Add(RandomOrders.Tenders(dice, record.Result.TotalMinorUnits));
            record.Result = Evaluator.Evaluate(rules, record.Facts, record.Order, leftOut);
        }
        book.Apply(record.Result, record.Facts, record.Order);
    }
}
