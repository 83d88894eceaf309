using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What the effects of a rule give, on what was decided so far.</summary>
internal sealed class EffectWork(Rule rule, Situation situation, State state)
{
    /// <summary>What an effect gives, each with the money that it would have given without limits.</summary>
    public IEnumerable<(Gift Gift, BigInteger Wanted)> Gifts(int index, int times)
    {
        var effect = rule.Effects[index];
        return effect.GivesCase switch
        {
            Effect.GivesOneofCase.Price => [Discounted(index, Discounts.Of(effect.Price, state))],
            Effect.GivesOneofCase.BuyGet => [BoughtAndGot(index, effect.BuyGet)],
            Effect.GivesOneofCase.Discount =>
                [Discounted(index, Discounts.Of(effect.Discount, situation, state))],
            Effect.GivesOneofCase.Earn =>
                [(new Gift(rule, index) { Coins = Earnings.Of(effect.Earn, rule, times, situation, state) }, 0)],
            Effect.GivesOneofCase.Multiply => Earnings.Of(effect.Multiply, rule, situation, state)
                .Select(c => (new Gift(rule, index) { Coins = c }, BigInteger.Zero)),
            _ => [(Granted(index, times), 0)],
        };
    }

    private (Gift Gift, BigInteger Wanted) Discounted(int index, Offer offer)
    {
        var (off, by) = Stages.IsDiscount(Stages.Of(rule))
            ? Limits.CutDiscount(offer.Wanted, rule, situation, state) : (offer.Wanted, null);
        var gift = new Gift(rule, index)
        {
            OffLines = offer.Spread(off),
            OffDelivery = Stages.Of(rule) == Stage.Delivery ? off : 0,
            ClippedBy = by,
        };
        return (gift, offer.Wanted);
    }

    /// <summary>Sets that come to nothing use no units.</summary>
    private (Gift Gift, BigInteger Wanted) BoughtAndGot(int index, BuyGet buyGet)
    {
        var used = state.UsedUnits.ToHashSet();
        var discounted = Discounted(index, BuyGets.Of(buyGet, state));
        if (discounted.Gift.Off == 0)
            state.UsedUnits.IntersectWith(used);
        return discounted;
    }

    private Gift Granted(int index, int times)
    {
        var effect = rule.Effects[index];
        return effect.GivesCase switch
        {
            Effect.GivesOneofCase.AddItem => new Gift(rule, index)
            {
                Item = new AddedItem { Sku = effect.AddItem.Sku, Quantity = effect.AddItem.Quantity },
            },
            Effect.GivesOneofCase.Coupon => new Gift(rule, index)
            {
                Coupons = new CouponAward
                {
                    Definition = effect.Coupon.Definition,
                    Quantity = effect.Coupon.Quantity * times,
                },
            },
            Effect.GivesOneofCase.Tickets => new Gift(rule, index)
            {
                Tickets = new TicketAward
                {
                    Draw = effect.Tickets.Draw,
                    Tickets = Math.Min(effect.Tickets.Tickets * times, 100),
                },
            },
            _ => new Gift(rule, index)
            {
                Tier = new TierGrant
                {
                    Scheme = effect.Tier.Scheme,
                    Level = effect.Tier.Level,
                    FromDate = situation.Day.Date(),
                    ToDate = situation.Day.PlusDays(effect.Tier.Days).Date(),
                },
            },
        };
    }
}
