using Federation.Exchange.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to convert coins and to undo that, for receipts, and what the exchange is asked over JSON.</summary>
internal static partial class HostileCalls
{
    private const string UnknownExchange = "exchanges/0194f3a0-0000-7000-8000-000000000000";

    private static IEnumerable<HostileCall> ConversionForms()
    {
        foreach (var units in new[] { 0, -1, AboveMaximum, long.MaxValue, long.MinValue })
        {
            yield return Bad(
                $"convert {units}", a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, units)), "pay.units");
            yield return Bad($"convert to {units}", a => a.Birch.Exchanges.ConvertAsync(new ConvertRequest
            { RequestId = Id(), Member = a.Zoe.AtBirch, Amount = Of("birch", units), OtherCoin = "coins/aster" }),
                "amount.units");
        }
        yield return Bad("convert without saying how much and to what", a => a.Birch.Exchanges.ConvertAsync(
            new ConvertRequest { RequestId = Id(), Member = a.Zoe.AtBirch }), "how_much", "other_coin");
        yield return Bad("convert to birch instead of coins/birch",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 60, to: "birch")), "other_coin");
        yield return Bad(
            "convert for members/xyz", a => a.Birch.Exchanges.ConvertAsync(Converting("members/xyz", 60)), "member");
        yield return Bad("convert without a request_id",
            a => a.Birch.Exchanges.ConvertAsync(new ConvertRequest(Converting(a.Zoe.AtBirch, 60)) { RequestId = "" }),
            "request_id");
        yield return Bad("convert with a line break in the reference", a => a.Birch.Exchanges.ConvertAsync(
            new ConvertRequest(Converting(a.Zoe.AtBirch, 60)) { ExternalReference = "1\n2" }), "external_reference");
        yield return Bad("undo a journal's name", a => a.Birch.Exchanges.UndoConvertAsync(
            Undoing(a.Converted.Open.Replace("exchanges/", "journals/", StringComparison.Ordinal))), "exchange");
        yield return Bad("undo nothing", a => a.Birch.Exchanges.UndoConvertAsync(new UndoConvertRequest()),
            "request_id", "exchange");
    }

    private static IEnumerable<HostileCall> Conversions() =>
    [
        Row("convert without consent", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Bob.AtBirch, 60))),
        Row("convert after the consent ended with the link", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Unlinked.AtBirch, 60))),
        Row("convert above the cap of a day", FailedPrecondition, "DAILY_CAP_EXCEEDED",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Ann.AtBirch, 501))),
        Row("convert more than is free", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 900))),
        Row("convert so little that it gives nothing", FailedPrecondition, "PAYS_NOTHING",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 1))),
        Row("convert 10^15", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, Maximum))),
        Row("convert to 10^15", FailedPrecondition, "CONVERSION_ABOVE_MAXIMUM",
            a => a.Birch.Exchanges.ConvertAsync(new ConvertRequest
        { RequestId = Id(), Member = a.Zoe.AtBirch, Amount = Of("birch", Maximum), OtherCoin = "coins/aster" })),
        Row("convert before the first earning", NotFound, "WALLET_NOT_FOUND",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Fay.AtBirch, 60))),
        Row("convert for a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Closed.AtBirch, 60))),
        Row("convert a suspended brand's coins", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Kim.AtBirch, 60, "cedar"))),
        Row("convert to a suspended brand's coins", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Aster.Exchanges.ConvertAsync(Converting(a.Zoe.Name, 60, to: "coins/cedar"))),
        Row("convert to coins that are not on the board", FailedPrecondition, "COIN_NOT_ON_BOARD",
            a => a.Aster.Exchanges.ConvertAsync(Converting(a.Max.Name, 10, to: "coins/dune"))),
        Row("convert to the same coins", FailedPrecondition, "SAME_COIN",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 60, "birch"))),
        Row("convert unknown coins", NotFound, "COIN_NOT_FOUND",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 60, "nothing"))),
        Row("convert to unknown coins", NotFound, "COIN_NOT_FOUND",
            a => a.Aster.Exchanges.ConvertAsync(Converting(a.Zoe.Name, 60, to: "coins/nothing"))),
        Row("convert other brands' coins", PermissionDenied, "NOT_YOURS",
            a => a.Dune.Exchanges.ConvertAsync(Converting(a.Rich, 60))),
        Row("convert for an unknown member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Exchanges.ConvertAsync(Converting(Nobody, 60))),
        Row("convert under another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Exchanges.ConvertAsync(Converting(a.Zoe.Name, 60))),
        Row("convert to coins of a brand that does not know the member", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Exchanges.ConvertAsync(Converting(a.Solo, 60))),
        Row("convert as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.ConvertAsync(Converting(a.Zoe.AtBirch, 60))),
        Row("convert with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.ConvertAsync(Converting(a.Zoe.Name, 60))),
        Row("convert other coins under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.ConvertAsync(
                new ConvertRequest(Converting(a.Zoe.AtBirch, 61)) { RequestId = a.Converted.OpenId })),
        Row("convert under the request_id of a payment", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.ConvertAsync(
                new ConvertRequest(Converting(a.Zoe.AtBirch, 60)) { RequestId = a.Paid.PayId })),
    ];

    private static IEnumerable<HostileCall> ConversionUndoings() =>
    [
        Row("undo an unknown conversion", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Birch.Exchanges.UndoConvertAsync(Undoing(UnknownExchange))),
        Row("undo what another brand asked for", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Aster.Exchanges.UndoConvertAsync(Undoing(a.Converted.Open))),
        Row("undo a payment as if it were a conversion", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Birch.Exchanges.UndoConvertAsync(Undoing(a.Paid.PartlyRefunded.Name))),
        Row("undo a redemption as if it were a conversion", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Aster.Exchanges.UndoConvertAsync(
            Undoing(a.Journals.PartlyRefunded.Replace("journals/", "exchanges/", StringComparison.Ordinal)))),
        Row("undo a conversion twice", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Birch.Exchanges.UndoConvertAsync(Undoing(a.Converted.Undone))),
        Row("undo a conversion whose coins were spent", FailedPrecondition, "ALREADY_SPENT",
            a => a.Birch.Exchanges.UndoConvertAsync(Undoing(a.Converted.Spent))),
        Row("undo a conversion a day later", FailedPrecondition, "COOLING_OFF_PASSED",
            a => a.Birch.Exchanges.UndoConvertAsync(Undoing(a.Converted.Late))),
        Row("undo a conversion as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.UndoConvertAsync(Undoing(a.Converted.Open))),
        Row("undo a conversion with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.UndoConvertAsync(Undoing(a.Converted.Open))),
        Row("undo another conversion under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.UndoConvertAsync(
                new UndoConvertRequest(Undoing(a.Converted.Open)) { RequestId = a.Converted.UndoId })),
        Row("refund a conversion", FailedPrecondition, "NOT_REFUNDABLE",
            a => a.Birch.Exchanges.RefundAsync(GivingBack(a.Converted.Open))),
        Row("reverse a conversion as a brand", FailedPrecondition, "NOT_REVERSIBLE", a => a.Birch.Ledger.ReverseAsync(
            Reversing(a.Converted.Open.Replace("exchanges/", "journals/", StringComparison.Ordinal)))),
    ];

    private static IEnumerable<HostileCall> Receipts() =>
    [
        Row("get the receipt of no exchange", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Birch.Exchanges.GetReceiptAsync(new() { Exchange = UnknownExchange })),
        Row("get the receipt of two other brands", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Dune.Exchanges.GetReceiptAsync(new() { Exchange = a.Paid.PartlyRefunded.Name })),
        Row("get the receipt of an authorization", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Birch.Exchanges.GetReceiptAsync(
            new() { Exchange = a.Authorized.Open.Replace("authorizations/", "exchanges/", StringComparison.Ordinal) })),
        Bad("get a receipt by its journal",
            a => a.Birch.Exchanges.GetReceiptAsync(new() { Exchange = a.Paid.PartlyRefunded.Journal }), "exchange"),
        Bad("get a receipt in Klingon",
            a => a.Birch.Exchanges.GetReceiptAsync(
                new() { Exchange = a.Paid.PartlyRefunded.Name, LanguageCode = "tlh" }), "language_code"),
        Bad("get a receipt in EN", a => a.Birch.Exchanges.GetReceiptAsync(
            new() { Exchange = a.Paid.PartlyRefunded.Name, LanguageCode = "EN" }), "language_code"),
        Row("get a receipt with a token for the books", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.GetReceiptAsync(new() { Exchange = a.Paid.PartlyRefunded.Name })),
    ];

    private static IEnumerable<HostileCall> ExchangesOverJson()
    {
        yield return Bad("authorize for 59 s over JSON", a => PostAsBirchAsync(a, "exchanges:authorize", $$"""
            {"request_id":"{{Id()}}","merchant":"{{BirchTill}}","member":"{{a.Zoe.AtBirch}}","pay":{"coin":"coins/aster","units":"15"},
            "lifetime":"59s"}
            """), "lifetime");
        yield return Bad("authorize for a while over JSON",
            a => PostAsBirchAsync(a, "exchanges:authorize", """{"lifetime":"a while"}"""), "lifetime");
        yield return Bad(
            "authorize twice as much as one says over JSON", a => PostAsBirchAsync(a, "exchanges:authorize",
            """{"pay":{"coin":"coins/aster","units":"1"},"amount":{"coin":"coins/birch","units":"1"}}"""), "amount");
        yield return Bad("convert -60 over JSON", a => PostAsBirchAsync(a, "exchanges:convert", $$"""
            {"request_id":"{{Id()}}","member":"{{a.Zoe.AtBirch}}","pay":{"coin":"coins/aster","units":"-60"},"other_coin":"coins/birch"}
            """), "pay.units");
        yield return Bad("convert half a coin over JSON",
            a => PostAsBirchAsync(a, "exchanges:convert", """{"pay":{"coin":"coins/aster","units":0.5}}"""),
            "pay.units");
        yield return Bad("pay pounds of another kind over JSON", a => PostAsBirchAsync(a, "exchanges:pay", $$"""
            {"request_id":"{{Id()}}","merchant":"{{BirchTill}}","member":"{{a.Zoe.AtBirch}}","money":{"currency":"gbp","units":"15"} }
            """), "money.currency");
        yield return Bad("pay with wishes and a source coin over JSON", a => PostAsBirchAsync(a, "exchanges:pay", $$"""
            {"request_id":"{{Id()}}","merchant":"{{BirchTill}}","member":"{{a.Zoe.AtBirch}}","amount":{"coin":"coins/birch","units":"15"},
            "source_coin":"coins/aster","wishes":{"order":["coins/aster"] } }
            """), "wishes");
        foreach (var (verb, part) in new[] { ("capture", ",\"all\":true"), ("release", "") })
        {
            yield return Row($"{verb} an unknown authorization over JSON", NotFound, "AUTHORIZATION_NOT_FOUND",
                a => PostAsBirchAsync(a, $"{UnknownAuthorization}:{verb}", $$"""{"request_id":"{{Id()}}"{{part}}}"""));
            yield return Row($"{verb} another brand's authorization over JSON", NotFound, "AUTHORIZATION_NOT_FOUND",
                async a => await Wire.JsonAsync(
                    a, HttpMethod.Post, $"/v1/{a.Authorized.Open}:{verb}", $$"""{"request_id":"{{Id()}}"{{part}}}""",
                    await a.Dune.GetAccessTokenAsync()));
            yield return Bad($"{verb} an authorization that is none over JSON",
                a => PostAsBirchAsync(a, $"authorizations/1:{verb}", $$"""{"request_id":"{{Id()}}"{{part}}}"""),
                "authorization");
        }
        yield return Bad("capture 2^63-1 over JSON", a => PostAsBirchAsync(
            a, $"{a.Authorized.Open}:capture", $$"""{"request_id":"{{Id()}}","units":"9223372036854775807"}"""),
            "units");
        yield return Bad("capture 2^63 over JSON", a => PostAsBirchAsync(
            a, $"{a.Authorized.Open}:capture", $$"""{"request_id":"{{Id()}}","units":"9223372036854775808"}"""),
            "units");
        yield return Row("undo a payment over JSON", FailedPrecondition, "NOT_REVERSIBLE",
            a => PostAsBirchAsync(a, $"{a.Paid.PartlyRefunded.Name}:undo", $$"""{"request_id":"{{Id()}}"}"""));
        yield return Row("undo a conversion a day later over JSON", FailedPrecondition, "COOLING_OFF_PASSED",
            a => PostAsBirchAsync(a, $"{a.Converted.Late}:undo", $$"""{"request_id":"{{Id()}}"}"""));
        foreach (var (said, path) in new[]
        {
            ("an authorization", UnknownAuthorization), ("a receipt", UnknownExchange + "/receipt"),
        })
            yield return Row($"get {said} that is not there over JSON", NotFound,
                path == UnknownAuthorization ? "AUTHORIZATION_NOT_FOUND" : "EXCHANGE_NOT_FOUND", a =>
                Wire.JsonAsync(a, HttpMethod.Get, "/v1/" + path));
        yield return Bad("get a receipt in French over JSON", a => Wire.JsonAsync(
            a, HttpMethod.Get, $"/v1/{a.Paid.PartlyRefunded.Name}/receipt?language_code=fr"), "language_code");
        yield return Bad("get an authorization by way of .. over JSON",
            a => Wire.JsonAsync(a, HttpMethod.Get, "/v1/authorizations/..%2fexchanges"), "name");
        yield return Row("an authorization over JSON without a token", Unauthenticated, "TOKEN_MISSING",
            a => Wire.JsonAsync(a, HttpMethod.Get, $"/v1/{a.Authorized.Open}", token: ""));
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/v1/exchanges:steal"), (HttpMethod.Get, "/v1/exchanges:authorize"),
                (HttpMethod.Delete, "/v1/" + UnknownAuthorization),
            (HttpMethod.Post, $"/v1/{UnknownAuthorization}:steal"), (HttpMethod.Get, $"/v1/{UnknownExchange}/receipts"),
        })
            yield return Row(
                $"{method} {path}", Unimplemented, "SERVICE_UNKNOWN", a => Wire.JsonAsync(a, method, path));
    }

    private static async Task PostAsBirchAsync(HostileAlliance a, string path, string body) =>
        await Wire.JsonAsync(a, HttpMethod.Post, "/v1/" + path, body, await a.Birch.GetAccessTokenAsync());

    private static ConvertRequest Converting(
        string member, long units, string from = "aster", string to = "coins/birch") =>
        new() { RequestId = Id(), Member = member, Pay = Of(from, units), OtherCoin = to };

    private static UndoConvertRequest Undoing(string exchange) => new() { RequestId = Id(), Exchange = exchange };
}
