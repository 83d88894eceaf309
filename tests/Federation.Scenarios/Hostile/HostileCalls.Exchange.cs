using Federation.Exchange.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to pay across brands.</summary>
internal static partial class HostileCalls
{
    private const string DuneTill = "partners/dune/merchants/till";

    private static IEnumerable<HostileCall> PaymentForms() =>
    [
        Bad("pay without saying who and how much", a => a.Birch.Exchanges.PayAsync(
            new PayRequest { RequestId = Id(), Merchant = BirchTill }), "how_much", "payer"),
        Bad("pay at no till",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 1, merchant: "birch")), "merchant"),
        Bad("pay for members/xyz", a => a.Birch.Exchanges.PayAsync(ByConsent("members/xyz", 1)), "member"),
        Bad("pay with a coin said twice", a => a.Birch.Exchanges.PayAsync(
            new PayRequest(ByConsent(a.Ann.AtBirch, 1)) { SourceCoin = "coins/aster" }), "source_coin"),
        Bad("pay an amount by a code, with wishes", a => a.Birch.Exchanges.PayAsync(
            new PayRequest
            {
                RequestId = Id(),
                Merchant = BirchTill,
                PayCode = "7",
                Amount = Of("birch", 1),
                Wishes = new CoinWishes { Order = { "coins/aster" } },
            }), "wishes"),
        Bad("pay an amount in a coin that is not the till's",
            a => a.Birch.Exchanges.PayAsync(Exactly(a.Ann.AtBirch, 1, "cedar")), "amount.coin"),
        Bad("pay an amount of 0", a => a.Birch.Exchanges.PayAsync(Exactly(a.Ann.AtBirch, 0)), "amount.units"),
        Bad("pay with 65 characters of code",
            a => a.Birch.Exchanges.PayAsync(ByCode(new string('7', 65), 1)), "pay_code"),
        Bad("pay with an empty code", a => a.Birch.Exchanges.PayAsync(ByCode("", 1)), "pay_code"),
        Bad("pay with a line break in the reference", a => a.Birch.Exchanges.PayAsync(
            new PayRequest(ByConsent(a.Ann.AtBirch, 1)) { ExternalReference = "1\n2" }), "external_reference"),
        Bad("pay without a request_id", a => a.Birch.Exchanges.PayAsync(
            new PayRequest(ByConsent(a.Ann.AtBirch, 1)) { RequestId = "" }), "request_id"),
    ];

    private static IEnumerable<HostileCall> Payments() =>
    [
        Row("pay without consent", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Bob.AtBirch, 1))),
        Row("pay after the consent ended with the link", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Unlinked.AtBirch, 1))),
        Row("pay above the cap of a day", FailedPrecondition, "DAILY_CAP_EXCEEDED",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 501))),
        Row("pay more than there is", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 100_000))),
        Row("pay so little that it gives nothing", FailedPrecondition, "PAYS_NOTHING",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 1))),
        Row("pay 10^15", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, Maximum))),
        Row("pay an amount of 10^15", FailedPrecondition, "CONVERSION_ABOVE_MAXIMUM",
            a => a.Birch.Exchanges.PayAsync(Exactly(a.Ann.AtBirch, Maximum))),
        Row("pay before the first earning", NotFound, "WALLET_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Fay.AtBirch, 10))),
        Row("pay for a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Closed.AtBirch, 10))),
        Row("pay with a suspended brand's coin", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Kim.AtBirch, 10, "cedar"))),
        Row("pay at a suspended brand's till", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Exchanges.PayAsync(ByConsent(a.Kim.Name, 10, "aster", "partners/cedar/merchants/till"))),
        Row("pay with the till's own coin", FailedPrecondition, "SAME_COIN",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 10, "birch"))),
        Row("pay with an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 10, "nothing"))),
        Row("pay at an unknown till", NotFound, "MERCHANT_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(
                ByConsent(a.Ann.AtBirch, 10, merchant: "partners/birch/merchants/nowhere"))),
        Row("pay at another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Exchanges.PayAsync(ByConsent(a.Ann.Name, 10))),
        Row("pay for a member that the till does not know", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.Name, 10))),
        Row("pay as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, 10))),
        Row("pay with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.PayAsync(ByConsent(a.Ann.Name, 10, "birch", AsterTill))),
        Row("pay other coins under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.PayAsync(
                new PayRequest(ByConsent(a.Ann.AtBirch, 301)) { RequestId = a.Paid.PayId })),
    ];

    private static IEnumerable<HostileCall> Quotes() =>
    [
        Bad("quote without saying who and how much", a => a.Birch.Exchanges.CreateQuoteAsync(
            new CreateQuoteRequest { RequestId = Id(), Merchant = BirchTill }), "how_much", "payer"),
        Bad("quote 0", a => a.Birch.Exchanges.CreateQuoteAsync(QuoteFor(a.Ann.AtBirch, 0)), "pay.units"),
        Row("quote without consent", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.CreateQuoteAsync(QuoteFor(a.Bob.AtBirch, 10))),
        Row("quote so little that it gives nothing", FailedPrecondition, "PAYS_NOTHING",
            a => a.Birch.Exchanges.CreateQuoteAsync(QuoteFor(a.Ann.AtBirch, 1))),
        Row("quote 10^15", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Birch.Exchanges.CreateQuoteAsync(QuoteFor(a.Ann.AtBirch, Maximum))),
        Row("quote at another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Exchanges.CreateQuoteAsync(QuoteFor(a.Ann.Name, 10))),
        Row("quote as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.CreateQuoteAsync(QuoteFor(a.Ann.AtBirch, 10))),
        Bad("pay by a quote of no form", a => a.Birch.Exchanges.PayAsync(ByQuote(a.Ann.AtBirch, "quotes/1")), "quote"),
        Bad("pay by a quote and with a coin", a => a.Birch.Exchanges.PayAsync(
            new PayRequest(ByQuote(a.Ann.AtBirch, "quotes/" + Id())) { SourceCoin = "coins/aster" }), "source_coin"),
        Row("pay by a quote that is not there", NotFound, "QUOTE_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByQuote(a.Ann.AtBirch, "quotes/" + Id()))),
    ];

    private static CreateQuoteRequest QuoteFor(string member, long units) =>
        new() { RequestId = Id(), Merchant = BirchTill, Member = member, Pay = Of("aster", units) };

    private static PayRequest ByQuote(string member, string quote) =>
        new() { RequestId = Id(), Merchant = BirchTill, Member = member, Quote = quote };

    private static IEnumerable<HostileCall> PayCodes() =>
    [
        Row("pay with a code that was used", FailedPrecondition, "PAY_CODE_USED",
            a => a.Birch.Exchanges.PayAsync(ByCode(a.Paid.UsedCode, 10))),
        // A code ends with its member's link, which is as if its two minutes had passed.
        Row("pay with a code that has ended", FailedPrecondition, "PAY_CODE_EXPIRED",
            a => a.Birch.Exchanges.PayAsync(ByCode(a.Unlinked.PayCode, 10))),
        Row("pay with a closed member's code", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Birch.Exchanges.PayAsync(ByCode(a.Closed.PayCode, 10))),
        Row("pay with a mistyped code", NotFound, "PAY_CODE_NOT_FOUND", async a =>
            await a.Birch.Exchanges.PayAsync(ByCode(Mistyped(await a.GivenPayCodeAsync(a.Bob.Name, 50)), 10))),
        Row("pay with a code of nonsense", NotFound, "PAY_CODE_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByCode("' OR 1=1 --", 10))),
        Row("pay with a link code", NotFound, "PAY_CODE_NOT_FOUND", async a =>
            await a.Birch.Exchanges.PayAsync(ByCode(await a.GivenLinkCodeAsync(a.Ann.Name), 10))),
        Row("pay with another till's code", FailedPrecondition, "PAY_CODE_MISMATCH", async a =>
            await a.Birch.Exchanges.PayAsync(ByCode(await a.GivenPayCodeAsync(a.Bob.Name, 50, DuneTill), 10))),
        Row("pay with another coin's code", FailedPrecondition, "PAY_CODE_MISMATCH", async a =>
            await a.Birch.Exchanges.PayAsync(ByCode(await a.GivenPayCodeAsync(a.Bob.Name, 50), 10, "dune"))),
        Row("pay more than the code is good for", FailedPrecondition, "PAY_CODE_LIMIT_EXCEEDED", async a =>
            await a.Birch.Exchanges.PayAsync(ByCode(await a.GivenPayCodeAsync(a.Bob.Name, 50), 51))),
        Row("pay an amount that takes more than the code is good for", FailedPrecondition, "PAY_CODE_LIMIT_EXCEEDED",
            async a =>
            await a.Birch.Exchanges.PayAsync(
                new PayRequest(Exactly("", 40)) { PayCode = await a.GivenPayCodeAsync(a.Bob.Name, 50) })),
        Row("pay with a code at a till whose coin has no value", FailedPrecondition, "COIN_NOT_ON_BOARD", async a =>
            await a.Dune.Exchanges.PayAsync(ByCode(await a.GivenPayCodeAsync(a.Bob.Name, 50), 10, merchant: DuneTill))),
        Row("pay with a code at the brand's own till", FailedPrecondition, "SAME_COIN", async a =>
            await a.Aster.Exchanges.PayAsync(
                ByCode(await a.GivenPayCodeAsync(a.Bob.Name, 50), 10, merchant: AsterTill))),
    ];

    private static IEnumerable<HostileCall> PaymentReads() =>
    [
        Row("look into a wallet from another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Exchanges.ListSpendableAsync(new() { Merchant = BirchTill, Member = a.Ann.Name })),
        Row("look into an unknown member's wallet", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Exchanges.ListSpendableAsync(new() { Merchant = BirchTill, Member = Nobody })),
        Row("look into a closed member's wallet", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Birch.Exchanges.ListSpendableAsync(new() { Merchant = BirchTill, Member = a.Closed.AtBirch })),
        Row("look into a wallet from an unknown till", NotFound, "MERCHANT_NOT_FOUND",
            a => a.Birch.Exchanges.ListSpendableAsync(
            new() { Merchant = "partners/birch/merchants/nowhere", Member = a.Ann.AtBirch })),
        Row("look into a wallet as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Exchanges.ListSpendableAsync(
            new() { Merchant = "partners/cedar/merchants/till", Member = a.Kim.Name })),
        Row("get a payment of two other brands", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Dune.Exchanges.GetExchangeAsync(new() { Name = a.Paid.PartlyRefunded.Name })),
        Bad("get an exchange by a bad name",
            a => a.Birch.Exchanges.GetExchangeAsync(new() { Name = "exchanges/../journals" }), "name"),
        Row("list exchanges with a page token that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Birch.Exchanges.ListExchangesAsync(new() { PageToken = "00" })),
        Bad("list -1 exchanges", a => a.Birch.Exchanges.ListExchangesAsync(new() { PageSize = -1 }), "page_size"),
    ];

    private static IEnumerable<HostileCall> PaymentRefunds() =>
    [
        Row("refund an unknown payment", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Birch.Exchanges.RefundAsync(GivingBack("exchanges/0194f3a0-0000-7000-8000-000000000000"))),
        Row("refund a payment that another brand took", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Aster.Exchanges.RefundAsync(GivingBack(a.Paid.PartlyRefunded.Name))),
        Row("refund a redemption as if it were a payment", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Aster.Exchanges.RefundAsync(
            GivingBack(a.Journals.PartlyRefunded.Replace("journals/", "exchanges/", StringComparison.Ordinal)))),
        Row("refund more of a payment than is left", FailedPrecondition, "REFUND_EXCEEDS_REST",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.PartlyRefunded.Name, 101))),
        Row("refund a payment twice", FailedPrecondition, "REFUND_EXCEEDS_REST",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.WhollyRefunded.Name))),
        Row("refund a payment that was reversed", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.Reversed.Name))),
        Bad("refund 0 of a payment",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.PartlyRefunded.Name, 0)), "units"),
        Bad("refund 5 of a payment and all", a => a.Birch.Exchanges.RefundAsync(
            new RefundRequest(GivingBack(a.Paid.PartlyRefunded.Name, 5)) { All = true }), "units"),
        Bad("refund -1 of a payment",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.PartlyRefunded.Name, -1)), "units"),
        Bad("refund a journal's name",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Paid.PartlyRefunded.Journal)), "exchange"),
    ];

    private static PayRequest Exactly(string member, long units, string coin = "birch") =>
        new()
        {
            RequestId = Id(),
            Merchant = BirchTill,
            Member = member,
            Amount = Of(coin, units),
            SourceCoin = "coins/aster"
        };

    /// <summary>A refund of so many units; of all where none are said.</summary>
    private static RefundRequest GivingBack(string exchange, long? units = null) =>
        new() { RequestId = Id(), Exchange = exchange, Units = units ?? 0, All = units is null };
}
