using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.Internal.V1;
using Federation.Rewards.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rewards;

/// <summary>What the ledger books of a redemption, of releasing and of undoing it. Pure.</summary>
internal static class RedemptionBundle
{
    /// <param name="ask">What the member wants, and may have.</param>
    /// <param name="look">What was counted, and what is unusual.</param>
    /// <param name="id">The redemption.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="merchant">Where it happens; may be empty.</param>
    /// <param name="coupon">The coupon that it gives.</param>
    /// <param name="head">The request's head.</param>
    public static PostBundleRequest Of(
        RewardAsk ask, RedemptionLook look, RedemptionId id, string member, string merchant,
        PrepareCouponResponse? coupon, PostBundleRequest head)
    {
        var request = head.Clone();
        var detail = DetailOf(ask, id, head.Fingerprint);
        detail.Coupon = coupon?.Coupon ?? "";
        if (look.Signals.Count > 0)
            Hold(detail, ask, look);
        request.Detail = Any.Pack(detail);
        request.Commands.Add(new BatchItem
        {
            Redeem = new RedeemRequest { Member = member, Amount = detail.Price, Merchant = merchant },
        });
        if (detail.StockTaken)
            request.Tallies.Add(
                new TallyChange { Tally = RewardTallies.Stock(ask.Reward.Name), Add = -1, AtLeast = 0 });
        request.Tallies.AddRange(ask.Limits.Select(
            l => new TallyChange { Tally = l.Tally, Add = 1, AtMost = l.Limit.AtMost }));
        request.Tallies.AddRange(Given(id, detail, 1));
        if (coupon is not null)
            request.Tallies.Add(coupon.Change);
        if (look.Checked is { } looked)
            // Another one since then took coins that are counted here: it is decided anew.
            request.Tallies.Add(new TallyChange { Tally = looked, Add = 1, AtMost = look.Counted[looked] + 1 });
        if (look.Signals.Count == 0 && look.Device is { } device)
            request.Tallies.Add(new TallyChange { Tally = device, Add = 1 });
        return request;
    }

    /// <summary>It gives what was held back.</summary>
    /// <param name="history">A redemption that is held.</param>
    /// <param name="decision">Who decided so, why and when.</param>
    /// <param name="coupon">The coupon that it gives.</param>
    /// <param name="head">The request's head.</param>
    public static PostBundleRequest Releasing(
        RedemptionHistory history, RedemptionHold decision, PrepareCouponResponse? coupon, PostBundleRequest head)
    {
        var (detail, gift) = (history.Now.Clone(), history.Now.Gift);
        detail.State = gift.AtOnce ? RedemptionState.Fulfilled : RedemptionState.Pending;
        detail.FulfilTime = gift.AtOnce ? decision.DecideTime : null;
        if (gift.ValidDays > 0)
            detail.Right.ExpireTime = decision.DecideTime + Duration.FromTimeSpan(TimeSpan.FromDays(gift.ValidDays));
        (detail.Coupon, detail.Gift) = (coupon?.Coupon ?? "", null);
        (detail.Hold, detail.RequestDigest) = (decision, head.Fingerprint);
        var request = head.Clone();
        request.Detail = Any.Pack(detail);
        if (coupon is not null)
            request.Tallies.Add(coupon.Change);
        if (gift.Device.Length > 0)
            request.Tallies.Add(new TallyChange { Tally = gift.Device, Add = 1 });
        return request;
    }

    /// <summary>The coins back to their lots, the piece to the stock, the member's limits as they were, the coupon
    /// void.</summary>
    /// <param name="history">The redemption.</param>
    /// <param name="detail">The redemption after the step.</param>
    /// <param name="reward">The reward.</param>
    /// <param name="coupon">What takes the coupon back.</param>
    /// <param name="head">The request's head.</param>
    public static PostBundleRequest Undoing(
        RedemptionHistory history, RedemptionDetail detail, RewardId reward, TallyChange? coupon,
        PostBundleRequest head)
    {
        var request = head.Clone();
        request.Detail = Any.Pack(detail);
        request.Commands.Add(new BatchItem
        {
            Refund = new RefundRequest { Journal = history.Payment, All = true },
        });
        // A code is given for ever: it is no piece that somebody else could have.
        if (detail.StockTaken && (detail.Kind != RewardKind.Code || !history.WasGiven))
            request.Tallies.Add(new TallyChange { Tally = RewardTallies.Stock(reward), Add = 1 });
        request.Tallies.AddRange(detail.Limits.Select(l => new TallyChange { Tally = l, Add = -1 }));
        request.Tallies.AddRange(Given(history.Id, detail, -1));
        if (coupon is not null)
            request.Tallies.Add(coupon);
        return request;
    }

    private static IEnumerable<TallyChange> Given(RedemptionId id, RedemptionDetail detail, int times)
    {
        if (detail.Cause.Length == 0)
            return [];
        var (cause, price) = (detail.Cause, detail.Price);
        return
        [
            new TallyChange
            {
                Tally = RewardTallies.Given(id.PartnerId, cause, price.Coin),
                Add = times * price.Units,
            },
            new TallyChange { Tally = RewardTallies.Donations(id.PartnerId, cause, price.Coin), Add = times },
        ];
    }

    private static void Hold(RedemptionDetail detail, RewardAsk ask, RedemptionLook look)
    {
        var terms = ask.Terms;
        (detail.State, detail.FulfilTime) = (RedemptionState.Held, null);
        if (detail.Right is { } right)
            right.ExpireTime = null;
        detail.Hold = new RedemptionHold
        {
            Signals = { look.Signals },
            ExpireTime = RedemptionChecks.ExpireTime(terms.Checks, ask.Now),
        };
        detail.Gift = new HeldGift
        {
            AtOnce = terms.Fulfilment == RewardFulfilment.AtOnce,
            ValidDays = terms.Right?.ValidDays ?? 0,
            Coupon = terms.Coupon,
            Device = look.Device ?? ByteString.Empty,
        };
    }

    private static RedemptionDetail DetailOf(RewardAsk ask, RedemptionId id, ByteString fingerprint)
    {
        var terms = ask.Terms;
        var atOnce = terms.Fulfilment == RewardFulfilment.AtOnce;
        var detail = new RedemptionDetail
        {
            Redemption = id.ToString(),
            Reward = ask.Reward.Name.ToString(),
            Revision = ask.Reward.Revision,
            Kind = terms.Kind,
            State = atOnce ? RedemptionState.Fulfilled : RedemptionState.Pending,
            Title = terms.Title,
            Price = new CoinAmount { Coin = terms.Coin, Units = ask.Price.Units },
            Level = ask.Price.Level,
            StockTaken = terms.LimitedStock,
            CancellableAfterFulfilment = terms.CancellableAfterFulfilment,
            Cause = terms.Cause?.Id ?? "",
            FulfilTime = atOnce ? ask.Now : null,
            RequestDigest = fingerprint,
        };
        detail.Limits.AddRange(ask.Limits.Select(l => l.Tally));
        if (terms.Right is { } right)
            detail.Right = new GrantedRight
            {
                Title = right.Title,
                ExpireTime = ask.Now + Duration.FromTimeSpan(TimeSpan.FromDays(right.ValidDays)),
            };
        return detail;
    }
}
