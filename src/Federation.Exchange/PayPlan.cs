using System.Diagnostics.CodeAnalysis;
using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange;

/// <summary>
/// What a payment is to book, or why it is refused. Pure: request, directory, consent and board decide it. All
/// arithmetic of a payment is here and in <see cref="Rate"/>.
/// </summary>
internal sealed class PayPlan
{
    /// <summary>Why the payment is refused; then there is nothing to book.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>What to book. Per asset the legs sum to zero.</summary>
    public IReadOnlyList<Leg> Legs { get; private init; } = [];

    /// <summary>How it was reckoned.</summary>
    public ExchangeDetail? Detail { get; private init; }

    /// <summary>What may be used once: the pay code, the quote.</summary>
    public IReadOnlyList<Consumption> Consumes { get; private init; } = [];

    /// <summary>A payment at the rates in force. Guards in the documented order: existence, state, limits.</summary>
    /// <param name="request">A request of good form.</param>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="consent">What the till may do with the payer's coins.</param>
    /// <param name="board">The board in force; null where there is none.</param>
    public static PayPlan For(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, RateBoard? board)
    {
        if (!TryAgree(request, SourceOf(request), directory, consent, out var parties, out var refused))
            return refused;
        if (board is null)
            return Refused(ErrorReason.NoBoardInForce, "No board is in force.");
        foreach (var id in (string[])[parties.Coin.Id, parties.Merchant.CoinId])
            if (!board.Has(id))
                return new PayPlan { Refusal = NotOnBoard(board, id) };
        return Reckon(request, consent, board, parties);
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
        if (!TryAgree(request, detail.Paid.Coin, directory, consent, out var parties, out var refused))
            return refused;
        if (consent.MemberId != quote.MemberId.ToString("D") || detail.Merchant != request.Merchant)
            return Refused(ErrorReason.QuoteMismatch, $"{request.Quote} is for another member or another merchant.");
        if (quote.ExpireTime <= now)
            return Refused(ErrorReason.QuoteExpired, $"The time of {request.Quote} has passed; ask for a new one.");
        if (parties.Consent is null && detail.Paid.Units > consent.PayCode.MaximumUnits)
            return OverCode(detail.Paid.Units, consent.PayCode);
        return Booked(consent, parties, detail, new Consumption
        {
            Key = QuoteNames.ConsumptionOf(quote.Id),
            RefusalReason = Hosting.Refusal.NameOf(ErrorReason.QuoteUsed),
        });
    }

    /// <summary>Whether all who take part are there, may, and are at work.</summary>
    private static bool TryAgree(
        PayRequest request, string source, DirectorySnapshot directory, ResolveSpendingResponse consent,
        [NotNullWhen(true)] out Parties? parties, [NotNullWhen(false)] out PayPlan? refused)
    {
        parties = null;
        var byCode = request.PayerCase == PayRequest.PayerOneofCase.PayCode;
        refused = Missing(request, source, directory, consent, byCode, out var merchant, out var coin);
        if (refused is not null)
            return false;
        refused = OutOfState(request, directory, consent, byCode, merchant!, coin!);
        if (refused is not null)
            return false;
        var allied = consent.TillLinked ? consent.Consents.FirstOrDefault(c => c.PartnerId == coin!.PartnerId) : null;
        if (!byCode && allied is null)
        {
            refused = Refused(ErrorReason.ConsentMissing,
                $"The member has not opted coins/{coin!.Id} in to spending here; ask the member for a pay code.");
            return false;
        }
        parties = new Parties(merchant!, coin!, byCode ? null : allied);
        return true;
    }

    private static PayPlan? Missing(
        PayRequest request, string source, DirectorySnapshot directory, ResolveSpendingResponse consent, bool byCode,
        out DirectoryMerchant? merchant, out DirectoryCoin? coin)
    {
        coin = null;
        if (!TryMerchant(directory, request.Merchant, out merchant))
            return NotFound(ErrorReason.MerchantNotFound, request.Merchant);
        if (!TryCoin(directory, source, out coin))
            return NotFound(ErrorReason.CoinNotFound, source);
        if (byCode && (consent.PayCode is null || consent.MemberId.Length == 0))
            return Refused(ErrorReason.PayCodeNotFound, "There is no such pay code.");
        return consent.MemberId.Length == 0 ? NotFound(ErrorReason.MemberNotFound, request.Member) : null;
    }

    private static PayPlan? OutOfState(
        PayRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent, bool byCode,
        DirectoryMerchant merchant, DirectoryCoin coin)
    {
        if ((directory.Suspended(merchant.PartnerId) ?? directory.Suspended(coin.PartnerId)) is { } suspended)
            return new PayPlan { Refusal = suspended };
        if (consent.MemberClosed)
            return Refused(ErrorReason.MemberClosed, "The member is closed.");
        if (byCode && CodeRefusal(request, consent.PayCode, coin) is { } code)
            return new PayPlan { Refusal = code };
        return coin.Id == merchant.CoinId
            ? Refused(ErrorReason.SameCoin, $"coins/{coin.Id} is the merchant's own coin; use LedgerService.Redeem.")
            : null;
    }

    /// <summary>The one call to the ledger: the legs, or the refusal that is to be remembered.</summary>
    public PostRequest ToPost(PayRequest request, byte[] fingerprint)
    {
        var post = new PostRequest
        {
            RequestId = request.RequestId,
            Fingerprint = UnsafeByteOperations.UnsafeWrap(fingerprint),
            Kind = JournalKind.Exchange,
            ExternalReference = request.ExternalReference,
            Refusal = Refusal?.ToOutcome(),
            Detail = Detail is null ? null : Any.Pack(Detail),
        };
        post.Legs.AddRange(Legs);
        post.Consumes.AddRange(Consumes);
        return post;
    }

    /// <summary>The limits, and what is booked.</summary>
    private static PayPlan Reckon(
        PayRequest request, ResolveSpendingResponse consent, RateBoard board, Parties parties)
    {
        var (rate, limits) = board.Between(parties.Coin.Id, parties.Merchant.CoinId);
        var exactIn = request.HowMuchCase == PayRequest.HowMuchOneofCase.Pay;
        long paid, redeemed;
        SettlementSplit split;
        try
        {
            paid = exactIn ? request.Pay.Units : rate.ExactOut(request.Amount.Units);
            if (parties.Consent is null && paid > consent.PayCode.MaximumUnits)
                return OverCode(paid, consent.PayCode);
            if (OutOfLimits(paid, limits, board) is { } outOfLimits)
                return new PayPlan { Refusal = outOfLimits };
            redeemed = exactIn ? rate.ExactIn(paid) : request.Amount.Units;
            if (redeemed == 0)
                return Refused(
                    ErrorReason.PaysNothing, $"{paid} of coins/{parties.Coin.Id} give nothing at {request.Merchant}.");
            split = rate.Settle(paid, redeemed);
        }
        catch (OverflowException)
        {
            return Refused(ErrorReason.AmountOverflow, "At these rates the sum would leave the range of 64 bits.");
        }
        return Booked(consent, parties, DetailOf(request, parties, board, paid, redeemed, split));
    }

    /// <summary>What is booked, from how it was reckoned.</summary>
    private static PayPlan Booked(
        ResolveSpendingResponse consent, Parties parties, ExchangeDetail detail, params IEnumerable<Consumption> consumes) => new()
    {
        Legs = PayLegs.Of(consent.MemberId, parties, detail),
        Detail = detail,
        Consumes = parties.Consent is not null ? [.. consumes] :
        [
            .. consumes,
            new Consumption
            {
                Key = consent.PayCode.Consumes,
                RefusalReason = Hosting.Refusal.NameOf(ErrorReason.PayCodeUsed),
            },
        ],
    };

    private static ExchangeDetail DetailOf(
        PayRequest request, Parties parties, RateBoard board, long paid, long redeemed, SettlementSplit split)
    {
        var rate = board.Between(parties.Coin.Id, parties.Merchant.CoinId).Rate;
        Money Money(long units) => new() { Currency = board.Currency, Units = units };
        return new ExchangeDetail
        {
            Board = BoardNames.Of(board.Number),
            Merchant = request.Merchant,
            Paid = new CoinAmount { Coin = ResourceNames.Coin(parties.Coin.Id), Units = paid },
            Redeemed = new CoinAmount { Coin = ResourceNames.Coin(parties.Merchant.CoinId), Units = redeemed },
            Gross = Money(split.Gross),
            Value = Money(split.Value),
            Fee = Money(split.Fee),
            Rounding = Money(split.Rounding),
            PaysUnits = rate.Pays,
            AsksUnits = rate.Asks,
            FeeBasisPoints = rate.FeeBasisPoints,
            FeeFixedUnits = rate.FixedFee,
        };
    }

    private static Refusal? CodeRefusal(PayRequest request, PayCode code, DirectoryCoin coin)
    {
        if (code.Expired)
            return new Refusal(
                ErrorReason.PayCodeExpired, "The pay code's time has passed; ask the member for a new one.");
        if (code.CoinId != coin.Id || (code.Merchant.Length > 0 && code.Merchant != request.Merchant))
            return new Refusal(
                ErrorReason.PayCodeMismatch, "The pay code is good for another coin or another merchant.");
        return null;
    }

    private static Refusal NotOnBoard(RateBoard board, string coinId) => new Refusal(
        ErrorReason.CoinNotOnBoard,
        $"{BoardNames.Of(board.Number)}, which is in force, has no value for coins/{coinId}.")
        .With("coin", ResourceNames.Coin(coinId));

    private static Refusal? OutOfLimits(long paid, ConversionLimits limits, RateBoard board)
    {
        if (limits.Allows(paid))
            return null;
        var (reason, side, bound) = paid < limits.MinimumUnits
            ? (ErrorReason.ConversionBelowMinimum, "at least", limits.MinimumUnits)
            : (ErrorReason.ConversionAboveMaximum, "at most", limits.MaximumUnits);
        return new Refusal(reason, $"{BoardNames.Of(board.Number)} takes {side} {bound} units at once here; this takes {paid}.")
            .With("units", bound);
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

/// <summary>Who takes part in a payment.</summary>
/// <param name="Merchant">The till; its brand issues the coins that are redeemed.</param>
/// <param name="Coin">The coin that the member gives.</param>
/// <param name="Consent">By what opt-in; null when it is paid by pay code.</param>
internal sealed record Parties(DirectoryMerchant Merchant, DirectoryCoin Coin, AlliedConsent? Consent);
