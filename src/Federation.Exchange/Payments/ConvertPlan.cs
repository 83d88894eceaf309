using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>What a conversion is to book, or why it is refused. Pure.</summary>
internal static class ConvertPlan
{
    /// <summary>Guards in the documented order: existence, state, limits.</summary>
    /// <param name="request">A request of good form.</param>
    /// <param name="source">The id of the coin that the member gives.</param>
    /// <param name="target">The id of the coin that it gets.</param>
    /// <param name="directory">Brands and coins.</param>
    /// <param name="consent">What the caller's brand may do with the member's coins.</param>
    /// <param name="board">The board in force; null where there is none.</param>
    /// <param name="own">Whether the member asks for itself: that is its consent, without a cap.</param>
    public static ExchangePlan For(
        ConvertRequest request, string source, string target, DirectorySnapshot directory,
        ResolveSpendingResponse consent, RateBoard? board, bool own = false)
    {
        foreach (var id in (string[])[source, target])
            if (!directory.Coins.ContainsKey(id))
                return new ExchangePlan.Refused(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(id)));
        if (consent.MemberId.Length == 0)
            return new ExchangePlan.Refused(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var (given, made) = (directory.Coins[source], directory.Coins[target]);
        // The caller is one of the two.
        if (Suspensions.Convert.Refuses(directory, caller: null, given.PartnerId, made.PartnerId) is { } suspended)
            return new ExchangePlan.Refused(suspended);
        if (consent.MemberClosed)
            return Refused(ErrorReason.MemberClosed, "The member is closed.");
        if (source == target)
            return Refused(ErrorReason.SameCoin, $"{ResourceNames.Coin(source)} is the same coin.");
        var allied = own || !consent.MerchantLinked ? null
            : consent.Consents.FirstOrDefault(c => c.PartnerId == given.PartnerId);
        if (Unwilling(given, made, consent, own, allied) is { } unwilling)
            return new ExchangePlan.Refused(unwilling);
        if (board is null)
            return Refused(ErrorReason.NoBoardInForce, "No board is in force.");
        if (Limits.NotOnBoard(board, source, target) is { } missing)
            return new ExchangePlan.Refused(missing);
        if (request.ExpectedBoard.Length > 0 && request.ExpectedBoard != BoardNames.Of(board.Number))
            return new ExchangePlan.Refused(new Refusal(
                ErrorReason.BoardChanged,
                $"{BoardNames.Of(board.Number)} is in force, no longer {request.ExpectedBoard}; look at its rates "
                + "first.")
                .With("board", BoardNames.Of(board.Number)));
        try
        {
            return Compute(request, given, made, consent.MemberId, allied?.DailyCapUnits ?? 0, board);
        }
        catch (OverflowException)
        {
            return new ExchangePlan.Refused(Limits.Overflow);
        }
    }

    /// <summary>CONSENT_MISSING or NOT_LINKED: the member has not agreed that the brand converts its coins, or is no
    /// member of one of the two brands any more.</summary>
    private static Refusal? Unwilling(
        DirectoryCoin given, DirectoryCoin made, ResolveSpendingResponse consent, bool own, AlliedConsent? allied)
    {
        if (!own && allied is null)
            return new Refusal(
                ErrorReason.ConsentMissing,
                $"The member has not opted {ResourceNames.Coin(given.Id)} in to being spent elsewhere.");
        if (own && !consent.LinkedPartnerIds.Contains(given.PartnerId))
            return new Refusal(
                ErrorReason.NotLinked, $"You are not linked with the issuer of {ResourceNames.Coin(given.Id)}.");
        return consent.LinkedPartnerIds.Contains(made.PartnerId) ? null : new Refusal(
            ErrorReason.NotLinked,
            $"The member is not linked with the issuer of {ResourceNames.Coin(made.Id)}, "
            + "whose coins nobody could spend.");
    }

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public static PostRequest ToPost(this ExchangePlan plan, ConvertRequest request, byte[] fingerprint) =>
        plan.ToPost(request.RequestId, fingerprint, request.ExternalReference);

    private static ExchangePlan Compute(
        ConvertRequest request, DirectoryCoin given, DirectoryCoin made, string memberId, long dailyCap,
        RateBoard board)
    {
        var (rate, limits) = board.Between(given.Id, made.Id);
        var exactIn = request.HowMuchCase == ConvertRequest.HowMuchOneofCase.Pay;
        var paid = exactIn ? request.Pay.Units : rate.ExactOut(request.Amount.Units);
        if (Limits.Refuse(paid, limits, board) is { } outOfLimits)
            return new ExchangePlan.Refused(outOfLimits);
        var received = exactIn ? rate.ExactIn(paid) : request.Amount.Units;
        if (received == 0)
            return Refused(
                ErrorReason.PaysNothing,
                $"{paid} of {ResourceNames.Coin(given.Id)} give none of {ResourceNames.Coin(made.Id)}.");
        var detail = Breakdown.Detail(
            BoardNames.Of(board.Number), board.Currency, made.PartnerId,
            [Breakdown.Leg(board, given, made.Id, paid, received)]);
        detail.Received = Breakdown.Coins(made.Id, received);
        ExchangeLegs.NoteCaps(detail, _ => dailyCap);
        return new ExchangePlan.Planned(detail, ExchangeLegs.Of(memberId, detail, _ => dailyCap));
    }

    private static ExchangePlan.Refused Refused(ErrorReason reason, string message) =>
        new(new Refusal(reason, message));
}
