using Federation.Client;
using Federation.Ledger.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls that would give coins by one person's word, and reads of another brand's books.</summary>
internal static partial class HostileCalls
{
    private const string NoAdjustment = "partners/aster/adjustments/0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";

    private static IEnumerable<HostileCall> ProposedAdjustments() =>
    [
        Bad("propose no coins", a => ProposeCoinsAsync(a.Aster, a.Ann.Name, 0), "units"),
        Bad("propose 10^15 + 1 coins", a => ProposeCoinsAsync(a.Aster, a.Ann.Name, AboveMaximum), "units"),
        Bad("propose coins with a reason of markup",
            a => ProposeCoinsAsync(a.Aster, a.Ann.Name, 1, code: "<b>"), "reason_code"),
        Bad("propose coins without saying why", a => ProposeCoinsAsync(a.Aster, a.Ann.Name, 1, why: ""), "reason"),
        Row("propose another brand's coins", PermissionDenied, "NOT_YOURS",
            a => ProposeCoinsAsync(a.Birch, a.Ann.AtBirch, 1, parent: "partners/birch")),
        Row("propose coins in another brand's name", PermissionDenied, "NOT_YOURS",
            a => ProposeCoinsAsync(a.Birch, a.Ann.AtBirch, 1)),
        Row("propose coins for another brand's member", NotFound, "MEMBER_NOT_FOUND",
            a => ProposeCoinsAsync(a.Aster, a.Ann.AtBirch, 1)),
        Row("propose more than a day's limit", FailedPrecondition, "ADJUSTMENT_LIMIT_EXCEEDED",
            a => ProposeCoinsAsync(a.Aster, a.Ann.Name, Maximum / 1000)),
        Row("propose coins with a credential for other things", PermissionDenied, "SCOPE_MISSING",
            a => ProposeCoinsAsync(a.AsterReader, a.Ann.Name, 1)),
        Row("propose coins as the alliance", PermissionDenied, "ROLE_MISSING",
            a => ProposeCoinsAsync(a.Admin, a.Ann.Name, 1)),
        Row("approve a proposal that there is not", NotFound, "ADJUSTMENT_NOT_FOUND",
            a => a.Aster.Adjustments.ApproveAdjustmentAsync(new() { RequestId = Id(), Name = NoAdjustment })),
        Row("approve another brand's proposal", NotFound, "ADJUSTMENT_NOT_FOUND",
            a => a.Birch.Adjustments.ApproveAdjustmentAsync(new() { RequestId = Id(), Name = NoAdjustment })),
        Row("approve a proposal with a service's credential", PermissionDenied, "ROLE_MISSING",
            a => a.AsterService.Adjustments.ApproveAdjustmentAsync(new() { RequestId = Id(), Name = NoAdjustment })),
        Bad("approve a proposal by way of ..", a => a.Aster.Adjustments.ApproveAdjustmentAsync(
            new() { RequestId = Id(), Name = "partners/aster/adjustments/../1" }), "name"),
        Row("reject another brand's proposal", NotFound, "ADJUSTMENT_NOT_FOUND",
            a => a.Birch.Adjustments.RejectAdjustmentAsync(
                new() { RequestId = Id(), Name = NoAdjustment, Reason = "no" })),
        Row("read another brand's proposal", NotFound, "ADJUSTMENT_NOT_FOUND",
            a => a.Birch.Adjustments.GetAdjustmentAsync(new() { Name = NoAdjustment })),
        Row("list another brand's proposals", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Adjustments.ListAdjustmentsAsync(new() { Parent = "partners/aster" })),
        Row("read another coin's limit", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Adjustments.GetAdjustmentLimitAsync(new() { Coin = "coins/aster" })),
        Row("set another coin's limit", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Adjustments.SetAdjustmentLimitAsync(
                new() { RequestId = Id(), Coin = "coins/aster", DailyUnits = Maximum })),
        Bad("set a limit below nothing", a => a.Aster.Adjustments.SetAdjustmentLimitAsync(
            new() { RequestId = Id(), Coin = "coins/aster", DailyUnits = -1 }), "daily_units"),
        Row("list another coin's journals", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.ListJournalsAsync(new() { Coin = "coins/aster" })),
        Row("count another coin's journals", PermissionDenied, "NOT_YOURS",
            a => a.Birch.Ledger.CheckNewJournalsAsync(new() { Coin = "coins/aster" })),
        Row("list a coin's journals from a page that is none", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Ledger.ListJournalsAsync(new() { Coin = "coins/aster", PageToken = "9" })),
        Bad("list a coin's journals of a till by way of ..", a => a.Aster.Ledger.ListJournalsAsync(
            new() { Coin = "coins/aster", Merchant = "partners/aster/merchants/../x" }), "merchant"),
        Row("close another brand's till", PermissionDenied, "NOT_YOURS", a => a.Birch.Merchants.UpdateMerchantAsync(
            new() { RequestId = Id(), Name = "partners/aster/merchants/shop", Closed = true })),
        Row("close a till that there is not", NotFound, "MERCHANT_NOT_FOUND",
            a => a.Aster.Merchants.UpdateMerchantAsync(
                new() { RequestId = Id(), Name = "partners/aster/merchants/none", Closed = true })),
    ];

    private static AsyncUnaryCall<ProposeAdjustmentResponse> ProposeCoinsAsync(
        FederationClient by, string member, long units, string parent = "partners/aster", string code = "goodwill",
        string why = "The parcel came late.") => by.Adjustments.ProposeAdjustmentAsync(new()
        {
            RequestId = Id(),
            Parent = parent,
            Member = member,
            Coin = "coins/aster",
            Units = units,
            ReasonCode = code,
            Reason = why,
        });
}
