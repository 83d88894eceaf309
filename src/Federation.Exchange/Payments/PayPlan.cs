using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>
/// What a payment is to book, or why it is refused. Pure: request, directory, consent and board decide it. All
/// arithmetic of a payment is here and in <see cref="Rate"/>.
/// </summary>
internal static class PayPlan
{
    /// <summary>A payment at the rates in force. Guards in the documented order: existence, state, limits.</summary>
    /// <param name="request">A request of good form.</param>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="consent">What the till may do with the payer's coins.</param>
    /// <param name="board">The board in force; null where there is none.</param>
    /// <param name="wallets">The member's wallets, where the request leaves it open which coins are taken.</param>
    public static ExchangePlan For(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard? board,
        GetMemberWalletsResponse? wallets = null)
    {
        string[] named = PayForm.TakesAny(request) ? [] : [SourceOf(request)];
        return Agree(request, named, directory, consent) switch
        {
            Agreement.Refused refused => new ExchangePlan.Refused(refused.Refusal),
            Agreement.Reached when board is null => Refused(ErrorReason.NoBoardInForce, "No board is in force."),
            Agreement.Reached reached => AtRates(request, directory, consent, board, reached.Parties, wallets),
            _ => throw new UnreachableException(),
        };
    }

    private static ExchangePlan AtRates(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard board,
        Parties parties, GetMemberWalletsResponse? wallets)
    {
        if (Limits.NotOnBoard(board, parties.Coins.Select(c => c.Id).Append(parties.Merchant.CoinId)) is { } missing)
            return new ExchangePlan.Refused(missing);
        try
        {
            var target = TargetUnits(request, board, parties.Merchant);
            // Where any coins are taken, it is said what they are to become.
            return PayForm.TakesAny(request) && target is { } units
                ? ComputeAny(
                    request, directory, consent, board, parties, units, wallets ?? new GetMemberWalletsResponse())
                : Compute(request, consent, board, parties, target);
        }
        catch (OverflowException)
        {
            return new ExchangePlan.Refused(Limits.Overflow);
        }
    }

    /// <summary>A payment by a quote: its amounts, whatever board is in force.</summary>
    /// <param name="request">A request of good form that names a quote.</param>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="consent">What the till may do with the payer's coins.</param>
    /// <param name="quote">The quote; null where the caller's brand has none of this name.</param>
    /// <param name="board">The quote's board; null where there is no quote.</param>
    /// <param name="now">Alliance time.</param>
    public static ExchangePlan For(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, QuoteRecord? quote,
        RateBoard? board, DateTimeOffset now)
    {
        if (quote is null || board is null)
            return new ExchangePlan.Refused(Refusal.NotFound(ErrorReason.QuoteNotFound, request.Quote));
        string[] named = [.. ExchangeDetail.Parser.ParseFrom(quote.Detail).Legs.Select(l => l.Paid.Coin)];
        return Agree(request, named, directory, consent) switch
        {
            Agreement.Refused refused => new ExchangePlan.Refused(refused.Refusal),
            Agreement.Reached reached => AsQuoted(request, consent, reached.Parties, quote, board, now),
            _ => throw new UnreachableException(),
        };
    }

    private static ExchangePlan AsQuoted(
        PayRequest request, ResolveSpendingResponse consent, Parties parties, QuoteRecord quote, RateBoard board,
        DateTimeOffset now)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(quote.Detail);
        if (consent.MemberId != quote.MemberId.ToString("D") || detail.Merchant != request.Merchant)
            return Refused(ErrorReason.QuoteMismatch, $"{request.Quote} is for another member or another merchant.");
        if (quote.ExpireTime <= now || detail.Legs.Count == 0)
            return Refused(ErrorReason.QuoteExpired, $"The time of {request.Quote} has passed; ask for a new one.");
        if (parties.ByCode && consent.PayCode.Exceeded(detail.Legs, board, parties.Merchant) is { } exceeded)
            return new ExchangePlan.Refused(exceeded);
        return Booked(consent, parties, detail, new Consumption
        {
            Key = QuoteNames.ConsumptionOf(quote.Id),
            RefusalReason = Refusal.NameOf(ErrorReason.QuoteUsed),
        });
    }

    private static Agreement Agree(
        PayRequest request, IReadOnlyList<string> sources, DirectorySnapshot directory, ResolveSpendingResponse consent)
    {
        if (!TryMerchant(directory, request.Merchant, out var merchant))
            return new Agreement.Refused(Refusal.NotFound(ErrorReason.MerchantNotFound, request.Merchant));
        var coins = new List<DirectoryCoin>();
        foreach (var source in sources)
        {
            if (!TryCoin(directory, source, out var coin))
                return new Agreement.Refused(Refusal.NotFound(ErrorReason.CoinNotFound, source));
            coins.Add(coin);
        }
        var byCode = request.PayerCase == PayRequest.PayerOneofCase.PayCode;
        var refusal = UnknownPayer(request, consent, byCode)
            ?? OutOfState(request, directory, consent, byCode, merchant, coins)
            ?? (byCode ? null : ConsentMissing(consent, merchant, coins));
        return refusal is null
            ? new Agreement.Reached(new Parties(merchant, coins, byCode))
            : new Agreement.Refused(refusal);
    }

    private static Refusal? UnknownPayer(PayRequest request, ResolveSpendingResponse consent, bool byCode)
    {
        if (byCode && (consent.PayCode is null || consent.MemberId.Length == 0))
            return new Refusal(ErrorReason.PayCodeNotFound, "There is no such pay code.");
        return consent.MemberId.Length == 0 ? Refusal.NotFound(ErrorReason.MemberNotFound, request.Member) : null;
    }

    private static Refusal? ConsentMissing(
        ResolveSpendingResponse consent, DirectoryMerchant merchant, List<DirectoryCoin> coins) =>
        coins.Find(c => !MayTake(consent, merchant, c)) is { } coin
            ? new Refusal(ErrorReason.ConsentMissing,
                $"The member has not opted {ResourceNames.Coin(coin.Id)} in to spending here; "
                + "ask the member for a pay code.")
            : null;

    private static Refusal? OutOfState(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, bool byCode,
        DirectoryMerchant merchant, List<DirectoryCoin> coins)
    {
        // The coins become the till's own: its brand is their target too.
        foreach (var source in coins.Select(c => c.PartnerId).DefaultIfEmpty())
            if (Suspensions.Pay.Refuses(directory, merchant.PartnerId, source) is { } suspended)
                return suspended;
        if (directory.Till(merchant.PartnerId, merchant.Id) is { } closed)
            return closed;
        if (consent.MemberClosed)
            return new Refusal(ErrorReason.MemberClosed, "The member is closed.");
        if (byCode && CodeRefusal(request, consent.PayCode, coins) is { } code)
            return code;
        return request.HowMuchCase != PayRequest.HowMuchOneofCase.Quote && coins.Exists(c => c.Id == merchant.CoinId)
            ? new Refusal(
                ErrorReason.SameCoin,
                $"{ResourceNames.Coin(merchant.CoinId)} is the merchant's own coin; use LedgerService.Redeem.")
            : null;
    }

    /// <summary>Whether the till may take a coin without a pay code: its brand's own of who is linked with it, others
    /// by opt-in.</summary>
    private static bool MayTake(ResolveSpendingResponse consent, DirectoryMerchant merchant, DirectoryCoin coin) =>
        consent.MerchantLinked
        && (coin.Id == merchant.CoinId || consent.Consents.Any(c => c.PartnerId == coin.PartnerId));

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public static PostRequest ToPost(this ExchangePlan plan, PayRequest request, byte[] fingerprint) =>
        plan.ToPost(request.RequestId, fingerprint, request.ExternalReference);

    /// <summary>The same as an authorization: what would be taken from the member is set aside.</summary>
    public static PostRequest ToHold(this ExchangePlan plan, PayRequest request, byte[] fingerprint, Duration? lifetime)
    {
        var post = (plan is ExchangePlan.Planned planned
            ? planned with { Legs = [.. ExchangeLegs.Debits(planned.Legs)] } : plan)
            .ToPost(request, fingerprint);
        (post.Kind, post.Lifetime) = (JournalKind.Hold, lifetime);
        return post;
    }

    /// <summary>How many of the merchant's coins are asked for; null where it is said what the member gives.</summary>
    private static long? TargetUnits(PayRequest request, RateBoard board, DirectoryMerchant merchant) =>
        request.HowMuchCase switch
        {
            PayRequest.HowMuchOneofCase.Amount => request.Amount.Units,
            PayRequest.HowMuchOneofCase.Money => UnitsFor(request.Money, board, merchant),
            _ => null,
        };

    /// <summary>As many of the merchant's coins as are worth this much at least.</summary>
    public static long UnitsFor(Money money, RateBoard board, DirectoryMerchant merchant) =>
        (long)(((Int128)money.Units - 1) / board.OnValueOf(merchant.CoinId)) + 1;

    /// <summary>One coin: the limits, and what is booked.</summary>
    private static ExchangePlan Compute(
        PayRequest request, ResolveSpendingResponse consent, RateBoard board, Parties parties, long? target)
    {
        var coin = parties.Coins[0];
        var (rate, limits) = board.Between(coin.Id, parties.Merchant.CoinId);
        var paid = target is { } exact ? rate.ExactOut(exact) : request.Pay.Units;
        if (parties.ByCode && consent.PayCode.ExceededBy(paid) is { } tooMany)
            return new ExchangePlan.Refused(tooMany);
        if (Limits.Refuse(paid, limits, board) is { } outOfLimits)
            return new ExchangePlan.Refused(outOfLimits);
        var gives = target ?? rate.ExactIn(paid);
        if (parties.ByCode && consent.PayCode.ExceededAt(gives, board, parties.Merchant) is { } tooMuch)
            return new ExchangePlan.Refused(tooMuch);
        return gives == 0
            ? Refused(
                ErrorReason.PaysNothing, $"{paid} of {ResourceNames.Coin(coin.Id)} give nothing at {request.Merchant}.")
            : Booked(consent, parties,
                DetailOf(request, board, parties, [Breakdown.Leg(board, coin, parties.Merchant.CoinId, paid, gives)]));
    }

    /// <summary>As many of the member's coins as it takes, so that the member loses as little as can be.</summary>
    private static ExchangePlan ComputeAny(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard board,
        Parties parties,
        long target, GetMemberWalletsResponse wallets)
    {
        var merchant = parties.Merchant;
        var sources = !parties.ByCode
            ? PaymentSources.Of(directory, consent, wallets, merchant, board)
            : PaymentSources.Agreed(
                directory, wallets.Wallets.Where(w => consent.PayCode.IsFor(CoinId.Parse(w.Coin).Value)),
                wallets.Now?.ToDateTimeOffset() ?? default, merchant, board);
        var plan = PaymentPlanner.Plan(
            target, board.OnValueOf(merchant.CoinId), sources, PaymentSources.WishesOf(request.Wishes));
        if (plan.Legs.Count == 0)
            return new ExchangePlan.Refused(new Refusal(
                ErrorReason.InsufficientCoins,
                $"The member's coins give {target - plan.MissingUnits} of the {target} "
                + $"{ResourceNames.Coin(merchant.CoinId)} here; {plan.MissingUnits} are missing.")
                .With("missing", plan.MissingUnits))
            { LookedAtWallets = true };
        if (plan.Legs.Count > ExchangeRecord.MaxSources)
            return Refused(ErrorReason.InsufficientCoins,
                $"It would take {plan.Legs.Count} coins; {ExchangeRecord.MaxSources} at most take part in a payment.");
        var legs = plan.Legs.Select(
            l => Breakdown.Leg(board, directory.Coins[l.CoinId], merchant.CoinId, l.SourceUnits, l.TargetUnits))
            .ToList();
        return parties.ByCode && consent.PayCode.Exceeded(legs, board, merchant) is { } exceeded
            ? new ExchangePlan.Refused(exceeded) { LookedAtWallets = true }
            : Booked(consent, parties, DetailOf(request, board, parties, legs), lookedAtWallets: true);
    }

    private static ExchangeDetail DetailOf(
        PayRequest request, RateBoard board, Parties parties, IReadOnlyList<ExchangeLeg> legs)
    {
        var detail = Breakdown.Detail(BoardNames.Of(board.Number), board.Currency, parties.Merchant.PartnerId, legs);
        detail.Merchant = request.Merchant;
        detail.Redeemed = Breakdown.Coins(parties.Merchant.CoinId, Breakdown.Gives(legs));
        return detail;
    }

    /// <summary>What is booked, from how it was computed.</summary>
    private static ExchangePlan.Planned Booked(
        ResolveSpendingResponse consent, Parties parties, ExchangeDetail detail, Consumption? quote = null,
        bool lookedAtWallets = false)
    {
        Consumption? code = !parties.ByCode ? null : new Consumption
        {
            Key = consent.PayCode.Consumes,
            RefusalReason = Refusal.NameOf(ErrorReason.PayCodeUsed),
        };
        var issuers = detail.Legs.ToDictionary(l => l.Paid.Coin, l => l.Partner);
        ExchangeLegs.NoteCaps(detail, CapOf);
        return new ExchangePlan.Planned(detail, ExchangeLegs.Of(consent.MemberId, detail, CapOf))
        {
            LookedAtWallets = lookedAtWallets,
            Consumes = [.. new[] { quote, code }.OfType<Consumption>()],
        };

        long CapOf(string coin) => parties.ByCode || coin == parties.Merchant.CoinId ? 0
            : consent.Consents.FirstOrDefault(
                c => ResourceNames.Partner(c.PartnerId) == issuers[ResourceNames.Coin(coin)])?.DailyCapUnits ?? 0;
    }

    /// <summary>A pay code is good for its coins alone, so also not for what a quote says of others.</summary>
    private static Refusal? CodeRefusal(PayRequest request, PayCode code, List<DirectoryCoin> coins)
    {
        if (code.Revoked)
            return new Refusal(ErrorReason.PayCodeRevoked, "The pay code was revoked; ask the member for a new one.");
        if (code.Expired)
            return new Refusal(
                ErrorReason.PayCodeExpired, "The pay code's time has passed; ask the member for a new one.");
        if (coins.Exists(c => !code.IsFor(c.Id)) || (code.Merchant.Length > 0 && code.Merchant != request.Merchant))
            return new Refusal(
                ErrorReason.PayCodeMismatch, "The pay code is good for another coin or another merchant.");
        return null;
    }

    private static ExchangePlan.Refused Refused(ErrorReason reason, string message) =>
        new(new Refusal(reason, message));

    private static string SourceOf(PayRequest request) =>
        request.HowMuchCase == PayRequest.HowMuchOneofCase.Pay ? request.Pay.Coin : request.SourceCoin;

    private static bool TryMerchant(
        DirectorySnapshot directory, string name, [NotNullWhen(true)] out DirectoryMerchant? merchant)
    {
        merchant = null;
        return ResourceNames.TryMerchant(name, out var p, out var m)
            && directory.Merchants.TryGetValue((p, m), out merchant);
    }

    private static bool TryCoin(
        DirectorySnapshot directory, string name, [NotNullWhen(true)] out DirectoryCoin? coin)
    {
        coin = null;
        return ResourceNames.TryCoin(name, out var id) && directory.Coins.TryGetValue(id, out coin);
    }
}
