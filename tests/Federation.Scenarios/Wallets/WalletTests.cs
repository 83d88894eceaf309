using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>A member at its wallet: everything it reads and does itself, in a running alliance.</summary>
public sealed class WalletTests
{
    [Fact]
    public async Task Member_ConvertsAndUndoes_WhatItLookedAtBefore()
    {
        await using var wallet = await OneWallet.StartAsync();
        var both = wallet.As("aster", "birch");
        var previewed = await both.Exchanges.PreviewConvertAsync(new()
        {
            Member = SignedMember.Me,
            Pay = Alliance.Coins("aster", 60),
            OtherCoin = "coins/birch",
        });
        var converting = OneWallet.Converting(previewed.Detail.Board);
        var converted = (await both.Exchanges.ConvertAsync(converting)).Exchange;
        Assert.Equal((previewed.Detail, SignedMember.Me), (converted.Detail, converted.Member));
        Assert.True((await both.Exchanges.ConvertAsync(converting)).Replayed);
        Assert.Equal("aster 940, birch 39", await WalletsAsync(both));
        Assert.Equal("birch 39", await WalletsAsync(wallet.As("birch")));
        Assert.Equal("BRAND_NOT_PROVEN", await ReasonAsync(
            wallet.As("aster").Exchanges.ConvertAsync(OneWallet.Converting())));

        // Each sees it under its own name of the member; to a brand that asks for members/me nobody is there.
        var journal = (await wallet.Birch.Ledger.GetJournalAsync(new() { Name = converted.Journal })).Journal;
        Assert.Equal(wallet.AtBirch, journal.Principal);
        Assert.Equal("MEMBER_NOT_FOUND", await ReasonAsync(
            wallet.Birch.Ledger.ListWalletsAsync(new() { Parent = SignedMember.Me })));
        Assert.Equal("MEMBER_NOT_FOUND", await ReasonAsync(
            wallet.Birch.Exchanges.ConvertAsync(OneWallet.Converting())));
        Assert.Equal("EXCHANGE_NOT_FOUND", await ReasonAsync(wallet.Birch.Exchanges.UndoConvertAsync(
            new() { RequestId = RequestIds.New(), Exchange = converted.Name })));

        var undone = await both.Exchanges.UndoConvertAsync(
            new() { RequestId = RequestIds.New(), Exchange = converted.Name });
        Assert.Equal(60, undone.Returned.Units);
        Assert.Equal("aster 1000, birch 0", await WalletsAsync(both));
        wallet.AssertTellsNoId(converted, journal, undone);
        await wallet.Alliance.AssertBooksAsync();
    }

    [Fact]
    public async Task Member_ReadsWhatMoved_AndWhatItsCoinsAreWorth()
    {
        await using var wallet = await OneWallet.StartAsync();
        var both = wallet.As("aster", "birch");
        var converted = (await both.Exchanges.ConvertAsync(OneWallet.Converting())).Exchange;

        var activity = await both.Ledger.ListActivityAsync(new() { Member = SignedMember.Me });
        Assert.Equal([(JournalKind.Exchange, converted.Name), (JournalKind.Earn, "")],
            activity.Activities.Select(a => (a.Journal.Kind, a.Exchange)));
        var receipt = await both.Exchanges.GetReceiptAsync(new() { Exchange = converted.Name });
        Assert.Contains("39 BIRCH", receipt.Text, StringComparison.Ordinal);
        var worth = await both.Exchanges.ListWorthAsync(
            new() { Member = SignedMember.Me, Merchant = "partners/birch/merchants/till" });
        Assert.Equal([("coins/aster", 940), ("coins/birch", 39)],
            worth.Worths.Select(w => (w.Available.Coin, w.Available.Units)));
        var pay = await both.Exchanges.PreviewPayAsync(new()
        {
            Member = SignedMember.Me,
            Merchant = "partners/birch/merchants/till",
            Amount = Alliance.Coins("birch", 100),
        });
        Assert.Equal((pay.Loss, 2), (pay.LeastLoss, pay.Legs.Count));
        // The list follows the ledger.
        var list = new ListExchangesResponse();
        while (list.Exchanges.Count == 0)
            list = await both.Exchanges.ListExchangesAsync(new());
        Assert.Equal((converted.Name, SignedMember.Me), (list.Exchanges[0].Name, list.Exchanges[0].Member));
        wallet.AssertTellsNoId(activity, receipt, worth, pay, list);
    }

    [Fact]
    public async Task Member_OverJson_IsMeToo()
    {
        await using var wallet = await OneWallet.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(wallet.Alliance.Deployment.Processes[0].Http) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", wallet.TokenOf("aster"));
        foreach (var (path, holds) in new[]
        {
            ("/v1/members/me/wallets", "members/me/wallets/aster"),
            ("/v1/members/me/wallets/aster", "members/me/wallets/aster"),
            ("/v1/members/me/wallets/aster/entries", "members/me/wallets/aster"),
            ("/v1/members/me/activity?kinds=JOURNAL_KIND_EARN&page_size=5", "members/me/wallets/aster"),
            ("/v1/members/me/activity?kinds=JOURNAL_KIND_GIFT", "{"), ("/v1/exchanges", "{"),
            ("/v1/members/me/worth?merchant=partners/birch/merchants/till&page_size=1", "coins/aster"),
        })
        {
            var text = await http.GetStringAsync(
                new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains(holds, text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> WalletsAsync(SignedMember member) => string.Join(", ",
        (await member.Ledger.ListWalletsAsync(new() { Parent = SignedMember.Me })).Wallets
            .Select(w => $"{w.Coin["coins/".Length..]} {w.BalanceUnits}"));

    private static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => call.ResponseAsync);
        return refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason;
    }
}
