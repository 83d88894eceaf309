using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>What a rule set offers to members who refer others. Pure.</summary>
public static class ReferralOffers
{
    private const int DefaultQualifyDays = 90;

    // The name of an event decides nothing.
    private const string Unnamed = "offer";

    /// <summary>The offer, in words; null where the rule set has no referrals.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="now">When it is asked.</param>
    public static ReferralOffer? Of(CompiledRuleSet rules, Timestamp now)
    {
        if (rules.Terms.Referrals is not { } referrals)
            return null;
        var terms = referrals.Clone();
        (terms.QualifyDays, terms.HoldbackDays) = (QualifyDaysOf(referrals), HoldbackDaysOf(rules.Terms));
        var facts = new Facts
        {
            DecideTime = now,
            Member = new MemberFacts { Id = ByteString.CopyFrom(new byte[16]) },
        };
        return new ReferralOffer
        {
            Terms = terms,
            Currency = rules.Terms.Currency,
            ReferrerWords = { WordsOf(rules, facts, ReferralSide.Referrer) },
            ReferredWords = { WordsOf(rules, facts, ReferralSide.Referred) },
        };
    }

    /// <summary>The days after the code was given within which the order must be placed.</summary>
    /// <param name="referrals">The rule set's terms of referrals.</param>
    public static int QualifyDaysOf(Referrals referrals) =>
        referrals.QualifyDays == 0 ? DefaultQualifyDays : referrals.QualifyDays;

    /// <summary>The days after the goods were handed over until the order counts.</summary>
    /// <param name="terms">A rule set with referrals.</param>
    public static int HoldbackDaysOf(RuleSetTerms terms) => Math.Max(
        terms.Referrals.HoldbackDays, Math.Max(terms.ReturnDays, terms.HoldbackDays));

    private static IEnumerable<LocalizedText> WordsOf(CompiledRuleSet rules, Facts facts, ReferralSide side)
    {
        var result = Evaluator.Evaluate(rules, facts, new Event
        {
            Source = Unnamed,
            EventId = Unnamed,
            Type = new EventType { Kind = EventKind.ReferralQualified },
            EventTime = facts.DecideTime,
            Side = side,
        });
        Words.Add(result, rules);
        return result.Awards.Select(a => a.Words);
    }
}
