using System.Collections.Concurrent;
using System.Collections.Frozen;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>
/// Finds the rules that an order may trigger without trying each: what a rule requires of lines, of the place, the
/// member and the clock is looked up by value. It may let a rule through that then does not apply, never the reverse.
/// </summary>
internal sealed class RuleIndex
{
    // A day's minutes: then those of another day come in.
    private const int MostMinutes = 1440;

    private readonly int words;
    private readonly Facet<string> triggers;
    private readonly Facet<int> lines;
    private readonly Facet<string> merchants;
    private readonly Facet<string> sources;
    private readonly Facet<string> segments;
    private readonly Facet<string> coupons;
    private readonly Facet<bool> members;
    private readonly List<(int Rule, Window Window)> windows = [];
    private readonly ConcurrentDictionary<long, ulong[]> minutes = [];

    public RuleIndex(IReadOnlyList<CompiledRule> rules, IReadOnlyList<CompiledFilter> filters)
    {
        words = Bits.WordsFor(rules.Count);
        (lines, members) = (new(rules.Count), new(rules.Count));
        (merchants, sources, segments, coupons) =
            (new(rules.Count), new(rules.Count), new(rules.Count), new(rules.Count));
        triggers = new(rules.Count);
        foreach (var rule in rules)
        {
            triggers.Add(rule.Index, rule.Triggers);
            var required = rule.Condition?.Required.ToList() ?? [];
            lines.Add(rule.Index, LineOf(rule, required, filters));
            merchants.Add(rule.Index, OneOf(required, Condition.IsOneofCase.At, c => c.Terms.At.Merchants));
            sources.Add(rule.Index, OneOf(required, Condition.IsOneofCase.At, c => c.Terms.At.Sources));
            segments.Add(rule.Index, rule.Campaign?.Terms.Segment is { Length: > 0 } segment
                ? [segment]
                : OneOf(required, Condition.IsOneofCase.Segment, c => [c.Terms.Segment]));
            coupons.Add(rule.Index, rule.Coupons.Count > 0 ? [rule.Coupons[0]] : []);
            members.Add(rule.Index, rule.NeedsMember ? [true] : []);
            windows.AddRange(required.Where(c => c.Window is not null).Select(c => (rule.Index, c.Window!)));
        }
    }

    /// <summary>Words of a set of rules.</summary>
    public int Words => words;

    /// <summary>The rules that are on something, whether they may apply or not.</summary>
    /// <param name="trigger">What it is, as <see cref="EventTypes"/> names it.</param>
    /// <param name="found">A bit for each rule, by its index.</param>
    public void FindOn(string trigger, Span<ulong> found)
    {
        triggers.Begin(found);
        triggers.Include(found, trigger);
    }

    /// <summary>The rules that an order, or an event, may trigger.</summary>
    /// <param name="trigger">What it is, as <see cref="EventTypes"/> names it.</param>
    /// <param name="order">The order; of an event one without lines.</param>
    /// <param name="keys">What its lines are found by.</param>
    /// <param name="member">The member, if there is one.</param>
    /// <param name="couponDefinitions">Of the coupons that may be used.</param>
    /// <param name="moment">When it was placed.</param>
    /// <param name="found">A bit for each rule, by its index.</param>
    public void Find(
        string trigger, Order order, LineKeys[] keys, MemberFacts? member, IEnumerable<string> couponDefinitions,
        LocalMoment moment, Span<ulong> found)
    {
        Span<ulong> bits = stackalloc ulong[words];
        lines.Begin(found);
        foreach (var line in keys)
        {
            lines.Include(found, line.Sku);
            foreach (var category in line.Categories)
                lines.Include(found, category);
            foreach (var tag in line.Tags)
                lines.Include(found, tag);
        }
        FindOn(trigger, bits);
        Bits.And(found, bits);
        merchants.Begin(bits);
        merchants.Include(bits, order.Merchant);
        Bits.And(found, bits);
        sources.Begin(bits);
        sources.Include(bits, order.Source);
        Bits.And(found, bits);
        segments.Begin(bits);
        foreach (var segment in member?.Segments ?? [])
            segments.Include(bits, segment);
        Bits.And(found, bits);
        coupons.Begin(bits);
        foreach (var definition in couponDefinitions)
            coupons.Include(bits, definition);
        Bits.And(found, bits);
        members.Begin(bits);
        members.Include(bits, member is not null);
        Bits.And(found, bits);
        Bits.And(found, At(moment));
    }

    /// <summary>The rules whose windows contain a minute.</summary>
    private ulong[] At(LocalMoment moment)
    {
        var minute = (moment.Date * (long)MostMinutes) + moment.Minute;
        if (minutes.TryGetValue(minute, out var known))
            return known;
        var bits = new ulong[words];
        Array.Fill(bits, ulong.MaxValue);
        foreach (var (rule, window) in windows)
        {
            if (!window.Contains(moment))
                bits[rule >> 6] &= ~(1UL << (rule & 63));
        }
        if (minutes.Count >= MostMinutes)
            minutes.Clear();
        return minutes[minute] = bits;
    }

    /// <summary>Values of which some line must have one for the rule to give anything; none if any line will
    /// do.</summary>
    private static FrozenSet<int> LineOf(
        CompiledRule rule, List<CompiledCondition> required, IReadOnlyList<CompiledFilter> filters)
    {
        var needed = required
            .Where(c => c.Terms.IsCase is Condition.IsOneofCase.Basket or Condition.IsOneofCase.Lines)
            .Select(c => c.Filter).ToList();
        if (rule.Effects is [{ Terms.GivesCase: not Effect.GivesOneofCase.Multiply } only])
            needed.Add(only.Filter);
        return needed.Select(f => filters[f].OneOf).Where(v => v.Count > 0).MinBy(v => v.Count)
            ?? FrozenSet<int>.Empty;
    }

    private static IReadOnlyCollection<string> OneOf(
        List<CompiledCondition> required, Condition.IsOneofCase kind,
        Func<CompiledCondition, IReadOnlyCollection<string>> values) =>
        required.Where(c => c.Terms.IsCase == kind).Select(values).FirstOrDefault(v => v.Count > 0) ?? [];
}
