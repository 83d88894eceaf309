using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The limits of a rule set, and how they cut.</summary>
internal static class Limits
{
    /// <summary>The limits that are applied to a rule, in their order: its own, its campaign's, the
    /// programme's.</summary>
    public static IEnumerable<BoundLimit> Of(Rule rule, Situation situation) =>
        All(situation).Where(l => l.Covers(rule));

    /// <summary>All limits that apply to the order.</summary>
    public static IEnumerable<BoundLimit> All(Situation situation)
    {
        var terms = situation.Terms;
        var ofRules = terms.Rules.SelectMany(
            r => r.Limits, (r, l) => new BoundLimit("rules/" + r.Id, l, other => other.Id == r.Id));
        var ofCampaigns = terms.Campaigns.SelectMany(
            c => c.Limits, (c, l) => new BoundLimit("campaigns/" + c.Id, l, rule => rule.Campaign == c.Id));
        var ofProgram = terms.Limits.Select(l => new BoundLimit("program", l, _ => true));
        return ofRules.Concat(ofCampaigns).Concat(ofProgram).Where(l => l.Applies(situation));
    }

    /// <summary>What the limits of MONEY leave of a discount.</summary>
    public static (BigInteger Off, ClippedBy? By) CutDiscount(
        BigInteger wanted, Rule rule, Situation situation, State state)
    {
        var (off, by) = (wanted, (ClippedBy?)null);
        foreach (var limit in Of(rule, situation).Where(l => l.Limit.Of == LimitedBy.Money))
        {
            var room = limit.Room(state.Gifts, situation);
            if (off <= room)
                continue;
            by = new ClippedBy { Definition = limit.Definition, Wanted = (long)off };
            off = limit.Limit.WhenReached == WhenReached.Clip ? room : 0;
        }
        return (off, by);
    }

    /// <summary>Cuts coins, award by award in the order in which they were decided.</summary>
    public static void CutCoins(Situation situation, State state)
    {
        var decided = state.Gifts.Where(g => g.Coins is null).ToList();
        foreach (var gift in state.Gifts.Where(g => g.Coins is not null))
        {
            foreach (var limit in Of(gift.Rule, situation).Where(l => l.Limit.Of != LimitedBy.Times))
                Cut(gift, limit, limit.Room(decided, situation), situation);
            decided.Add(gift);
        }
    }

    private static void Cut(Gift gift, BoundLimit limit, BigInteger room, Situation situation)
    {
        var coins = gift.Coins!;
        var most = limit.Limit.Of == LimitedBy.Coins
            ? BigInteger.Min(coins.Units, room) : Worth.Most(coins, room, situation);
        if (coins.Units <= most)
            return;
        gift.ClippedBy = new ClippedBy { Definition = limit.Definition, Wanted = (long)coins.Units };
        coins.Units = limit.Limit.WhenReached == WhenReached.Skip ? 0 : most;
    }
}
