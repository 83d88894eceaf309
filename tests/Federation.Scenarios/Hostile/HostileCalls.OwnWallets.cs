using Federation.Exchange.V1;
using Federation.Ledger.V1;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

internal static partial class HostileCalls
{
    /// <summary>What a member asks for that is not its own, or of brands that its session has not proven.</summary>
    private static IEnumerable<HostileCall> OwnWallets() =>
    [
        Row("see one's own wallet of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAs("birch").Ledger.GetWalletAsync(new() { Name = Self + "/wallets/aster" })),
        Row("see one's own statement of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAs().Ledger.ListEntriesAsync(new() { Parent = Self + "/wallets/aster" })),
        Row("see one's own activity in a coin that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAs("birch").Ledger.ListActivityAsync(new() { Member = Self, Coin = "coins/aster" })),
        Row("see another member's wallet by its brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster").Ledger.GetWalletAsync(new() { Name = a.Bob.Name + "/wallets/aster" })),
        Row("list another member's wallets by its brand's name", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster").Ledger.ListWalletsAsync(new() { Parent = a.Bob.Name })),
        Row("list another member's activity", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster").Ledger.ListActivityAsync(new() { Member = a.Bob.Name })),
        Row("see another member's journal", NotFound, "JOURNAL_NOT_FOUND",
            a => a.AnnAs("aster").Ledger.GetJournalAsync(new() { Name = a.Journals.PartlyRefunded })),
        Row("ask for the outcome of a brand's command as a member", NotFound, "OUTCOME_NOT_FOUND",
            a => a.AnnAs("aster", "birch").Ledger.GetOutcomeAsync(new() { RequestId = a.Paid.PayId })),
    ];

    /// <summary>The same of exchanges, and of what is looked at before.</summary>
    private static IEnumerable<HostileCall> OwnExchanges() =>
    [
        Row("see another member's exchange", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.AnnAs("aster", "birch").Exchanges.GetExchangeAsync(new() { Name = a.Converted.Open })),
        Row("get another member's receipt", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.AnnAs("aster", "birch").Exchanges.GetReceiptAsync(new() { Exchange = a.Converted.Open })),
        Row("undo another member's conversion", NotFound, "EXCHANGE_NOT_FOUND",
            a => a.AnnAs("aster", "birch").Exchanges.UndoConvertAsync(Undoing(a.Converted.Open))),
        Row("convert one's own coins into those of a brand that is not proven", PermissionDenied, "BRAND_NOT_PROVEN",
            a => a.AnnAs("aster").Exchanges.ConvertAsync(Converting(Self, 60))),
        Row("convert another member's coins", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster", "birch").Exchanges.ConvertAsync(Converting(a.Bob.Name, 60))),
        Row("convert at a board that is not in force", FailedPrecondition, "BOARD_CHANGED",
            a => a.AnnAs("aster", "birch").Exchanges.ConvertAsync(
                new ConvertRequest(Converting(Self, 60)) { ExpectedBoard = "boards/999" })),
        Row("convert more than one has", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.AnnAs("aster", "birch").Exchanges.ConvertAsync(Converting(Self, 600_000))),
        Row("look at a conversion of more than one has", FailedPrecondition, "INSUFFICIENT_COINS",
            a => a.AnnAs("aster", "birch").Exchanges.PreviewConvertAsync(new()
            {
                Member = Self,
                Pay = Of("aster", 600_000),
                OtherCoin = "coins/birch",
            })),
        Row("ask what another member's coins are worth", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster").Exchanges.ListWorthAsync(new() { Member = a.Bob.Name })),
        Row("ask what coins are worth at no merchant", NotFound, "MERCHANT_NOT_FOUND",
            a => a.AnnAs("aster").Exchanges.ListWorthAsync(
                new() { Member = Self, Merchant = "partners/birch/merchants/none" })),
        Row("look at another member's payment", NotFound, "MEMBER_NOT_FOUND",
            a => a.AnnAs("aster").Exchanges.PreviewPayAsync(
                new() { Member = a.Bob.Name, Merchant = BirchTill, Amount = Of("birch", 1) })),
    ];

    /// <summary>What members may not do at all, and what brands ask for as if they were one.</summary>
    private static IEnumerable<HostileCall> OthersRoles() =>
    [
        Row("take a payment as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAs("aster", "birch").Exchanges.PayAsync(ByConsent(Self, 1))),
        Row("earn as a member", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAs("aster").Ledger.EarnAsync(Earning(Self, 1))),
        Row("earn as a member in a batch", PermissionDenied, "ROLE_MISSING",
            a => a.AnnAs("aster").Ledger.BatchAsync(new BatchRequest
            {
                Mode = BatchMode.Independent,
                Items = { new BatchItem { Earn = Earning(Self, 1) } },
            })),
        Row("see members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.GetWalletAsync(new() { Name = Self + "/wallets/aster" })),
        Row("earn for members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Ledger.EarnAsync(Earning(Self, 1))),
        Row("pay for members/me as a brand", NotFound, "MEMBER_NOT_FOUND",
            a => a.Birch.Exchanges.PayAsync(ByConsent(Self, 1))),
        Row("list a member's activity as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Ledger.ListActivityAsync(new() { Member = a.Ann.Name })),
        Row("ask what a member's coins are worth as a brand", PermissionDenied, "ROLE_MISSING",
            a => a.Aster.Exchanges.ListWorthAsync(new() { Member = a.Ann.Name })),
        Bad("list activity of kinds twice and of no coin",
            a => a.AnnAs("aster").Ledger.ListActivityAsync(new()
            {
                Member = Self,
                Coin = "aster",
                Kinds = { JournalKind.Earn, JournalKind.Earn },
            }), "coin", "kinds"),
        Bad("ask what 51 coins are worth",
            a => a.AnnAs("aster").Exchanges.ListWorthAsync(new() { Member = Self, PageSize = 51 }), "page_size"),
        Bad("look at a payment of nothing",
            a => a.AnnAs("aster").Exchanges.PreviewPayAsync(new() { Member = Self, Merchant = BirchTill }), "how_much"),
        Bad("look at a conversion of nothing",
            a => a.AnnAs("aster").Exchanges.PreviewConvertAsync(new() { Member = Self, OtherCoin = "coins/birch" }),
            "how_much"),
    ];
}
