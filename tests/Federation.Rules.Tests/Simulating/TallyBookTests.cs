using Federation.Programs.V1;
using Google.Protobuf;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Tallies in memory.</summary>
public sealed class TallyBookTests
{
    private static readonly ByteString One = ByteString.CopyFrom(new byte[16]);
    private static readonly ByteString Other = ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, 16)]);

    [Fact]
    public void Tallies_AreOfTheirSubjects()
    {
        var book = new TallyBook();
        var ofMember = new TallyPlace("counters/orders", Per.Member, 0);
        var budget = new TallyPlace("program/everyone.ever.coins", Per.Everyone, 0);
        var ofPayer = new TallyPlace("program/payer.ever.times", Per.Payer, 0);

        book.Apply([Add(ofMember, 2), Add(budget, 5), Add(ofPayer, 1)], One, Other);
        book.Apply([Add(ofMember, 3), Add(budget, 7)], Other, One);

        Assert.Equal((2, 3), (book.Units(ofMember, One, One), book.Units(ofMember, Other, One)));
        Assert.Equal(12, book.Units(budget, One, One));
        Assert.Equal((0, 1), (book.Units(ofPayer, One, One), book.Units(ofPayer, One, Other)));
    }

    [Fact]
    public void Pause_IsSet()
    {
        var book = new TallyBook();
        var place = new TallyPlace("rules/a/member.cooldown.times", Per.Member, 0);
        foreach (var day in new[] { 20000, 20007 })
            book.Apply([new TallyMove { Key = Key(place), Set = day }], One, ByteString.Empty);

        Assert.Equal(20007, book.Units(place, One, ByteString.Empty));
    }

    [Fact]
    public void Values_AreThoseThatTheRuleSetLooksAt()
    {
        var given = new Given().Member().Line(1, 1, 500).Rule(
            "stars", r => r.Limits.Add(Gives.AtMost(100, Per.Everyone, Period.Day, LimitedBy.Coins)),
            Gives.ByMoney(1, 10));
        var book = new TallyBook();
        var definition = "rules/stars/everyone.day.coins";
        book.Apply(
            [
                Add(new TallyPlace(definition, Per.Everyone, Given.Today), 70),
                Add(new TallyPlace(definition, Per.Everyone, Given.Today - 1), 9),
                Add(new TallyPlace("counters/other", Per.Member, 0), 9),
            ],
            given.Facts.Member.Id, ByteString.Empty);

        var value = Assert.Single(
            book.ValuesFor(CompiledRuleSet.Of("", given.Terms), given.Facts, given.Order));
        Assert.Equal((definition, Given.Today, 70), (value.Key.Definition, value.Key.Period, value.Units));
    }

    /// <summary>By no other tallies than those that the book yields does an evaluation change.</summary>
    [Fact]
    public void Values_AreAllThatAnEvaluationRestsOn() => Assert.All(Enumerable.Range(1, 500), seed =>
    {
        var random = RandomCase.Of(seed);
        random.Terms.RiskRules.Clear();
        var rules = CompiledRuleSet.Of("", random.Terms);
        var book = new TallyBook();
        book.Apply(
            random.Facts.Tallies.Select(t => Add(TallyPlace.Of(t.Key), t.Units)),
            random.Facts.Member?.Id ?? ByteString.Empty, random.Order.PayerHash);
        var facts = random.Facts.Clone();
        facts.Tallies.Clear();
        facts.Tallies.Add(book.ValuesFor(rules, facts, random.Order));

        Assert.Equal(
            Evaluator.Evaluate(rules, random.Facts, random.Order), Evaluator.Evaluate(rules, facts, random.Order));
    });

    private static TallyMove Add(TallyPlace place, long units) => new() { Key = Key(place), Add = units };

    private static TallyKey Key(TallyPlace place) =>
        new() { Definition = place.Definition, Per = place.Per, Period = place.Period };
}
