using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>
/// How a capture is recorded, or why it is refused. Pure. The ledger books it: with <c>C</c> units captured and
/// <c>R</c> refunded of an authorization, the member has given what its terms ask for the first <c>C - R</c> of them
/// (<see cref="LegTerms"/>).
/// </summary>
internal static class CapturePlan
{
    private const string AllGone = "All of the authorization was captured or released.";

    /// <param name="request">A request of good form.</param>
    /// <param name="hold">The authorization as it stands.</param>
    public static ExchangePlan For(V1.CaptureRequest request, GetPaymentHoldResponse hold)
    {
        if (hold.State == HoldState.Expired)
            return Refused(
                ErrorReason.HoldExpired, "The authorization's time has passed; what it held is available again.");
        var whole = hold.Journal.Detail.Unpack<ExchangeDetail>();
        var left = whole.Redeemed.Units - hold.CapturedUnits;
        if (hold.State != HoldState.Open)
            return Refused(ErrorReason.HoldClosed, AllGone);
        if (NothingLeft(hold) is { } gone)
            return new ExchangePlan.Refused(gone);
        if (request.Units > left)
            return new ExchangePlan.Refused(
                new Refusal(
                    ErrorReason.CaptureExceedsHold, $"The authorization has {left} of {whole.Redeemed.Coin} left.")
                    .With("remaining", left));
        var detail = PartOf(whole, hold.CapturedUnits - hold.RefundedUnits, request.All ? left : request.Units);
        detail.CapturedBeforeUnits = hold.CapturedUnits;
        return new ExchangePlan.Planned(detail, []);
    }

    /// <summary>HOLD_CLOSED, where all of it was captured: what is left to give back then, the ledger does not
    /// know.</summary>
    public static Refusal? NothingLeft(GetPaymentHoldResponse hold) =>
        hold.CapturedUnits == hold.Journal.Detail.Unpack<ExchangeDetail>().Redeemed.Units
        ? new Refusal(ErrorReason.HoldClosed, AllGone) : null;

    /// <summary>A range of an exchange.</summary>
    /// <param name="whole">The exchange; its legs come one after the other.</param>
    /// <param name="before">How many redeemed units come before the range, net of refunds.</param>
    /// <param name="units">How many the range has.</param>
    public static ExchangeDetail PartOf(ExchangeDetail whole, long before, long units)
    {
        var legs = new List<ExchangeLeg>();
        var start = 0L;
        foreach (var leg in whole.Legs)
        {
            var (from, until) = (long.Max(before - start, 0), long.Min(before + units - start, leg.Gives.Units));
            if (from < until)
                legs.Add(PartOf(leg, from, until));
            start += leg.Gives.Units;
        }
        var detail = Breakdown.Detail(
            whole.Board, whole.Gross.Currency, PartnerId.Parse(whole.TargetPartner).Value, legs);
        detail.Merchant = whole.Merchant;
        detail.Redeemed = new() { Coin = whole.Redeemed.Coin, Units = units };
        return detail;
    }

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    /// <param name="plan">How it is recorded, or why it is refused.</param>
    /// <param name="request">The same request.</param>
    /// <param name="fingerprint">The request's.</param>
    /// <param name="hold">The authorization that the plan was made from; null where there is none.</param>
    public static PostRequest ToPost(
        this ExchangePlan plan, V1.CaptureRequest request, byte[] fingerprint, GetPaymentHoldResponse? hold)
    {
        var post = plan.ToPost(request.RequestId, fingerprint, request.ExternalReference);
        post.Hold = AuthorizationNames.Parse(request.Authorization).Name;
        post.KeepsRest = request.KeepRest;
        if (plan is ExchangePlan.Planned planned)
        {
            post.CaptureUnits = planned.Detail.Redeemed.Units;
            post.CapturedBeforeUnits = planned.Detail.CapturedBeforeUnits;
            post.RefundedBeforeUnits = hold?.RefundedUnits ?? 0;
        }
        return post;
    }

    private static ExchangeLeg PartOf(ExchangeLeg leg, long from, long until)
    {
        var part = leg.Clone();
        var terms = new LegTerms(
            leg.Paid.Units, leg.Gives.Units, leg.OffValueUnits, leg.OnValueUnits, leg.Fee?.Units ?? 0);
        var step = terms.UpTo(until) - terms.UpTo(from);
        (part.Gives.Units, part.Paid.Units) = (step.Made, step.Paid);
        if (leg.Reference is not null)
            part.Reference.Units = leg.Reference.Units / leg.Paid.Units * step.Paid;
        if (Breakdown.IsOwn(leg))
            return part;
        (part.Gross.Units, part.Value.Units) = (step.Gross, step.Value);
        (part.Fee.Units, part.Rounding.Units) = (step.Fee, step.Rounding);
        return part;
    }

    private static ExchangePlan.Refused Refused(ErrorReason reason, string message) =>
        new(new Refusal(reason, message));
}
