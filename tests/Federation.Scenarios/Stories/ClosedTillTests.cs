using System.Diagnostics;
using Federation.Client;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>A till that its brand closes, in a running alliance: what begins there no more, and what goes on.</summary>
public sealed class ClosedTillTests
{
    private const string Till = "partners/birch/merchants/till";
    private const string Closed = "MERCHANT_CLOSED";

    [Fact]
    public async Task ClosedTill_BeginsNothing_GivesBack_AndOpensAgain()
    {
        await using var world = await SuspendedBrand.StartAsync();
        var (birch, member) = (world.Birch, world.AtBirch);
        var paid = await SuspendedBrand.PaidAsync(birch, "birch", member, "aster");
        var authorized = await SuspendedBrand.AuthorizedAsync(birch, "birch", member, "aster");
        var released = await SuspendedBrand.AuthorizedAsync(birch, "birch", member, "aster");

        await SetClosedAsync(birch, closed: true);
        var since = Stopwatch.StartNew();
        while (await ReasonAsync(birch.Exchanges.PayAsync(SuspendedBrand.PayOf("birch", member, "aster"))) != Closed)
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), "The till still takes payments.");
        Assert.Equal(
            [Closed, Closed, Closed, Closed, Closed],
            [
                await ReasonAsync(birch.Exchanges.AuthorizeAsync(
                    SuspendedBrand.AuthorizeOf("birch", member, "aster"))),
                await ReasonAsync(birch.Exchanges.CreateQuoteAsync(SuspendedBrand.QuoteOf("birch", member, "aster"))),
                await ReasonAsync(birch.Exchanges.ListSpendableAsync(new() { Merchant = Till, Member = member })),
                await ReasonAsync(birch.Exchanges.CaptureAsync(CaptureOf(authorized))),
                await ReasonAsync(birch.Members.CreatePayCodeAsync(new()
                {
                    RequestId = RequestIds.New(),
                    Member = member,
                    Maximum = Alliance.Coins("birch", 5),
                    Merchant = Till,
                })),
            ]);
        await birch.Exchanges.ReleaseAsync(new() { RequestId = RequestIds.New(), Authorization = released });
        await birch.Exchanges.RefundAsync(new() { RequestId = RequestIds.New(), Exchange = paid, All = true });

        await SetClosedAsync(birch, closed: false);
        // At once: before anybody is refused, the directory is asked again.
        await birch.Exchanges.CaptureAsync(CaptureOf(authorized));
        await SuspendedBrand.PaidAsync(birch, "birch", member, "aster");
        var check = await world.Alliance.Admin.Ledger.CheckBooksAsync(new());
        Assert.Empty(check.Discrepancies);
    }

    private static Exchange.V1.CaptureRequest CaptureOf(string authorization) =>
        new() { RequestId = RequestIds.New(), Authorization = authorization, All = true };

    private static async Task SetClosedAsync(FederationClient brand, bool closed) =>
        await brand.Merchants.UpdateMerchantAsync(
            new() { RequestId = RequestIds.New(), Name = Till, Closed = closed });

    /// <summary>The reason of a call that is refused; empty where it is not.</summary>
    private static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (RefusedException e)
        {
            return e.Refusal.ReasonName;
        }
    }
}
