using Federation.Exchange.V1;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to pay from several coins, and to set coins aside for a payment.</summary>
internal static partial class HostileCalls
{
    private const string UnknownAuthorization = "authorizations/0194f3a0-0000-7000-8000-000000000000";

    private static IEnumerable<HostileCall> SeveralCoins()
    {
        foreach (var (said, wishes, field) in new (string, CoinWishes, string)[]
        {
            ("a coin left out twice", new() { ExcludedCoins = { "coins/aster", "coins/aster" } },
                "wishes.excluded_coins"),
            ("a coin wanted twice", new() { Order = { "coins/aster", "coins/aster" } }, "wishes.order"),
            ("a coin wanted by a bad name", new() { Order = { "coins/birch", "aster" } }, "wishes.order[1]"),
            ("101 coins left out", new() { ExcludedCoins = { Enumerable.Range(0, 101).Select(n => $"coins/c{n}") } },
                "wishes.excluded_coins"),
        })
            yield return Bad(
                $"pay with {said}", a => a.Birch.Exchanges.PayAsync(FromAny(a.Zoe.AtBirch, 10, wishes)), field);
        CoinWishes wish = new() { ExcludedCoins = { "coins/cedar" } };
        yield return Bad("pay with wishes and a source coin",
            a => a.Birch.Exchanges.PayAsync(new PayRequest(Exactly(a.Zoe.AtBirch, 10)) { Wishes = wish }), "wishes");
        yield return Bad("pay exactly so many of a coin, with wishes",
            a => a.Birch.Exchanges.PayAsync(new PayRequest(ByConsent(a.Zoe.AtBirch, 10)) { Wishes = wish }), "wishes");
        yield return Bad("pay by a quote, with wishes",
            a => a.Birch.Exchanges.PayAsync(new PayRequest(ByQuote(a.Zoe.AtBirch, "quotes/" + Id())) { Wishes = wish }),
            "wishes");
        yield return Bad(
            "quote with wishes and a source coin", a => a.Birch.Exchanges.CreateQuoteAsync(new CreateQuoteRequest
            {
                RequestId = Id(),
                Merchant = BirchTill,
                Member = a.Zoe.AtBirch,
                Amount = Of("birch", 1),
                SourceCoin = "coins/aster",
                Wishes = wish,
            }), "wishes");
        yield return Bad("pay money of another currency",
            a => a.Birch.Exchanges.PayAsync(InMoney(a.Zoe.AtBirch, 100, "XTS")), "money.currency");
        foreach (var units in new[] { 0, -1, AboveMaximum, long.MaxValue, long.MinValue })
            yield return Bad(
                $"pay {units} of money", a => a.Birch.Exchanges.PayAsync(InMoney(a.Zoe.AtBirch, units)), "money.units");
        yield return Row("pay more than all coins give", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(FromAny(a.Zoe.AtBirch, 10_000)));
        yield return Row("pay 10^15 from any coins", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(FromAny(a.Zoe.AtBirch, Maximum)));
        yield return Row("pay 10^15 of money from any coins", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(InMoney(a.Zoe.AtBirch, Maximum)));
        yield return Row("pay with every coin left out", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(
                FromAny(a.Zoe.AtBirch, 1, new() { ExcludedCoins = { "coins/aster", "coins/birch" } })));
        yield return Row("pay from coins that the member has not", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(
                FromAny(a.Zoe.AtBirch, 1, new() { Order = { "coins/cedar", "coins/nothing" } })));
        yield return Row("pay from any coins, of which none is opted in", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(FromAny(a.Bob.AtBirch, 10)));
        yield return Row("pay from any coins above the cap of a day", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.PayAsync(FromAny(a.Ann.AtBirch, 400)));
        yield return Row("quote more than all coins give", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.CreateQuoteAsync(
            new() { RequestId = Id(), Merchant = BirchTill, Member = a.Zoe.AtBirch, Amount = Of("birch", 10_000) }));
    }

    private static IEnumerable<HostileCall> AuthorizationForms()
    {
        foreach (var (said, seconds, nanos) in new[]
        {
            ("nothing", 0L, 0), ("59 s", 59, 0), ("90 days and a second", (90L * 86_400) + 1, 0), ("-1 s", -1, 0),
                ("no end", long.MaxValue, 0),
            ("a minute and a nanosecond", 60, 1),
        })
            yield return Bad($"authorize for {said}",
                a => a.Birch.Exchanges.AuthorizeAsync(new AuthorizeRequest(Authorizing(a.Zoe.AtBirch, 15))
                { Lifetime = new Duration { Seconds = seconds, Nanos = nanos } }), "lifetime");
        foreach (var units in new[] { 0, -1, AboveMaximum, long.MaxValue, long.MinValue })
            yield return Bad($"authorize {units}",
                a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.AtBirch, units)), "pay.units");
        yield return Bad("authorize without saying who and how much", a => a.Birch.Exchanges.AuthorizeAsync(
            new AuthorizeRequest { RequestId = Id(), Merchant = BirchTill }), "how_much", "payer");
        yield return Bad(
            "authorize money of another currency", a => a.Birch.Exchanges.AuthorizeAsync(new AuthorizeRequest
            {
                RequestId = Id(),
                Merchant = BirchTill,
                Member = a.Zoe.AtBirch,
                Money = new Money { Currency = "XTS", Units = 5 }
            }), "money.currency");
        yield return Bad("authorize without a request_id",
            a => a.Birch.Exchanges.AuthorizeAsync(
                new AuthorizeRequest(Authorizing(a.Zoe.AtBirch, 15)) { RequestId = "" }), "request_id");
        yield return Bad("capture a hold's name as an authorization",
            a => a.Birch.Exchanges.CaptureAsync(CapturingPart(a.Holds.Open)), "authorization");
        yield return Bad("capture an authorization's journal",
            a => a.Birch.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Journal)), "authorization");
        yield return Bad("capture 5 of an authorization and all", a => a.Birch.Exchanges.CaptureAsync(
            new CaptureRequest(CapturingPart(a.Authorized.Open, 5)) { All = true }), "units");
        foreach (var units in new[] { 0, -1, AboveMaximum, long.MaxValue, long.MinValue })
            yield return Bad($"capture {units} of an authorization",
                a => a.Birch.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Open, units)), "units");
        yield return Bad("release without a request_id and an authorization",
            a => a.Birch.Exchanges.ReleaseAsync(new ReleaseRequest()), "request_id", "authorization");
        yield return Bad("get an authorization by a bad name",
            a => a.Birch.Exchanges.GetAuthorizationAsync(new() { Name = "authorizations/' OR 1=1" }), "name");
    }

    private static IEnumerable<HostileCall> Authorizations() =>
    [
        Row("authorize without consent", FailedPrecondition, "CONSENT_MISSING",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Bob.AtBirch, 15))),
        Row("authorize above the cap of a day", FailedPrecondition, "DAILY_CAP_EXCEEDED",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Ann.AtBirch, 501))),
        Row("authorize more than is free", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.AtBirch, 900))),
        Row("authorize 10^15", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.AtBirch, Maximum))),
        Row("authorize so little that it gives nothing", FailedPrecondition, "PAYS_NOTHING",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.AtBirch, 1))),
        Row("authorize for a closed member", FailedPrecondition, "MEMBER_CLOSED",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Closed.AtBirch, 15))),
        Row("authorize a suspended brand's coin", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Kim.AtBirch, 15, "cedar"))),
        Row("authorize before the first earning", NotFound, "WALLET_NOT_FOUND",
            a => a.Birch.Exchanges.AuthorizeAsync(Authorizing(a.Fay.AtBirch, 15))),
        Row("authorize with a code that was used", FailedPrecondition, "PAY_CODE_USED",
            a => a.Birch.Exchanges.AuthorizeAsync(
            new() { RequestId = Id(), Merchant = BirchTill, PayCode = a.Paid.UsedCode, Pay = Of("aster", 15) })),
        Row("authorize by a quote that is not there", NotFound, "QUOTE_NOT_FOUND",
            a => a.Birch.Exchanges.AuthorizeAsync(
            new() { RequestId = Id(), Merchant = BirchTill, Member = a.Zoe.AtBirch, Quote = "quotes/" + Id() })),
        Row("authorize at another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.Name, 15))),
        Row("authorize as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.AtBirch, 15))),
        Row("authorize with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.AuthorizeAsync(Authorizing(a.Zoe.Name, 15))),
        Row("authorize other coins under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.AuthorizeAsync(
                new AuthorizeRequest(Authorizing(a.Zoe.AtBirch, 301)) { RequestId = a.Authorized.OpenId })),
        Row("pay what was authorized under its request_id", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.PayAsync(
                new PayRequest(ByConsent(a.Zoe.AtBirch, 300)) { RequestId = a.Authorized.OpenId })),
    ];

    private static IEnumerable<HostileCall> AuthorizedCaptures()
    {
        foreach (var (said, name, at) in new (
            string, Func<HostileAlliance, string>, Func<HostileAlliance, Client.FederationClient>)[]
        {
            ("an unknown authorization", _ => UnknownAuthorization, a => a.Birch),
                ("another brand's authorization", a => a.Authorized.Open, a => a.Dune),
            ("a payment as if it were an authorization",
                a => a.Paid.PartlyRefunded.Name.Replace("exchanges/", "authorizations/", StringComparison.Ordinal), a =>
                a.Birch),
            ("a hold as if it were an authorization",
                a => a.Holds.Open.Replace("holds/", "authorizations/", StringComparison.Ordinal), a => a.Aster),
        })
        {
            yield return Row($"capture {said}", NotFound, "AUTHORIZATION_NOT_FOUND",
                a => at(a).Exchanges.CaptureAsync(CapturingPart(name(a))));
            yield return Row($"release {said}", NotFound, "AUTHORIZATION_NOT_FOUND",
                a => at(a).Exchanges.ReleaseAsync(GivingUp(name(a))));
            yield return Row($"get {said}", NotFound, "AUTHORIZATION_NOT_FOUND",
                a => at(a).Exchanges.GetAuthorizationAsync(new() { Name = name(a) }));
        }
        yield return Row("capture as the coins' issuer", NotFound, "AUTHORIZATION_NOT_FOUND",
            a => a.Aster.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Open)));
        yield return Row("release as a service of the coins' issuer", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Exchanges.ReleaseAsync(GivingUp(a.Authorized.Open)));
        yield return Row("capture more than is authorized", FailedPrecondition, "CAPTURE_EXCEEDS_HOLD",
            a => a.Birch.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Open, 101)));
        foreach (var (said, name) in new (string, Func<HostileAlliance, string>)[]
        {
            ("captured", a => a.Authorized.Captured), ("released", a => a.Authorized.Released),
        })
        {
            yield return Row($"capture what was {said} of an authorization", FailedPrecondition, "HOLD_CLOSED",
                a => a.Birch.Exchanges.CaptureAsync(CapturingPart(name(a))));
            yield return Row($"release what was {said} of an authorization", FailedPrecondition, "HOLD_CLOSED",
                a => a.Birch.Exchanges.ReleaseAsync(GivingUp(name(a))));
        }
        yield return Row("capture after the authorization's time", FailedPrecondition, "HOLD_EXPIRED",
            a => a.Birch.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Expired)));
        yield return Row("capture as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Open)));
        yield return Row("release as an alliance approver", PermissionDenied, "ROLE_MISSING",
            a => a.Approver.Exchanges.ReleaseAsync(GivingUp(a.Authorized.Open)));
        yield return Row("capture an authorization with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.CaptureAsync(CapturingPart(a.Authorized.Open)));
        yield return Row("release an authorization with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.ReleaseAsync(GivingUp(a.Authorized.Open)));
        yield return Row("get an authorization with a token for the books", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Exchanges.GetAuthorizationAsync(new() { Name = a.Authorized.Open }));
        yield return Row("capture another part under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.CaptureAsync(
                new CaptureRequest(CapturingPart(a.Authorized.Open, 97)) { RequestId = a.Authorized.CaptureId }));
        yield return Row("capture under the request_id of the authorization", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.CaptureAsync(
                new CaptureRequest(CapturingPart(a.Authorized.Open)) { RequestId = a.Authorized.OpenId }));
        yield return Row(
            "release another authorization under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Birch.Exchanges.ReleaseAsync(
                new ReleaseRequest(GivingUp(a.Authorized.Open)) { RequestId = a.Authorized.ReleaseId }));
    }

    /// <summary>An authorization is a hold in the books, which only the exchange may touch.</summary>
    private static IEnumerable<HostileCall> AuthorizationsAsHolds()
    {
        static string Hold(HostileAlliance a) =>
            a.Authorized.Open.Replace("authorizations/", "holds/", StringComparison.Ordinal);
        foreach (var (who, client) in new (string, Func<HostileAlliance, Client.FederationClient>)[]
        {
            ("the coins' issuer", a => a.Aster), ("who authorized it", a => a.Birch),
        })
        {
            yield return Row($"capture an authorization as a hold, as {who}", NotFound, "HOLD_NOT_FOUND",
                a => client(a).Ledger.CaptureAsync(Capturing(Hold(a))));
            yield return Row($"release an authorization as a hold, as {who}", NotFound, "HOLD_NOT_FOUND",
                a => client(a).Ledger.ReleaseAsync(Releasing(Hold(a))));
            yield return Row($"extend an authorization as a hold, as {who}", NotFound, "HOLD_NOT_FOUND",
                a => client(a).Ledger.ExtendHoldAsync(Extending(Hold(a))));
            yield return Row($"get an authorization as a hold, as {who}", NotFound, "HOLD_NOT_FOUND",
                a => client(a).Ledger.GetHoldAsync(new() { Name = Hold(a) }));
        }
        yield return Row("reverse an authorization's journal", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Authorized.Journal)));
        yield return Row(
            "reverse an authorization's journal as an alliance admin", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Admin.Ledger.ReverseAsync(Reversing(a.Authorized.Journal)));
        yield return Row("refund an authorization as if it were a payment", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.Birch.Exchanges.RefundAsync(
            GivingBack(a.Authorized.Open.Replace("authorizations/", "exchanges/", StringComparison.Ordinal))));
    }

    private static PayRequest FromAny(string member, long units, CoinWishes? wishes = null) =>
        new() { RequestId = Id(), Merchant = BirchTill, Member = member, Amount = Of("birch", units), Wishes = wishes };

    private static PayRequest InMoney(string member, long units, string currency = "GBP") =>
        new()
        {
            RequestId = Id(),
            Merchant = BirchTill,
            Member = member,
            Money = new Money { Currency = currency, Units = units }
        };

    private static AuthorizeRequest Authorizing(string member, long units, string coin = "aster") =>
        new() { RequestId = Id(), Merchant = BirchTill, Member = member, Pay = Of(coin, units) };

    /// <summary>A capture of so many units; of all where none are said.</summary>
    private static CaptureRequest CapturingPart(string authorization, long? units = null) =>
        new() { RequestId = Id(), Authorization = authorization, Units = units ?? 0, All = units is null };

    private static ReleaseRequest GivingUp(string authorization) =>
        new() { RequestId = Id(), Authorization = authorization };
}
