using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What a closed till stops of a brand's own coins, and what of earlier promises goes on.</summary>
public sealed class RpcTillTests
{
    private const string Shop = "partners/aster/merchants/shop";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task ClosedTill_BeginsNothing_AndGivesBack(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var paid = (await RedeemAsync(books, ann)).Journal;
        var one = HoldName((await HoldAsync(books, ann)).Journal);
        var two = HoldName((await HoldAsync(books, ann)).Journal);
        Assert.Equal(Shop, paid.Merchant);

        await books.CloseTillAsync("aster", "shop");
        await AssertRefusedAsync(ErrorReason.MerchantClosed, RedeemAsync(books, ann));
        await AssertRefusedAsync(ErrorReason.MerchantClosed, HoldAsync(books, ann));
        await AssertRefusedAsync(ErrorReason.MerchantClosed, CaptureAsync(books, one));
        await AssertRefusedAsync(ErrorReason.MerchantClosed, books.LedgerAsync(Aster, (s, c) => s.ExtendHold(
            new() { RequestId = NewId(), Hold = one, Lifetime = Duration.FromTimeSpan(TimeSpan.FromDays(2)) }, c)));
        await books.LedgerAsync(
            Aster, (s, c) => s.Release(new() { RequestId = NewId(), Hold = two, All = true }, c));
        var refund = await books.LedgerAsync(
            Aster, (s, c) => s.Refund(new() { RequestId = NewId(), Journal = paid.Name, All = true }, c));
        Assert.Equal(Shop, refund.Journal.Merchant);
        // Without a till nothing is closed.
        await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 1, Aster), c));

        await books.CloseTillAsync("aster", "shop", closed: false);
        Assert.Equal(Shop, (await CaptureAsync(books, one)).Journal.Merchant);
        await RedeemAsync(books, ann);
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    private static Task<RedeemResponse> RedeemAsync(RpcFixture books, Guid member)
    {
        var request = books.RedeemOf(member, 5, Aster);
        request.Merchant = Shop;
        return books.LedgerAsync(Aster, (s, c) => s.Redeem(request, c));
    }

    private static Task<HoldResponse> HoldAsync(RpcFixture books, Guid member)
    {
        var request = books.HoldOf(member, 10, "aster");
        request.Merchant = Shop;
        return books.LedgerAsync(Aster, (s, c) => s.Hold(request, c));
    }

    private static Task<CaptureResponse> CaptureAsync(RpcFixture books, string hold) => books.LedgerAsync(
        Aster, (s, c) => s.Capture(new() { RequestId = NewId(), Hold = hold, All = true }, c));
}
