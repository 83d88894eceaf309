using System.Collections.Frozen;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What a rule set asks about members. Only that is put into facts: a decision's record is kept for ever, so
/// nothing personal is in it that no rule looked at.</summary>
public sealed class MemberNeeds
{
    private MemberNeeds(IReadOnlyList<Condition> conditions, RuleSetTerms terms)
    {
        Attributes = conditions.Select(c => c.Member?.Attribute ?? "").Where(a => a.Length > 0)
            .ToFrozenSet(StringComparer.Ordinal);
        Segments = conditions.Where(c => c.HasSegment).Select(c => c.Segment)
            .Concat(terms.Campaigns.Select(c => c.Segment)).Where(s => s.Length > 0)
            .ToFrozenSet(StringComparer.Ordinal);
        Birthday = conditions.Any(c => c.Birthday is not null);
        Levels = terms.TierSchemes.SelectMany(s => s.Levels.Select(l => (s.Id, l.Id))).ToFrozenSet();
    }

    /// <summary>The attributes that conditions name.</summary>
    public IReadOnlySet<string> Attributes { get; }

    /// <summary>The segments that conditions and campaigns name, <c>segments/{id}</c>.</summary>
    public IReadOnlySet<string> Segments { get; }

    /// <summary>Whether a condition looks at the birthday.</summary>
    public bool Birthday { get; }

    /// <summary>The levels that there are.</summary>
    public IReadOnlySet<(string Scheme, string Level)> Levels { get; }

    /// <param name="terms">A rule set without findings of the guard that are errors.</param>
    public static MemberNeeds Of(RuleSetTerms terms) =>
        new([.. terms.Rules.Where(r => r.Condition is not null).SelectMany(r => Whole(r.Condition))], terms);

    /// <summary>A condition with all below it.</summary>
    private static IEnumerable<Condition> Whole(Condition condition) => condition.IsCase switch
    {
        Condition.IsOneofCase.All => condition.All.Of.SelectMany(Whole),
        Condition.IsOneofCase.Any => condition.Any.Of.SelectMany(Whole),
        Condition.IsOneofCase.Not => Whole(condition.Not),
        _ => [condition],
    };
}
