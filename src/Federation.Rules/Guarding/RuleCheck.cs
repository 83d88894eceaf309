using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a rule is of good form, and names only what the rule set has.</summary>
internal sealed class RuleCheck(Rule rule, string path, RuleSetNames names, Findings findings)
{
    private const int MostEffects = 8;
    private const int MostNodes = 64;
    private const int Deepest = 8;
    private const int LongestTitle = 200;

    private readonly EventRuleCheck events = new(rule, path, findings);
    private int nodes;
    private int everies;
    private readonly HashSet<string> coupons = new(StringComparer.Ordinal);

    private Stage Stage => rule.Effects.Count > 0 ? CompiledEffect.StageOf(rule.Effects[0]) : Stage.Unspecified;

    public void Check()
    {
        Field(
            rule.Title is { } title && (title.En.Length > 0 || title.ZhCn.Length > 0)
            && title.En.Length <= LongestTitle && title.ZhCn.Length <= LongestTitle, "title",
            $"A title in one language at least, of at most {LongestTitle} characters.",
            $"至少一种语言的标题,最长 {LongestTitle} 个字符。");
        Field(
            rule.Effects.Count is >= 1 and <= MostEffects
            && rule.Effects.All(e => e.GivesCase != Effect.GivesOneofCase.None),
            "effects", $"1 to {MostEffects} effects.", $"1 到 {MostEffects} 个效果。");
        if (rule.Effects.Select(CompiledEffect.StageOf).Distinct().Count() > 1)
            Combination(
                "effects", "Its effects are of different stages; make a rule for each stage.", "效果属于不同阶段;请按阶段拆分规则。");
        for (var i = 0; i < rule.Effects.Count; i++)
            new EffectCheck(rule, rule.Effects[i], $"{path}.effects[{i}]", names, findings).Check();
        if (rule.Group.Length > 0)
            findings.CheckNamed(names.Groups.ContainsKey(rule.Group), path + ".group", rule.Group, rule.Id);
        foreach (var excluded in rule.Excludes)
            findings.CheckNamed(names.Groups.ContainsKey(excluded), path + ".excludes", excluded, rule.Id);
        if (rule.Campaign.Length > 0)
            findings.CheckNamed(names.Campaigns.ContainsKey(rule.Campaign), path + ".campaign", rule.Campaign, rule.Id);
        LimitCheck.Check(rule.Limits, path + ".limits", rule.Id, findings);
        CheckLimitsFit();
        events.Check();
        if (rule.Condition is { } condition)
            Visit(condition, path + ".condition", depth: 1, required: true);
        Field(nodes <= MostNodes, "condition", $"At most {MostNodes} conditions.", $"条件最多 {MostNodes} 个。");
        if (everies > 1)
            Combination("condition", "Only one count of every.", "只能有一个 every 计数。");
    }

    private void CheckLimitsFit()
    {
        var givesCoins =
            rule.Effects.Any(e => e.GivesCase is Effect.GivesOneofCase.Earn or Effect.GivesOneofCase.Multiply);
        for (var i = 0; i < rule.Limits.Count; i++)
        {
            var of = rule.Limits[i].Of;
            var fits = of switch
            {
                LimitedBy.Coins => givesCoins,
                LimitedBy.Money => givesCoins || CompiledEffect.IsLimitedByMoney(Stage),
                _ => true,
            };
            if (!fits)
                Combination(
                    $"limits[{i}].of", "It gives nothing that this limit counts.", "该规则给予的内容不受此限额计数。");
        }
    }

    private void Visit(Condition condition, string at, int depth, bool required)
    {
        nodes++;
        findings.Check(depth <= Deepest, at, $"At most {Deepest} levels deep.", $"嵌套最多 {Deepest} 层。", rule.Id);
        if (depth > Deepest || nodes > MostNodes)
            return;
        switch (condition.IsCase)
        {
            case Condition.IsOneofCase.None:
                findings.Check(false, at, "Say what must hold.", "请填写条件。", rule.Id);
                break;
            case Condition.IsOneofCase.All:
                Visit(condition.All, at + ".all", depth, required);
                break;
            case Condition.IsOneofCase.Any:
                Visit(condition.Any, at + ".any", depth, required: false);
                break;
            case Condition.IsOneofCase.Not:
                Visit(condition.Not, at + ".not", depth + 1, required: false);
                break;
            default:
                new ConditionForm(rule, Stage, names, findings).Check(condition, at);
                events.Check(condition, at);
                CheckRequired(condition, at, required);
                break;
        }
    }

    private void Visit(ConditionList list, string at, int depth, bool required)
    {
        findings.Check(list.Of.Count is >= 1 and <= 32, at + ".of", "1 to 32 conditions.", "1 到 32 个条件。", rule.Id);
        for (var i = 0; i < list.Of.Count; i++)
            Visit(list.Of[i], $"{at}.of[{i}]", depth + 1, required);
    }

    /// <summary>What is used up when the rule gives something must hold whenever it does.</summary>
    private void CheckRequired(Condition condition, string at, bool required)
    {
        var isEvery = condition.Count?.ReachedCase == CountReached.ReachedOneofCase.Every;
        everies += isEvery ? 1 : 0;
        if ((isEvery || condition.IsCase == Condition.IsOneofCase.Coupon) && !required)
            findings.Error(
                GuardFindingKind.Combination, at, "Not below any or not: it is used up when the rule gives something.",
                "不能位于 any 或 not 之下:规则生效时会被使用。", rule.Id);
        if (isEvery && Stage != Stage.Fixed)
            findings.Error(
                GuardFindingKind.Combination, at, "A count of every gives fixed numbers, coupons or levels only.",
                "every 计数只能用于固定积分、优惠券或等级。", rule.Id);
        if (condition.IsCase == Condition.IsOneofCase.Coupon && !coupons.Add(condition.Coupon))
            findings.Error(
                GuardFindingKind.Duplicate, at, "The same coupon is asked for twice.", "重复要求同一种优惠券。", rule.Id);
    }

    private void Field(bool good, string field, string en, string zh) =>
        findings.Check(good, $"{path}.{field}", en, zh, rule.Id);

    private void Combination(string field, string en, string zh) =>
        findings.Error(GuardFindingKind.Combination, $"{path}.{field}", en, zh, rule.Id);
}
