using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Writes what was decided as the contract says it.</summary>
internal sealed class Report(Situation situation, State state)
{
    public Evaluation Evaluation(bool withMisses)
    {
        var coins = situation.Terms.Coins
            .Select(c => new CoinSum { Coin = c, Units = (long)CoinsOf(c) }).Where(c => c.Units > 0);
        var schemes = situation.Member is null ? [] : situation.Terms.TierSchemes.Select(s => s.Id);
        return new Evaluation
        {
            Lines = { state.Lines.Select(Result) },
            DeliveryMinorUnits = (long)state.Delivery,
            DeliveryDiscounts = { ByRule(state.Gifts.Select(g => (g.Rule.Id, g.OffDelivery))) },
            TotalMinorUnits = (long)(state.Lines.Sum(l => l.Left) + state.Delivery),
            Awards = { state.Gifts.Select(AwardOf) },
            Coins = { coins },
            Items = { state.Gifts.Where(g => g.Item is not null).Select(g => g.Item!.Clone()) },
            UsedCoupons = { state.Givings.SelectMany(g => g.Coupons).Distinct() },
            Tallies = { new Moves(situation, state).WhenPlaced() },
            TalliesWhenEarned = { new Moves(situation, state).WhenEarned() },
            Exposures = { state.Exposures },
            Tiers = { schemes.Select(id => new Levels(situation, id).Standing) },
            Misses = { withMisses ? state.Misses : [] },
            RunDays = (long)new Runs(situation).Days,
            Risks = { new Risks(situation, state).Signals() },
        };
    }

    private BigInteger CoinsOf(string coin) =>
        state.Gifts.Where(g => g.Coins?.Coin == coin).Sum(g => g.Coins!.Units);

    private LineResult Result(Line line) => new()
    {
        Number = line.Number,
        ListMinorUnits = (long)line.ListPrice,
        ShopDiscountMinorUnits = (long)(line.ListPrice - line.ShopPrice),
        PayMinorUnits = (long)line.Left,
        Discounts = { ByRule(state.Gifts.Select(g => (g.Rule.Id, Of(g.OffLines, line)))) },
        Coins = { CoinsOf(line) },
    };

    private IEnumerable<RuleCoins> CoinsOf(Line line) => state.Gifts
        .Where(g => g.Coins is not null)
        .Select(g => (Rule: g.Rule.Id, g.Coins!.Coin, Units: Of(Shares.Of(g.Coins.Units, g.Coins.Weights), line)))
        .Where(c => c.Units > 0)
        .GroupBy(c => (c.Rule, c.Coin), c => c.Units)
        .Select(g => new RuleCoins { Rule = g.Key.Rule, Coin = g.Key.Coin, Units = (long)g.Sum() });

    private static BigInteger Of(IEnumerable<(int Line, BigInteger Amount)> parts, Line line) =>
        parts.Where(p => p.Line == line.Number).Sum(p => p.Amount);

    /// <summary>One amount for each rule, in the order in which the rules were decided.</summary>
    private static IEnumerable<RuleAmount> ByRule(IEnumerable<(string Rule, BigInteger Amount)> amounts) =>
        amounts.GroupBy(a => a.Rule, a => a.Amount)
            .Select(g => new RuleAmount { Rule = g.Key, MinorUnits = (long)g.Sum() }).Where(a => a.MinorUnits > 0);

    private Award AwardOf(Gift gift)
    {
        var award = new Award
        {
            Rule = gift.Rule.Id,
            Effect = gift.Effect,
            Campaign = gift.Rule.Campaign,
            ClippedBy = gift.ClippedBy,
        };
        if (state.Gifts.First(g => g.Rule.Id == gift.Rule.Id) == gift)
            award.CouponsUsed.AddRange(state.Givings.Single(g => g.Rule.Id == gift.Rule.Id).Coupons);
        if (gift.Coins is not null)
            award.Coins = CoinsOf(gift.Coins);
        else if (gift.Item is not null)
            award.Item = gift.Item;
        else if (gift.Tickets is not null)
            award.Tickets = gift.Tickets;
        else if (gift.Coupons is not null)
            award.Coupons = gift.Coupons;
        else if (gift.Tier is not null)
            award.Tier = gift.Tier;
        else
            award.DiscountMinorUnits = (long)gift.Off;
        return award;
    }

    private static CoinAward CoinsOf(CoinGift coins) => new()
    {
        Coin = coins.Coin,
        Units = (long)coins.Units,
        Base = (long)coins.From,
        ComputedUnits = (long)coins.Computed,
        Times = coins.Times,
        ExpireDays = coins.ExpireDays,
        Promotional = coins.Promotional,
        TableKey = coins.TableKey,
        AvailableDays = coins.AvailableDays,
    };
}
