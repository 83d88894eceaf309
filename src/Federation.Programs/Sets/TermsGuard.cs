using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>What the guard says of a rule set, and what it cannot know: of the alliance's settlement money, and of
/// coins without a value. Pure.</summary>
internal static class TermsGuard
{
    private const string ScaleField = "settlement_units_per_minor_unit";

    /// <param name="terms">The rule set.</param>
    /// <param name="worths">On-values of its coins, as far as they have one.</param>
    /// <param name="money">The alliance's settlement money.</param>
    public static GuardReport Check(RuleSetTerms terms, IReadOnlyList<CoinWorth> worths, SettlementMoney money)
    {
        var report = RuleSetGuard.Check(terms, worths);
        List<GuardFinding> found = [.. report.Findings, .. Contradictions(terms, money), .. Worthless(terms, worths)];
        report.Findings.Clear();
        report.Findings.AddRange(found.OrderByDescending(f => f.Error));
        return report;
    }

    /// <summary>Settlement units of a minor unit are known where the programme's currency is the alliance's.</summary>
    private static IEnumerable<GuardFinding> Contradictions(RuleSetTerms terms, SettlementMoney money)
    {
        if (terms.Currency != money.Currency)
            yield break;
        var places = money.Scale - Currencies.DigitsOf(money.Currency);
        if (places < 0)
            yield return Finding(
                GuardFindingKind.Field, true, "currency",
                $"The alliance settles in {money.Currency} with {money.Scale} decimals, fewer than a minor unit has.",
                $"联盟以 {money.Currency} 结算,小数位数 {money.Scale} 少于其最小货币单位。");
        else if (PowerOfTen(places) is var units && terms.SettlementUnitsPerMinorUnit != units)
            yield return Finding(
                GuardFindingKind.Field, true, ScaleField,
                $"The alliance settles in {money.Currency} with {money.Scale} decimals, so it must be {units}.",
                $"联盟以 {money.Currency} 结算,小数位数为 {money.Scale},因此必须为 {units}。");
    }

    private static IEnumerable<GuardFinding> Worthless(RuleSetTerms terms, IReadOnlyList<CoinWorth> worths)
    {
        var known = worths.Select(w => w.Coin).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < terms.Coins.Count; i++)
            if (!known.Contains(terms.Coins[i]))
                yield return Finding(
                    GuardFindingKind.Worthless, false, $"coins[{i}]",
                    $"{terms.Coins[i]} has no value on a board in force, so what it gives away is counted as nothing.",
                    $"{terms.Coins[i]} 在生效的牌价中没有价值,其让利按零计算。");
    }

    private static long PowerOfTen(int exponent) =>
        Enumerable.Repeat(10L, exponent).Aggregate(1L, (product, ten) => product * ten);

    private static GuardFinding Finding(GuardFindingKind kind, bool error, string path, string en, string zh) =>
        new() { Kind = kind, Error = error, Path = path, Words = new LocalizedText { En = en, ZhCn = zh } };
}
