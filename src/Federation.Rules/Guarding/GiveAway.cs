using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>
/// The most that one order may be given, and whether coins can be earned by spending them. An upper bound: all rules
/// that are not known to exclude each other are taken together, each at its most. What has no bound by the order is
/// bounded by a limit, or refused.
/// </summary>
internal sealed class GiveAway(RuleSetTerms terms, IReadOnlyList<CoinWorth> coins)
{
    private readonly List<Stage> stages = [.. terms.Rules.Select(r => CompiledEffect.StageOf(r.Effects[0]))];
    private readonly List<DiscountBound> discounts = [.. terms.Rules.Select(DiscountBound.Of)];
    private readonly HashSet<string> exclusive =
        [.. terms.Groups.Where(g => g.Combine is Combine.Best or Combine.First).Select(g => g.Id)];

    /// <summary>Finds free loops, and answers the bound in basis points of list prices.</summary>
    public int Check(Findings findings)
    {
        CheckUnbounded(findings);
        CheckLoops(findings);
        var exclusions = new Exclusions(terms);
        var worst = Ratio.Zero;
        foreach (var levels in Memberships())
        {
            var mine = Enumerable.Range(0, terms.Rules.Count)
                .Where(i => terms.Rules[i].On is null && levels(terms.Rules[i])).ToList();
            for (var excluded = 0; excluded < exclusions.Cases; excluded++)
            {
                var together = mine.Where(i => exclusions.Allows(i, excluded)).ToList();
                var left = DiscountLeft(together);
                var rules = together.Select(i => terms.Rules[i]).ToList();
                var given = Ratio.One - left + (left * CoinShare(rules, _ => true, Worth)) + FixedShare(rules);
                worst = Ratio.Max(worst, given);
            }
        }
        return (int)BigInteger.Min(RuleSetGuard.Unbounded, worst.BasisPointsUp());
    }

    /// <summary>Something fixed that every order gets, however small, is had again by dividing an order.</summary>
    private void CheckUnbounded(Findings findings)
    {
        for (var i = 0; i < terms.Rules.Count; i++)
        {
            var rule = terms.Rules[i];
            if (rule.On is null && rule.Effects.Any(IsFixed) && !IsBounded(rule) && LeastSum(rule) == 0)
                findings.Error(
                    GuardFindingKind.FreeLoop, $"rules[{i}]",
                    "Each order gets it, however small, so an order that is divided gets it again; ask for a sum, or "
                    + "limit "
                    + "it per member.",
                    "每笔订单无论多小都能获得,拆单即可重复获得;请设置金额门槛或会员限额。", rule.Id);
        }
    }

    /// <summary>Coins for paying with coins, and coins that pay for what they were earned by.</summary>
    private void CheckLoops(Findings findings)
    {
        if (terms.CoinPayment is not { } payment)
            return;
        Ratio InShop(string coin) =>
            coin == terms.Coins[0] ? new Ratio(payment.MinorUnits, payment.Units) : Worth(coin);
        foreach (var levels in Memberships())
        {
            var rules = terms.Rules.Where(r => r.On is null).Where(levels).ToList();
            var byCoins = CoinShare(rules, e => e.Tenders.Contains(TenderKind.Coins), InShop);
            var byMoney = CoinShare(rules, _ => true, InShop);
            if (Ratio.Max(byCoins, byMoney).CompareTo(Ratio.One) < 0)
                continue;
            var loop = byCoins.CompareTo(Ratio.One) >= 0;
            findings.Error(
                GuardFindingKind.FreeLoop, "coin_payment",
                loop
                    ? "Paying with coins earns at least as many coins again; do not count COINS, or give fewer."
                    : "What an order earns pays for another one of the same size; give fewer coins, or let them pay "
                    + "less.",
                loop ? "用积分支付会赚回至少同样多的积分;请不要将积分支付计入,或减少赠送。"
                    : "一笔订单赚取的积分足以支付另一笔同样的订单;请减少赠送或降低抵扣价值。");
            return;
        }
    }

    /// <summary>The levels that a member may have at the same time: one of each scheme; the schemes are looked at one
    /// by one.</summary>
    private IEnumerable<Func<Rule, bool>> Memberships()
    {
        if (terms.TierSchemes.Count == 0)
            yield return _ => true;
        foreach (var scheme in terms.TierSchemes)
        {
            foreach (var level in scheme.Levels)
                yield return rule => RequiredConditions.Of(rule.Condition)
                    .All(c => c.Tier is not { } tier || tier.Scheme != scheme.Id || tier.Levels.Contains(level.Id));
        }
    }

    /// <summary>What discounts leave of the list price, at the least, as a share.</summary>
    private Ratio DiscountLeft(IReadOnlyList<int> rules) => rules
        .Where(i => stages[i] <= Stage.Order).GroupBy(i => stages[i]).OrderBy(stage => stage.Key)
        .Aggregate(Ratio.One, (left, stage) => DiscountBound.Left(left, stage.Key == Stage.Prices
            ? [Most(stage)] // Member prices never add up.
            : [.. stage.GroupBy(i => terms.Rules[i].Group).SelectMany(
                group => exclusive.Contains(group.Key) ? [Most(group)] : group.Select(i => discounts[i]))]));

    private DiscountBound Most(IEnumerable<int> rules) =>
        rules.Select(i => discounts[i]).Aggregate(DiscountBound.Most);

    /// <summary>The worth of the coins that an order earns by money, as a share of what is paid.</summary>
    private Ratio CoinShare(IReadOnlyList<Rule> rules, Func<Earn, bool> counts, Func<string, Ratio> worth)
    {
        var rates = new List<(string Group, Ratio Share)>();
        foreach (var rule in rules)
        {
            var share = Ratio.Sum(rule.Effects.Where(e => e.Earn?.HasPerMinorUnits == true && counts(e.Earn))
                .Select(e => new Ratio(e.Earn.Units, e.Earn.PerMinorUnits) * worth(CoinOf(e.Earn))));
            rates.Add((rule.Group, share));
        }
        var basis = Combined(rates);
        var extras = rules.Where(r => r.Effects[0].Multiply is not null).Select(r =>
            (r.Group,
                Ratio.Sum(r.Effects.Select(
                    e => new Ratio(e.Multiply.FactorBasisPoints - Units.BasisPoints, Units.BasisPoints)))));
        return basis * (Ratio.One + Combined(extras));
    }

    private Ratio Combined(IEnumerable<(string Group, Ratio Share)> shares) => Ratio.Sum(shares.GroupBy(s => s.Group)
        .Select(g => exclusive.Contains(g.Key) ? g.Max(s => s.Share) : Ratio.Sum(g.Select(s => s.Share))));

    /// <summary>Fixed coins as a share of the least sum that they are given for.</summary>
    private Ratio FixedShare(IReadOnlyList<Rule> rules) => Ratio.Sum(rules
        .Where(r => LeastSum(r) > 0)
        .SelectMany(
            r => r.Effects.Where(IsFixed), (r, e) => new Ratio(e.Earn.Units, LeastSum(r)) * Worth(CoinOf(e.Earn))));

    private static bool IsFixed(Effect effect) => effect.Earn?.StepCase == Earn.StepOneofCase.None;

    private string CoinOf(Earn earn) => earn.Coin.Length > 0 ? earn.Coin : terms.Coins[0];

    /// <summary>A coin's on-value in minor units.</summary>
    private Ratio Worth(string coin) => new(
        coins.FirstOrDefault(c => c.Coin == coin)?.OnValueUnits ?? 0, terms.SettlementUnitsPerMinorUnit);

    /// <summary>Whether it is given a limited number of times, whatever the orders are.</summary>
    private bool IsBounded(Rule rule) =>
        rule.Limits.Concat(terms.Campaigns.FirstOrDefault(c => c.Id == rule.Campaign)?.Limits ?? [])
            .Any(l => l.Per is Per.Member or Per.Everyone)
        || RequiredConditions.Of(rule.Condition).Any(c => c.IsCase == Condition.IsOneofCase.Coupon);

    /// <summary>The least that an order must come to for the rule, in minor units.</summary>
    private static long LeastSum(Rule rule) => RequiredConditions.Of(rule.Condition)
        .Select(c => c.Basket?.AtLeastMinorUnits ?? 0).DefaultIfEmpty(0).Max();
}
