using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls to the books.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Amounts()
    {
        foreach (var (said, units) in new[]
        {
            ("0", 0), ("-1", -1), ("10^15 + 1", AboveMaximum), ("-2^63", long.MinValue), ("2^63 - 1", long.MaxValue),
        })
        {
            yield return Bad($"earn {said}", a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, units)), "amount.units");
            yield return Bad($"redeem {said}",
                a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Ann.Name, units)), "amount.units");
            yield return Bad($"claw {said} back", a => a.Aster.Ledger.ClawbackAsync(new ClawbackRequest
            { RequestId = Id(), Member = a.Ann.Name, Amount = Of("aster", units) }), "amount.units");
            yield return Bad($"pay {said}",
                a => a.Birch.Exchanges.PayAsync(ByConsent(a.Ann.AtBirch, units)), "pay.units");
        }
        yield return Bad("earn without an amount", a => a.Aster.Ledger.EarnAsync(
            new EarnRequest { RequestId = Id(), Member = a.Ann.Name }), "amount");
        yield return Row("earn one more than a coin's issue can be", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Dune.Ledger.EarnAsync(Earning(a.Rich, 1, "dune")));
        yield return Row("earn 10^15 more than a coin's issue can be", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Dune.Ledger.EarnAsync(Earning(a.Rich, Maximum, "dune")));
        yield return Row("adjust 10^15 more than a coin's issue can be", OutOfRange, "AMOUNT_OVERFLOW",
            a => a.Dune.Ledger.AdjustAsync(Adjusting(a.Rich, Maximum, "dune")));
        yield return Row("redeem more than there is", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Ann.Name, 100_000)));
        yield return Bad(
            "earn 2^62", a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, Units.MaxTotal)), "amount.units");
    }

    private static IEnumerable<HostileCall> Names() =>
    [
        Bad("earn a coin in capitals", a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "ASTER")), "amount.coin"),
        Bad("earn a coin by way of ..",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "../birch")), "amount.coin"),
        Bad("earn a coin with SQL in its name",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "aster'; DROP TABLE entries; --")), "amount.coin"),
        Bad("earn a coin with a NUL in its name",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "as\0ter")), "amount.coin"),
        Bad("earn for members/xyz", a => a.Aster.Ledger.EarnAsync(Earning("members/xyz", 1)), "member"),
        Bad("earn for nobody at all", a => a.Aster.Ledger.EarnAsync(Earning("", 1)), "member"),
        Bad("earn for a member with SQL in its name",
            a => a.Aster.Ledger.EarnAsync(Earning("members/' OR 1=1 --", 1)), "member"),
        Bad("redeem at a till by way of ..", a => a.Aster.Ledger.RedeemAsync(
            Redeeming(a.Ann.Name, 1, merchant: "partners/aster/merchants/../../birch")), "merchant"),
        Bad("get a wallet without a coin",
            a => a.Aster.Ledger.GetWalletAsync(new() { Name = a.Ann.Name + "/wallets/" }), "name"),
        Bad("get a journal by a bad name",
            a => a.Aster.Ledger.GetJournalAsync(new() { Name = "journals/1 OR 1=1" }), "name"),
        Bad("total a coin by a bad name", a => a.Aster.Ledger.GetCoinTotalsAsync(new() { Coin = "aster" }), "coin"),
        Bad("everything wrong at once", a => a.Aster.Ledger.EarnAsync(new EarnRequest
        {
            RequestId = "1",
            Member = "ann",
            Amount = new() { Coin = "x", Units = -1 },
            ExternalReference = "ü",
            Guards = new Guards { NotAfter = new Timestamp { Seconds = -1 } },
        }), "amount.coin", "amount.units", "external_reference", "guards.not_after", "member", "request_id"),
    ];

    private static IEnumerable<HostileCall> Holders() =>
    [
        Row("earn an unknown coin", NotFound, "COIN_NOT_FOUND",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "nothing"))),
        Row("earn another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.Name, 1, "birch"))),
        Row("redeem another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.RedeemAsync(Redeeming(a.Ann.AtBirch, 1))),
        Row("claw another brand's coin back", PermissionDenied, "NOT_YOURS", a => a.Birch.Ledger.ClawbackAsync(
            new ClawbackRequest { RequestId = Id(), Member = a.Ann.AtBirch, Amount = Of("aster", 1) })),
        Row("earn for an unknown member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.EarnAsync(Earning(Nobody, 1))),
        Row("earn under another brand's name of a member", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Ann.AtBirch, 1))),
        Row("earn for a closed member", FailedPrecondition, "WALLET_CLOSED",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Closed.Name, 1))),
        Row("redeem of a closed member", FailedPrecondition, "WALLET_CLOSED",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Closed.Name, 1))),
        Row("earn for an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Ledger.EarnAsync(Earning(a.Unlinked.Name, 1))),
        Row("redeem of an unlinked member", FailedPrecondition, "NOT_LINKED",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Unlinked.Name, 1))),
        Row("earn as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Ledger.EarnAsync(Earning(a.Kim.Name, 1, "cedar"))),
        Row("redeem as a suspended brand", FailedPrecondition, "PARTNER_SUSPENDED",
            a => a.Cedar.Ledger.RedeemAsync(Redeeming(a.Kim.Name, 1, "cedar"))),
        Row("redeem before the first earning", NotFound, "WALLET_NOT_FOUND",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Fay.Name, 1))),
        Row("redeem at an unknown till", NotFound, "MERCHANT_NOT_FOUND",
            a => a.Aster.Ledger.RedeemAsync(
                Redeeming(a.Ann.Name, 1, merchant: "partners/aster/merchants/closed-shop"))),
        Row("redeem at another brand's till", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Ledger.RedeemAsync(Redeeming(a.Ann.Name, 1, merchant: BirchTill))),
        Row("earn as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Ledger.EarnAsync(Earning(a.Ann.Name, 1))),
        Row("earn with a token that may only read", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Ledger.EarnAsync(Earning(a.Ann.Name, 1))),
    ];

    private static IEnumerable<HostileCall> RequestIdsAndReferences()
    {
        foreach (var id in new[] { "", "42", "00000000-0000-0000-0000-000000000000",
            "{0194f3a0-0000-7000-8000-000000000000}" })
            yield return Bad($"earn with the request_id '{id}'", a => a.Aster.Ledger.EarnAsync(
                new EarnRequest(Earning(a.Ann.Name, 1)) { RequestId = id }), "request_id");
        yield return Row("earn other coins under a request_id that was used", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Aster.Ledger.EarnAsync(new EarnRequest(Earning(a.Gus, 501)) { RequestId = a.Journals.EarnId }));
        yield return Row("redeem under a request_id that was an earning's", AlreadyExists, "REQUEST_ID_REUSED",
            a => a.Aster.Ledger.RedeemAsync(
                new RedeemRequest(Redeeming(a.Gus, 500)) { RequestId = a.Journals.EarnId }));
        foreach (var (said, reference) in new[]
        {
            ("a line break", "a\r\nb"), ("an escape", "\u001b[2J"), ("Chinese", "订单"),
                ("129 characters", new string('7', 129)),
        })
            yield return Bad($"earn with {said} in the reference", a => a.Aster.Ledger.EarnAsync(
                new EarnRequest(Earning(a.Ann.Name, 1)) { ExternalReference = reference }), "external_reference");
        yield return Row("earn too late", FailedPrecondition, "NOT_AFTER_PASSED", a => a.Aster.Ledger.EarnAsync(
            new EarnRequest(
                Earning(a.Ann.Name,
                    1))
            { Guards = new Guards { NotAfter = new Timestamp { Seconds = 1_000_000_000 } } }));
        yield return Bad("earn by the year 1", a => a.Aster.Ledger.EarnAsync(new EarnRequest(Earning(a.Ann.Name, 1))
        { Guards = new Guards { NotAfter = new Timestamp { Seconds = -62_135_596_800 } } }), "guards.not_after");
    }

    private static IEnumerable<HostileCall> Undoing() =>
    [
        Row("refund an unknown journal", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Aster.Ledger.RefundAsync(Refunding("journals/0194f3a0-0000-7000-8000-000000000000"))),
        Row("refund another brand's redemption", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Birch.Ledger.RefundAsync(Refunding(a.Journals.PartlyRefunded))),
        Row("refund an earning", FailedPrecondition, "NOT_REFUNDABLE",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.Earn))),
        Row("refund a refund", FailedPrecondition, "NOT_REFUNDABLE",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.Refund))),
        Row("refund a payment as if it were a redemption", FailedPrecondition, "NOT_REFUNDABLE",
            a => a.Birch.Ledger.RefundAsync(Refunding(a.Paid.PartlyRefunded.Journal))),
        Row("refund more than is left", FailedPrecondition, "REFUND_EXCEEDS_REST",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.PartlyRefunded, 151))),
        Row("refund twice", FailedPrecondition, "REFUND_EXCEEDS_REST",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.WhollyRefunded))),
        Row("refund what was reversed", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.Reversed))),
        Bad("refund 0", a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.PartlyRefunded, 0)), "units"),
        Bad("refund 5 and all", a => a.Aster.Ledger.RefundAsync(
            new Ledger.V1.RefundRequest(Refunding(a.Journals.PartlyRefunded, 5)) { All = true }), "units"),
        Bad("refund -1", a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.PartlyRefunded, -1)), "units"),
        Bad("refund 10^15 + 1",
            a => a.Aster.Ledger.RefundAsync(Refunding(a.Journals.PartlyRefunded, AboveMaximum)), "units"),
        Bad("refund a wallet", a => a.Aster.Ledger.RefundAsync(Refunding(a.Gus + "/wallets/aster")), "journal"),
        Row("reverse an earning whose coins are spent", FailedPrecondition, "ALREADY_SPENT",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Journals.Earn))),
        Row("reverse twice", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Journals.Reversed))),
        Row("reverse what was refunded in part", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Journals.PartlyRefunded))),
        Row("reverse a reversal", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Journals.Reversal))),
        Row("reverse a refund", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Journals.Refund))),
        Row("reverse another brand's journal", NotFound, "JOURNAL_NOT_FOUND",
            a => a.Birch.Ledger.ReverseAsync(Reversing(a.Journals.Earn))),
        Row("reverse a payment as one of its brands", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Aster.Ledger.ReverseAsync(Reversing(a.Paid.PartlyRefunded.Journal))),
        Row("reverse a brand's earning as an alliance admin", FailedPrecondition, "NOT_REVERSIBLE",
            a => a.Admin.Ledger.ReverseAsync(Reversing(a.Journals.Earn))),
        Row("reverse a payment twice", FailedPrecondition, "ALREADY_UNDONE",
            a => a.Admin.Ledger.ReverseAsync(Reversing(a.Paid.Reversed.Journal))),
        Row("reverse as a brand's service", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Ledger.ReverseAsync(Reversing(a.Journals.PartlyRefunded))),
    ];

    private static IEnumerable<HostileCall> Adjustments() =>
    [
        Row("adjust as a brand's service", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 1))),
        Row("adjust as an alliance admin", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 1))),
        Row("adjust another brand's coin", PermissionDenied, "NOT_YOURS",
            a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 1, "birch"))),
        Row("take more by hand than there is", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Bob.Name, -100_000))),
        Bad("adjust by 0", a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 0)), "units"),
        Bad("adjust by -2^63", a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Ann.Name, long.MinValue)), "units"),
        Bad("adjust for no reason",
            a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 1, reason: "")), "reason_code"),
        Bad("adjust with prose for a reason",
            a => a.Aster.Ledger.AdjustAsync(Adjusting(a.Ann.Name, 1, reason: "Ann was very angry")), "reason_code"),
    ];
}
