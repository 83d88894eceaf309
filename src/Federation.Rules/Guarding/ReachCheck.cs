using Federation.Programs.V1;
using Google.Protobuf.Collections;

namespace Federation.Rules;

/// <summary>Finds rules that can never give anything, as far as that can be shown.</summary>
internal static class ReachCheck
{
    public static void Check(RuleSetTerms terms, Findings findings)
    {
        for (var i = 0; i < terms.Rules.Count; i++)
        {
            var rule = terms.Rules[i];
            if (Why(rule, terms) is var (en, zh))
                findings.Warn(
                    GuardFindingKind.NeverApplies, $"rules[{i}]", $"It can never give anything: {en}.",
                    $"该规则永远不会生效:{zh}。", rule.Id);
        }
    }

    private static (string En, string Zh)? Why(Rule rule, RuleSetTerms terms)
    {
        var required = RequiredConditions.Of(rule.Condition).ToList();
        if (Filters(rule, required).Any(IsEmpty))
            return ("its lines are both named and left out", "商品同时被包含和排除");
        if (required.Exists(c => c.Time is { FromDate: { } from, ToDate: { } to } && Days.Of(from) >= Days.Of(to)))
            return ("its dates end before they begin", "日期区间为空");
        if (required.Where(c => c.Tier is not null).GroupBy(c => c.Tier.Scheme)
            .Any(g => g.Select(c => c.Tier.Levels.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).None()))
            return ("it asks for two levels at once", "同时要求两个不同等级");
        if (required.Where(c => c.At is { Merchants.Count: > 0 }).Select(c => c.At.Merchants.AsEnumerable())
            .DefaultIfEmpty(["*"]).Aggregate((a, b) => a.Intersect(b)).None())
            return ("it asks for two places at once", "同时要求两个不同商户");
        if (required.Exists(c => c.Not is { } not && required.Exists(o => o.Equals(not))))
            return ("it asks for something and for its opposite", "同时要求某条件及其相反条件");
        if (required.Where(c => c.Event is { Types_.Count: > 0 }).Select(c => c.Event.Types_.AsEnumerable())
            .Aggregate((IEnumerable<EventType>?)null, (a, b) => a?.Intersect(b) ?? b)?.Any() == false)
            return ("it asks for two kinds of events at once", "同时要求两种不同事件");
        if (rule.Effects.All(e => e.Multiply is not null)
            && !terms.Rules.Any(r => CompiledEffect.StageOf(r.Effects[0]) == Stage.Earning))
            return ("there are no coins that it could multiply", "没有可翻倍的积分");
        return ShadowOf(rule, terms) is { } shadow
            ? ($"'{shadow}' always comes before it in its group", $"同组中“{shadow}”总是先于它生效")
            : null;
    }

    /// <summary>In a FIRST group a rule that always gives something leaves nothing to those after it.</summary>
    private static string? ShadowOf(Rule rule, RuleSetTerms terms)
    {
        if (!terms.Groups.Any(g => g.Id == rule.Group && g.Combine == Combine.First))
            return null;
        return terms.Rules.FirstOrDefault(r =>
            r.Group == rule.Group && Equals(r.On, rule.On) && r.Priority < rule.Priority && r.Condition is null
            && r.Campaign.Length == 0 && r.Limits.Count == 0 && terms.Limits.Count == 0
            && CompiledEffect.StageOf(r.Effects[0]) == CompiledEffect.StageOf(rule.Effects[0])
            && r.Effects.Any(e => e.GivesCase is Effect.GivesOneofCase.AddItem or Effect.GivesOneofCase.Coupon
                or Effect.GivesOneofCase.Tickets))?.Id;
    }

    private static IEnumerable<LineFilter?> Filters(Rule rule, List<Condition> required)
    {
        foreach (var condition in required)
        {
            yield return condition.Basket?.Lines;
            yield return condition.Lines?.Lines;
        }
        if (rule.Effects.Count > 1)
            yield break;
        var only = rule.Effects[0];
        yield return only.Earn?.Lines;
        yield return only.Discount?.Lines;
        yield return only.Price?.Lines;
        yield return only.BuyGet?.Buy;
    }

    private static bool IsEmpty(LineFilter? filter) => filter is not null
        && (AllLeftOut(filter.Skus, filter.WithoutSkus) || AllLeftOut(filter.Categories, filter.WithoutCategories)
            || AllLeftOut(filter.Tags, filter.WithoutTags));

    private static bool AllLeftOut(RepeatedField<string> named, RepeatedField<string> without) =>
        named.Count > 0 && without.Count > 0 && named.All(without.ToHashSet(StringComparer.Ordinal).Contains);

    private static bool None(this IEnumerable<string> some) => !some.Any();
}
