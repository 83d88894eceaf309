using System.Diagnostics.CodeAnalysis;
using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>
/// What a payment is to book, or why it is refused. Pure: request, directory, consent and board decide it. All
/// arithmetic of a payment is here and in <see cref="Rate"/>.
/// </summary>
internal sealed class PayPlan : ExchangePlan
{
    /// <summary>What may be used once: the pay code, the quote.</summary>
    public IReadOnlyList<Consumption> Consumes { get; private init; } = [];

    /// <summary>Whether the legs were made from a look at the member's wallets, which may have changed since.</summary>
    public bool IsPlanned { get; private init; }

    /// <summary>A payment at the rates in force. Guards in the documented order: existence, state, limits.</summary>
    /// <param name="request">A request of good form.</param>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="consent">What the till may do with the payer's coins.</param>
    /// <param name="board">The board in force; null where there is none.</param>
    /// <param name="wallets">The member's wallets, where the request leaves it open which coins are taken.</param>
    public static PayPlan For(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard? board,
        GetMemberWalletsResponse? wallets = null)
    {
        string[] named = PayForm.TakesAny(request) ? [] : [SourceOf(request)];
        if (!TryAgree(request, named, directory, consent, out var parties, out var refused))
            return refused;
        if (board is null)
            return Refused(ErrorReason.NoBoardInForce, "No board is in force.");
        if (Limits.NotOnBoard(board, parties.Coins.Select(c => c.Id).Append(parties.Merchant.CoinId)) is { } missing)
            return new PayPlan { Refusal = missing };
        try
        {
            var target = TargetUnits(request, board, parties.Merchant);
            return PayForm.TakesAny(request)
                ? ReckonAny(request, directory, consent, board, parties, target!.Value, wallets ?? new GetMemberWalletsResponse())
                : Reckon(request, consent, board, parties, target);
        }
        catch (OverflowException)
        {
            return new PayPlan { Refusal = Limits.Overflow };
        }
    }

    /// <summary>A payment by a quote: its amounts, whatever board is in force.</summary>
    /// <param name="request">A request of good form that names a quote.</param>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="consent">What the till may do with the payer's coins.</param>
    /// <param name="quote">The quote; null where the caller's brand has none of this name.</param>
    /// <param name="now">Alliance time.</param>
    public static PayPlan For(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, QuoteRecord? quote, DateTimeOffset now)
    {
        if (quote is null)
            return NotFound(ErrorReason.QuoteNotFound, request.Quote);
        var detail = ExchangeDetail.Parser.ParseFrom(quote.Detail);
        string[] named = [.. detail.Legs.Select(l => l.Paid.Coin)];
        if (!TryAgree(request, named, directory, consent, out var parties, out var refused))
            return refused;
        if (consent.MemberId != quote.MemberId.ToString("D") || detail.Merchant != request.Merchant)
            return Refused(ErrorReason.QuoteMismatch, $"{request.Quote} is for another member or another merchant.");
        if (quote.ExpireTime <= now || named.Length == 0)
            return Refused(ErrorReason.QuoteExpired, $"The time of {request.Quote} has passed; ask for a new one.");
        if (parties.ByCode && detail.Paid.Units > consent.PayCode.MaximumUnits)
            return OverCode(detail.Paid.Units, consent.PayCode);
        return Booked(consent, parties, detail, new Consumption
        {
            Key = QuoteNames.ConsumptionOf(quote.Id),
            RefusalReason = Hosting.Refusal.NameOf(ErrorReason.QuoteUsed),
        });
    }

    /// <summary>Whether all who take part are there, may, and are at work.</summary>
    private static bool TryAgree(
        PayRequest request, IReadOnlyList<string> sources, DirectorySnapshot directory, ResolveSpendingResponse consent,
        [NotNullWhen(true)] out Parties? parties, [NotNullWhen(false)] out PayPlan? refused)
    {
        parties = null;
        var byCode = request.PayerCase == PayRequest.PayerOneofCase.PayCode;
        refused = Missing(request, sources, directory, consent, byCode, out var merchant, out var coins);
        if (refused is not null)
            return false;
        refused = OutOfState(request, directory, consent, byCode, merchant!, coins);
        if (refused is not null)
            return false;
        if (!byCode && coins.Find(c => !MayTake(consent, merchant!, c)) is { } coin)
        {
            refused = Refused(ErrorReason.ConsentMissing,
                $"The member has not opted coins/{coin.Id} in to spending here; ask the member for a pay code.");
            return false;
        }
        parties = new Parties(merchant!, coins, byCode);
        return true;
    }

    private static PayPlan? Missing(
        PayRequest request, IReadOnlyList<string> sources, DirectorySnapshot directory, ResolveSpendingResponse consent, bool byCode,
        out DirectoryMerchant? merchant, out List<DirectoryCoin> coins)
    {
        coins = [];
        if (!TryMerchant(directory, request.Merchant, out merchant))
            return NotFound(ErrorReason.MerchantNotFound, request.Merchant);
        foreach (var source in sources)
        {
            if (!TryCoin(directory, source, out var coin))
                return NotFound(ErrorReason.CoinNotFound, source);
            coins.Add(coin);
        }
        if (byCode && (consent.PayCode is null || consent.MemberId.Length == 0))
            return Refused(ErrorReason.PayCodeNotFound, "There is no such pay code.");
        return consent.MemberId.Length == 0 ? NotFound(ErrorReason.MemberNotFound, request.Member) : null;
    }

    private static PayPlan? OutOfState(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, bool byCode,
        DirectoryMerchant merchant, List<DirectoryCoin> coins)
    {
        // The coins become the till's own: its brand is their target too.
        foreach (var source in coins.Select(c => c.PartnerId).DefaultIfEmpty())
            if (Suspensions.Pay.Refuses(directory, merchant.PartnerId, source) is { } suspended)
                return new PayPlan { Refusal = suspended };
        if (consent.MemberClosed)
            return Refused(ErrorReason.MemberClosed, "The member is closed.");
        if (byCode && CodeRefusal(request, consent.PayCode, coins) is { } code)
            return new PayPlan { Refusal = code };
        return request.HowMuchCase != PayRequest.HowMuchOneofCase.Quote && coins.Exists(c => c.Id == merchant.CoinId)
            ? Refused(ErrorReason.SameCoin, $"coins/{merchant.CoinId} is the merchant's own coin; use LedgerService.Redeem.")
            : null;
    }

    /// <summary>Whether the till may take a coin without a pay code: its brand's own of who is linked with it, others by opt-in.</summary>
    private static bool MayTake(ResolveSpendingResponse consent, DirectoryMerchant merchant, DirectoryCoin coin) =>
        consent.TillLinked && (coin.Id == merchant.CoinId || consent.Consents.Any(c => c.PartnerId == coin.PartnerId));

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public PostRequest ToPost(PayRequest request, byte[] fingerprint)
    {
        var post = ToPost(request.RequestId, fingerprint, request.ExternalReference);
        post.Planned = IsPlanned;
        post.Consumes.AddRange(Consumes);
        return post;
    }

    /// <summary>The same as an authorization: what would be taken from the member is set aside.</summary>
    public PostRequest ToHold(PayRequest request, byte[] fingerprint, Duration? lifetime)
    {
        var post = ToPost(request, fingerprint);
        (post.Kind, post.Lifetime) = (JournalKind.Hold, lifetime);
        post.Legs.Clear();
        post.Legs.AddRange(ExchangeLegs.Debits(Legs));
        return post;
    }

    /// <summary>How many of the merchant's coins are asked for; null where it is said what the member gives.</summary>
    private static long? TargetUnits(PayRequest request, RateBoard board, DirectoryMerchant merchant) => request.HowMuchCase switch
    {
        PayRequest.HowMuchOneofCase.Amount => request.Amount.Units,
        PayRequest.HowMuchOneofCase.Money => (long)(((Int128)request.Money.Units - 1) / board.AsksOf(merchant.CoinId)) + 1,
        _ => null,
    };

    /// <summary>One coin: the limits, and what is booked.</summary>
    private static PayPlan Reckon(
        PayRequest request, ResolveSpendingResponse consent, RateBoard board, Parties parties, long? target)
    {
        var coin = parties.Coins[0];
        var (rate, limits) = board.Between(coin.Id, parties.Merchant.CoinId);
        var paid = target is { } exact ? rate.ExactOut(exact) : request.Pay.Units;
        if (parties.ByCode && paid > consent.PayCode.MaximumUnits)
            return OverCode(paid, consent.PayCode);
        if (Limits.Refuse(paid, limits, board) is { } outOfLimits)
            return new PayPlan { Refusal = outOfLimits };
        var gives = target ?? rate.ExactIn(paid);
        return gives == 0
            ? Refused(ErrorReason.PaysNothing, $"{paid} of coins/{coin.Id} give nothing at {request.Merchant}.")
            : Booked(consent, parties, DetailOf(request, board, parties, [Reckoning.Leg(board, coin, parties.Merchant.CoinId, paid, gives)]));
    }

    /// <summary>As many of the member's coins as it takes, so that the member loses as little as can be.</summary>
    private static PayPlan ReckonAny(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard board, Parties parties,
        long target, GetMemberWalletsResponse wallets)
    {
        var merchant = parties.Merchant;
        var sources = PaymentSources.Of(directory, consent, wallets, merchant, board);
        var plan = PaymentPlanner.Plan(target, board.AsksOf(merchant.CoinId), sources, PaymentSources.WishesOf(request.Wishes));
        if (plan.Legs.Count == 0)
            return new PayPlan
            {
                IsPlanned = true,
                Refusal = new Refusal(
                    ErrorReason.InsufficientCoins,
                    $"The member's coins give {target - plan.MissingUnits} of the {target} coins/{merchant.CoinId} here; {plan.MissingUnits} are missing.")
                    .With("missing", plan.MissingUnits),
            };
        if (plan.Legs.Count > ExchangeRecord.MaxSources)
            return Refused(ErrorReason.InsufficientCoins,
                $"It would take {plan.Legs.Count} coins; {ExchangeRecord.MaxSources} at most take part in a payment.");
        var legs = plan.Legs.Select(
            l => Reckoning.Leg(board, directory.Coins[l.CoinId], merchant.CoinId, l.SourceUnits, l.TargetUnits)).ToList();
        return Booked(consent, parties, DetailOf(request, board, parties, legs), planned: true);
    }

    private static ExchangeDetail DetailOf(PayRequest request, RateBoard board, Parties parties, IReadOnlyList<ExchangeLeg> legs)
    {
        var detail = Reckoning.Detail(BoardNames.Of(board.Number), board.Currency, parties.Merchant.PartnerId, legs);
        detail.Merchant = request.Merchant;
        detail.Redeemed = Reckoning.Coins(parties.Merchant.CoinId, Reckoning.Gives(legs));
        return detail;
    }

    /// <summary>What is booked, from how it was reckoned.</summary>
    private static PayPlan Booked(
        ResolveSpendingResponse consent, Parties parties, ExchangeDetail detail, Consumption? quote = null, bool planned = false)
    {
        Consumption? code = !parties.ByCode ? null : new Consumption
        {
            Key = consent.PayCode.Consumes,
            RefusalReason = Hosting.Refusal.NameOf(ErrorReason.PayCodeUsed),
        };
        var issuers = detail.Legs.ToDictionary(l => l.Paid.Coin, l => l.Partner);
        ExchangeLegs.NoteCaps(detail, CapOf);
        return new PayPlan
        {
            IsPlanned = planned,
            Detail = detail,
            Consumes = [.. new[] { quote, code }.OfType<Consumption>()],
            Legs = ExchangeLegs.Of(consent.MemberId, detail, CapOf),
        };

        long CapOf(string coin) => parties.ByCode || coin == parties.Merchant.CoinId ? 0
            : consent.Consents.FirstOrDefault(c => ResourceNames.Partner(c.PartnerId) == issuers[ResourceNames.Coin(coin)])?.DailyCapUnits ?? 0;
    }

    /// <summary>A pay code is good for one coin, so also not for what a quote says of several.</summary>
    private static Refusal? CodeRefusal(PayRequest request, PayCode code, List<DirectoryCoin> coins)
    {
        if (code.Expired)
            return new Refusal(
                ErrorReason.PayCodeExpired, "The pay code's time has passed; ask the member for a new one.");
        if (coins.Exists(c => c.Id != code.CoinId) || (code.Merchant.Length > 0 && code.Merchant != request.Merchant))
            return new Refusal(
                ErrorReason.PayCodeMismatch, "The pay code is good for another coin or another merchant.");
        return null;
    }

    private static PayPlan OverCode(long paid, PayCode code) => new()
    {
        Refusal = new Refusal(
            ErrorReason.PayCodeLimitExceeded, $"The pay code is good for {code.MaximumUnits} units; this takes {paid}.")
            .With("maximum", code.MaximumUnits),
    };

    private static PayPlan Refused(ErrorReason reason, string message) =>
        new() { Refusal = new Refusal(reason, message) };

    private static PayPlan NotFound(ErrorReason reason, string name) =>
        new() { Refusal = Hosting.Refusal.NotFound(reason, name) };

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
