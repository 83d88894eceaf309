using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange;

/// <summary>
/// What a capture is to book, or why it is refused. Pure. Captures take the coins of an authorization one after the other, in its order, at its
/// rates: up to <c>C</c> of a leg's <c>b</c> target units the member has given <c>ceil(a * C / b)</c>, and the fee is
/// <c>floor(f * C / b)</c>. So all parts together are the whole exactly, and up to any part the alliance's share is not negative.
/// </summary>
internal sealed class CapturePlan : ExchangePlan
{
    private const string AllGone = "All of the authorization was captured or released.";

    /// <param name="request">A request of good form.</param>
    /// <param name="hold">The authorization as it stands.</param>
    public static CapturePlan For(V1.CaptureRequest request, GetPaymentHoldResponse hold)
    {
        if (hold.State == HoldState.Expired)
            return Refused(ErrorReason.HoldExpired, "The authorization's time has passed; what it held is available again.");
        var whole = hold.Journal.Detail.Unpack<ExchangeDetail>();
        var left = whole.Redeemed.Units - hold.CapturedUnits;
        if (hold.State != HoldState.Open)
            return Refused(ErrorReason.HoldClosed, AllGone);
        if (NothingLeft(hold) is { } gone)
            return new CapturePlan { Refusal = gone };
        if (request.Units > left)
            return new CapturePlan
            {
                Refusal = new Refusal(ErrorReason.CaptureExceedsHold, $"The authorization has {left} of {whole.Redeemed.Coin} left.")
                    .With("remaining", left),
            };
        var detail = PartOf(whole, hold.CapturedUnits, request.All ? left : request.Units);
        var member = Answers.MemberOf(hold.Journal)!.Value.ToString();
        return new CapturePlan { Detail = detail, Legs = ExchangeLegs.Of(member, detail, _ => 0) };
    }

    /// <summary>HOLD_CLOSED, where all of it was captured: what is left to give back then, the ledger does not know.</summary>
    public static Refusal? NothingLeft(GetPaymentHoldResponse hold) =>
        hold.CapturedUnits == hold.Journal.Detail.Unpack<ExchangeDetail>().Redeemed.Units ? new Refusal(ErrorReason.HoldClosed, AllGone) : null;

    /// <summary>A stretch of an exchange.</summary>
    /// <param name="whole">The exchange; its legs come one after the other.</param>
    /// <param name="before">How many redeemed units come before the stretch.</param>
    /// <param name="units">How many the stretch has.</param>
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
        var detail = Reckoning.Detail(whole.Board, whole.Gross.Currency, whole.TargetPartner["partners/".Length..], legs);
        detail.Merchant = whole.Merchant;
        detail.Redeemed = new() { Coin = whole.Redeemed.Coin, Units = units };
        detail.CapturedBeforeUnits = before;
        return detail;
    }

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public PostRequest ToPost(V1.CaptureRequest request, byte[] fingerprint)
    {
        var post = ToPost(request.RequestId, fingerprint, request.ExternalReference);
        post.Hold = Answers.JournalOf(Guid.ParseExact(request.Authorization.AsSpan(AuthorizationNames.Prefix.Length), "D"));
        post.CapturedBeforeUnits = Detail?.CapturedBeforeUnits ?? 0;
        post.KeepsRest = request.KeepRest;
        return post;
    }

    private static ExchangeLeg PartOf(ExchangeLeg leg, long from, long until)
    {
        var part = leg.Clone();
        part.Gives.Units = until - from;
        part.Paid.Units = Given(leg, until) - Given(leg, from);
        if (leg.Reference is not null)
            part.Reference.Units = leg.Reference.Units / leg.Paid.Units * part.Paid.Units;
        if (Reckoning.IsOwn(leg))
            return part;
        part.Gross.Units = leg.PaysUnits * part.Paid.Units;
        part.Value.Units = leg.AsksUnits * part.Gives.Units;
        part.Fee.Units = FeeUpTo(leg, until) - FeeUpTo(leg, from);
        part.Rounding.Units = part.Gross.Units - part.Value.Units - part.Fee.Units;
        return part;
    }

    private static long Given(ExchangeLeg leg, long upTo) =>
        (long)((((Int128)leg.Paid.Units * upTo) + leg.Gives.Units - 1) / leg.Gives.Units);

    private static long FeeUpTo(ExchangeLeg leg, long upTo) => (long)((Int128)leg.Fee.Units * upTo / leg.Gives.Units);

    private static CapturePlan Refused(ErrorReason reason, string message) => new() { Refusal = new Refusal(reason, message) };
}
