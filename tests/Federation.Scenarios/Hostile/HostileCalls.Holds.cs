using Federation.Ledger.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to the books about holds, gifts and wallets.</summary>
internal static partial class HostileCalls
{
    private const string UnknownHold = "holds/0194f3a0-0000-7000-8000-000000000000";
    private const string UnknownJournal = "journals/0194f3a0-0000-7000-8000-000000000000";

    private static IEnumerable<HostileCall> Holds()
    {
        foreach (var units in new[] { 0, -1, AboveMaximum })
            yield return Bad($"hold {units}", a => a.Aster.Ledger.HoldAsync(Holding(a.Hal, units)), "amount.units");
        foreach (var (said, seconds, nanos) in new[]
        {
            ("59 s", 59L, 0), ("90 days and a second", (90L * 86_400) + 1, 0), ("-1 s", -1, 0),
                ("no end", long.MaxValue, 0),
            ("a minute and a nanosecond", 60, 1), ("a minute less", 120, -1000),
        })
            yield return Bad($"hold for {said}", a => a.Aster.Ledger.HoldAsync(new HoldRequest(Holding(a.Hal, 1))
            { Lifetime = new Duration { Seconds = seconds, Nanos = nanos } }), "lifetime");
        yield return Bad("hold coins of no provenance",
            a => a.Aster.Ledger.HoldAsync(new HoldRequest(Holding(a.Hal, 1)) { Provenances = { (Provenance)9 } }),
            "provenances");
        yield return Row("hold more than is free", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Ledger.HoldAsync(Holding(a.Hal, 61)));
        yield return Row(
            "hold coins of another provenance", FailedPrecondition, "INSUFFICIENT_COINS", a => a.Aster.Ledger.HoldAsync(
            new HoldRequest(Holding(a.Hal, 1)) { Provenances = { Provenance.Purchased } }));
        yield return Row("hold another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.HoldAsync(Holding(a.Ann.AtBirch, 1)));
        yield return Row("hold at another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Ledger.HoldAsync(new HoldRequest(Holding(a.Hal, 1)) { Merchant = BirchTill }));
        yield return Row("hold in a frozen wallet", FailedPrecondition, "WALLET_FROZEN",
            a => a.Aster.Ledger.HoldAsync(Holding(a.Ice, 1)));
        yield return Row("redeem from a frozen wallet", FailedPrecondition, "WALLET_FROZEN",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Ice, 1)));
        yield return Row("hold in a closed wallet", FailedPrecondition, "WALLET_CLOSED",
            a => a.Aster.Ledger.HoldAsync(Holding(a.Closed.Name, 1)));
        yield return Row("hold in an unlinked wallet", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Ledger.HoldAsync(Holding(a.Unlinked.Name, 1)));
        yield return Row("hold before the first earning", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Ledger.HoldAsync(Holding(a.Fay.Name, 1)));
        yield return Row("hold as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Ledger.HoldAsync(Holding(a.Kim.Name, 1, "cedar")));
        yield return Row("hold as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Ledger.HoldAsync(Holding(a.Hal, 1)));
        yield return Row("hold with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Ledger.HoldAsync(Holding(a.Hal, 1)));
    }

    private static IEnumerable<HostileCall> Captures()
    {
        foreach (var (said, hold, mine) in new (string, Func<HostileAlliance, string>, bool)[]
        {
            ("an unknown hold", _ => UnknownHold, true), ("another brand's hold", a => a.Holds.Open, false),
            ("an earning as if it were a hold",
                a => a.Holds.Pending.Replace("journals/", "holds/", StringComparison.Ordinal), true),
        })
        {
            Ledger.V1.LedgerService.LedgerServiceClient Of(HostileAlliance a) => (mine ? a.Aster : a.Birch).Ledger;
            yield return Row(
                $"capture {said}", NotFound, "HOLD_NOT_FOUND", a => Of(a).CaptureAsync(Capturing(hold(a))));
            yield return Row(
                $"release {said}", NotFound, "HOLD_NOT_FOUND", a => Of(a).ReleaseAsync(Releasing(hold(a))));
            yield return Row(
                $"extend {said}", NotFound, "HOLD_NOT_FOUND", a => Of(a).ExtendHoldAsync(Extending(hold(a))));
            yield return Row(
                $"get {said}", NotFound, "HOLD_NOT_FOUND", a => Of(a).GetHoldAsync(new() { Name = hold(a) }));
        }
        yield return Bad("capture a journal", a => a.Aster.Ledger.CaptureAsync(Capturing(a.Journals.Earn)), "hold");
        yield return Bad("capture 0", a => a.Aster.Ledger.CaptureAsync(Capturing(a.Holds.Open, 0)), "units");
        yield return Bad("capture 5 and all", a => a.Aster.Ledger.CaptureAsync(
            new CaptureRequest(Capturing(a.Holds.Open, 5)) { All = true }), "units");
        yield return Bad("release 0", a => a.Aster.Ledger.ReleaseAsync(Releasing(a.Holds.Open, 0)), "units");
        yield return Bad("release 5 and all", a => a.Aster.Ledger.ReleaseAsync(
            new ReleaseRequest(Releasing(a.Holds.Open, 5)) { All = true }), "units");
        yield return Bad("capture -1", a => a.Aster.Ledger.CaptureAsync(Capturing(a.Holds.Open, -1)), "units");
        yield return Bad("capture with a rest that there is not", a => a.Aster.Ledger.CaptureAsync(
            new CaptureRequest(Capturing(a.Holds.Open)) { Rest = (CaptureRest)9 }), "rest");
        yield return Bad("extend for ever and a day",
            a => a.Aster.Ledger.ExtendHoldAsync(Extending(a.Holds.Open, days: 91)), "lifetime");
        yield return Bad("extend by nothing", a => a.Aster.Ledger.ExtendHoldAsync(
            new ExtendHoldRequest { RequestId = Id(), Hold = a.Holds.Open }), "lifetime");
        yield return Bad("release -1", a => a.Aster.Ledger.ReleaseAsync(Releasing(a.Holds.Open, -1)), "units");
        yield return Row("capture more than is held", FailedPrecondition, "CAPTURE_EXCEEDS_HOLD",
            a => a.Aster.Ledger.CaptureAsync(Capturing(a.Holds.Open, 31)));
        yield return Row("release more than is held", FailedPrecondition, "CAPTURE_EXCEEDS_HOLD",
            a => a.Aster.Ledger.ReleaseAsync(Releasing(a.Holds.Open, 31)));
        yield return Row("capture twice", FailedPrecondition, "HOLD_CLOSED",
            a => a.Aster.Ledger.CaptureAsync(Capturing(a.Holds.Captured)));
        yield return Row("release what was captured", FailedPrecondition, "HOLD_CLOSED",
            a => a.Aster.Ledger.ReleaseAsync(Releasing(a.Holds.Captured)));
        yield return Row("extend what was captured", FailedPrecondition, "HOLD_CLOSED",
            a => a.Aster.Ledger.ExtendHoldAsync(Extending(a.Holds.Captured)));
        yield return Row("capture with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Ledger.CaptureAsync(Capturing(a.Holds.Open)));
        yield return Row("reverse a hold", FailedPrecondition, "NOT_REVERSIBLE", a => a.Aster.Ledger.ReverseAsync(
            Reversing(a.Holds.Open.Replace("holds/", "journals/", StringComparison.Ordinal))));
        yield return Row("refund a hold", FailedPrecondition, "NOT_REFUNDABLE", a => a.Aster.Ledger.RefundAsync(
            Refunding(a.Holds.Open.Replace("holds/", "journals/", StringComparison.Ordinal))));
        yield return Row("list the holds of another brand's wallet", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.ListHoldsAsync(new() { Parent = a.Ann.AtBirch + "/wallets/aster" }));
        yield return Row("list the holds of no wallet", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Ledger.ListHoldsAsync(new() { Parent = a.Fay.Name + "/wallets/aster" }));
        yield return Bad(
            "get a hold by a bad name", a => a.Aster.Ledger.GetHoldAsync(new() { Name = "holds/' OR 1=1" }), "name");
    }

    private static IEnumerable<HostileCall> Gifts() =>
    [
        Bad("give to oneself", a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Hal)), "recipient"),
        Bad("give to oneself, in capitals",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, "members/" + a.Hal[8..].ToUpperInvariant())), "recipient"),
        Bad("give to nobody at all", a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, "")), "recipient"),
        Bad("give -5", a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Ann.Name, -5)), "amount.units"),
        Row("give to an unknown member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, Nobody))),
        Row("give under another brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Ann.AtBirch))),
        Row("give another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.GiftAsync(Giving(a.Ann.AtBirch, a.Bob.AtBirch))),
        Row("give to a member without a wallet", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Fay.Name))),
        Row("give from a frozen wallet", FailedPrecondition, "WALLET_FROZEN",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Ice, a.Hal))),
        Row("give to a closed member", FailedPrecondition, "WALLET_CLOSED",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Closed.Name))),
        Row("give from an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Unlinked.Name, a.Hal))),
        Row("give more than is free", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Ledger.GiftAsync(Giving(a.Hal, a.Ann.Name, 61))),
        Row("give as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Ledger.GiftAsync(Giving(a.Hal, a.Ann.Name))),
    ];

    private static IEnumerable<HostileCall> Wallets()
    {
        foreach (var (said, call) in new (string, Func<Client.FederationClient, string, string, Task>)[]
        {
            ("freeze", async (c, w, why) =>
                await c.Ledger.FreezeAsync(new() { RequestId = Id(), Wallet = w, ReasonCode = why })),
            ("unfreeze", async (c, w, why) =>
                await c.Ledger.UnfreezeAsync(new() { RequestId = Id(), Wallet = w, ReasonCode = why })),
            ("close", async (c, w, why) =>
                await c.Ledger.CloseWalletAsync(new() { RequestId = Id(), Wallet = w, ReasonCode = why })),
        })
        {
            yield return Row($"{said} a wallet as a brand's service", PermissionDenied, "ROLE_MISSING",
                a => call(a.AsterService, a.Hal + "/wallets/aster", "x"));
            yield return Row($"{said} a wallet as an alliance admin", PermissionDenied, "ROLE_MISSING",
                a => call(a.Admin, a.Hal + "/wallets/aster", "x"));
            yield return Row($"{said} another brand's wallet", PermissionDenied, "NOT_YOURS",
                a => call(a.Birch, a.Ann.AtBirch + "/wallets/aster", "x"));
            yield return Row($"{said} a wallet that is not there", NotFound, "WALLET_NOT_FOUND",
                a => call(a.Aster, a.Fay.Name + "/wallets/aster", "x"));
            yield return Row($"{said} a closed member's wallet", FailedPrecondition, "WALLET_CLOSED",
                a => call(a.Aster, a.Closed.Name + "/wallets/aster", "x"));
            yield return Bad(
                $"{said} a wallet for no reason", a => call(a.Aster, a.Hal + "/wallets/aster", ""), "reason_code");
            yield return Bad($"{said} a wallet without a coin", a => call(a.Aster, a.Hal + "/wallets/", "x"), "wallet");
            yield return Bad(
                $"{said} the wallet of members/x", a => call(a.Aster, "members/x/wallets/aster", "x"), "wallet");
        }
        yield return Row("notice of another brand's coins", PermissionDenied, "NOT_YOURS",
            a => TellAsync(a, a.Birch, a.Ann.AtBirch + "/wallets/aster"));
        yield return Row("notice as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => TellAsync(a, a.Admin, a.Hal + "/wallets/aster"));
        yield return Row("notice for a wallet that is not there", NotFound, "WALLET_NOT_FOUND",
            a => TellAsync(a, a.Aster, a.Fay.Name + "/wallets/aster"));
        yield return Row("notice for a closed member", FailedPrecondition, "WALLET_CLOSED",
            a => TellAsync(a, a.Aster, a.Closed.Name + "/wallets/aster"));
        yield return Bad(
            "notice of nothing",
            a => TellAsync(a, a.Aster, a.Hal + "/wallets/aster", r => r.Announced.Clear()),
            "announced");
        yield return Bad(
            "notice without evidence",
            a => TellAsync(a, a.Aster, a.Hal + "/wallets/aster", r => r.Evidence = 0), "evidence");
        yield return Bad(
            "notice with a control character as its message",
            a => TellAsync(a, a.Aster, a.Hal + "/wallets/aster", r => r.Message = "\u0007"),
            "message");
        yield return Row("close a wallet with coins in it", FailedPrecondition, "WALLET_NOT_EMPTY",
            a => a.Aster.Ledger.CloseWalletAsync(
            new() { RequestId = Id(), Wallet = a.Hal + "/wallets/aster", ReasonCode = "left" }));
    }

    /// <summary>A notice that was delivered now, by the alliance's clock.</summary>
    private static async Task TellAsync(
        HostileAlliance a, Client.FederationClient by, string wallet, Action<RecordNoticeRequest>? change = null)
    {
        var now = (await a.Admin.Clock.GetClockAsync(new())).Clock.Now;
        var request = new RecordNoticeRequest
        {
            RequestId = Id(),
            Wallet = wallet,
            Announced =
            {
                new AnnouncedCoins { ExpireTime = now + Duration.FromTimeSpan(TimeSpan.FromDays(30)), Units = 5 },
            },
            DeliveredTime = now,
            Evidence = NoticeEvidence.Accepted,
            Message = "mail-1",
        };
        change?.Invoke(request);
        await by.Ledger.RecordNoticeAsync(request);
    }

    private static HoldRequest Holding(string member, long units, string coin = "aster") =>
        new() { RequestId = Id(), Member = member, Amount = Of(coin, units) };

    /// <summary>A capture of so many units; of all where none are said.</summary>
    private static CaptureRequest Capturing(string hold, long? units = null) =>
        new() { RequestId = Id(), Hold = hold, Units = units ?? 0, All = units is null };

    private static ReleaseRequest Releasing(string hold, long? units = null) =>
        new() { RequestId = Id(), Hold = hold, Units = units ?? 0, All = units is null };

    private static ExtendHoldRequest Extending(string hold, int days = 1) =>
        new() { RequestId = Id(), Hold = hold, Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(days)) };

    private static GiftRequest Giving(string giver, string receiver, long units = 1) =>
        new() { RequestId = Id(), Member = giver, Recipient = receiver, Amount = Of("aster", units) };
}
