using System.Numerics;
using Federation.Programs.V1;
using Google.Protobuf.Collections;
using static Federation.Programs.V1.Condition;

namespace Federation.Rules.Tests;

/// <summary>Whether a rule's condition holds.</summary>
internal sealed class Conditions(Situation situation, State state, Rule rule)
{
    public bool Hold => rule.Condition is null || Holds(rule.Condition);

    /// <summary>How often the rule's fixed effects are given.</summary>
    public int Times => Every is { } every ? (int)Missing(every.Count) : 1;

    /// <summary>The condition that counts multiples.</summary>
    public Condition? Every => Required(rule.Condition).SingleOrDefault(c =>
        c.IsCase == IsOneofCase.Count && c.Count.ReachedCase == CountReached.ReachedOneofCase.Every);

    /// <summary>The definition of each coupon condition.</summary>
    public IEnumerable<string> CouponDefinitions =>
        Required(rule.Condition).Where(c => c.IsCase == IsOneofCase.Coupon).Select(c => c.Coupon);

    /// <summary>The conditions that stand at the top or under <c>all</c>.</summary>
    private static IEnumerable<Condition> Required(Condition? condition) => condition switch
    {
        null => [],
        { IsCase: IsOneofCase.All } => condition.All.Of.SelectMany(Required),
        _ => [condition],
    };

    private bool Holds(Condition condition) => condition.IsCase switch
    {
        IsOneofCase.All => condition.All.Of.All(Holds),
        IsOneofCase.Any => condition.Any.Of.Any(Holds),
        IsOneofCase.Not => !Holds(condition.Not),
        IsOneofCase.Time => TimeWindows.Contains(condition.Time, situation.Order.OrderTime, situation.Terms),
        IsOneofCase.Basket => Reaches(condition.Basket),
        IsOneofCase.Lines =>
            state.Matching(condition.Lines.Lines).Sum(l => l.Quantity) >= condition.Lines.AtLeast,
        IsOneofCase.Member => Is(condition.Member),
        IsOneofCase.Tier => Has(condition.Tier),
        IsOneofCase.Segment => situation.Member is { } member && member.Segments.Contains(condition.Segment),
        IsOneofCase.Count => situation.Member is not null && Reaches(condition.Count),
        IsOneofCase.Birthday => Birthdays.Holds(condition.Birthday, situation),
        IsOneofCase.Coupon => Coupons.Usable(condition.Coupon, situation, state).Any(),
        IsOneofCase.Paid => IsPaid(condition.Paid),
        IsOneofCase.At => Among(condition.At.Merchants, situation.Order.Merchant)
            && Among(condition.At.Sources, situation.Order.Source),
        IsOneofCase.Event => Is(condition.Event),
        _ => throw new ArgumentException("A condition says nothing.", nameof(condition)),
    };

    private bool Reaches(BasketMoney basket) => state.Matching(basket.Lines)
        .Sum(l => basket.Basis == PriceBasis.List ? l.ListPrice : l.LeftAtStage) >= basket.AtLeastMinorUnits;

    private bool Is(MemberIs wanted) => situation.Member is { } member && (wanted.Attribute.Length == 0
        || member.Attributes.Any(a => a.Name == wanted.Attribute && wanted.Values.Contains(a.Value)));

    private bool Is(EventIs wanted)
    {
        var happened = situation.Event!;
        return (wanted.Types_.Count == 0 || wanted.Types_.Contains(happened.Type))
            && Among(wanted.Objects, happened.Object) && Among(wanted.Grades, happened.Grade)
            && Among(wanted.Channels, happened.Channel)
            && (wanted.Sides.Count == 0 || wanted.Sides.Any(s => s == happened.Side))
            && (wanted.Satisfaction is null || (happened.Answers?.HasSatisfaction == true
                && happened.Answers.Satisfaction >= wanted.Satisfaction.Lowest
                && happened.Answers.Satisfaction <= wanted.Satisfaction.Highest))
            && (wanted.Recommendation is null || (happened.Answers?.HasRecommendation == true
                && happened.Answers.Recommendation >= wanted.Recommendation.Lowest
                && happened.Answers.Recommendation <= wanted.Recommendation.Highest));
    }

    private bool Has(TierIs tier) => situation.Member is not null
        && tier.Levels.Contains(new Levels(situation, tier.Scheme).Today.Id);

    private bool Reaches(CountReached count) => count.ReachedCase == CountReached.ReachedOneofCase.Every
        ? Missing(count) >= 1 : Counted(count) >= count.AtLeast;

    /// <summary>The multiples that were reached and not yet given for.</summary>
    private BigInteger Missing(CountReached count)
    {
        var counter = Counters.Of(count.Counter, situation);
        var given = situation.Tally("given/" + rule.Id, Per.Member, Counters.PeriodOf(counter, situation));
        return new Fraction(Counted(count), count.Every).Floor() - given;
    }

    private BigInteger Counted(CountReached count)
    {
        var counter = Counters.Of(count.Counter, situation);
        var period = Counters.PeriodOf(counter, situation);
        var before = situation.Tally("counters/" + counter.Id, Per.Member, period);
        return count.BeforeThisOrder ? before : before + Counters.Contribution(counter, situation, state);
    }

    private bool IsPaid(PaidBy paid) => situation.Order.Tenders.Count == 0
        ? paid.Kinds.Contains(TenderKind.Money)
        : situation.Order.Tenders.Any(t => t.MinorUnits > 0 && paid.Kinds.Contains(t.Kind));

    private static bool Among(RepeatedField<string> wanted, string has) => wanted.Count == 0 || wanted.Contains(has);
}
