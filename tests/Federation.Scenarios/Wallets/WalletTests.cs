using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>A member at its wallet: everything it reads and does itself, in a running alliance.</summary>
public sealed class WalletTests
{
    [Fact]
    public async Task Member_SeesConvertsAndUndoes_WhatIsItsOwn_OfProvenBrands()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var birch = await alliance.GivenPartnerAsync("birch");
        await alliance.GivenBoardAsync(100, ("aster", 120, 100), ("birch", 150, 140));
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        var atBirch = await Alliance.GivenLinkAsync(aster, ann, birch, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        using var sessions = await MemberSessions.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        MemberSession As(params string[] brands) => sessions.Open(sessions.IdOf("aster", ann), "ann", brands);
        var both = As("aster", "birch");

        // What it looks at before, and what happens then.
        var previewed = await both.Exchanges.PreviewConvertAsync(new()
        {
            Member = MemberSession.Me,
            Pay = Alliance.Coins("aster", 60),
            OtherCoin = "coins/birch",
        });
        var converting = new ConvertRequest
        {
            RequestId = RequestIds.New(),
            Member = MemberSession.Me,
            Pay = Alliance.Coins("aster", 60),
            OtherCoin = "coins/birch",
            ExpectedBoard = previewed.Detail.Board,
        };
        var converted = (await both.Exchanges.ConvertAsync(converting)).Exchange;
        Assert.Equal((previewed.Detail, MemberSession.Me), (converted.Detail, converted.Member));
        Assert.True((await both.Exchanges.ConvertAsync(converting)).Replayed);
        Assert.Equal("aster 940, birch 39", await WalletsAsync(both));
        Assert.Equal("birch 39", await WalletsAsync(As("birch")));
        Assert.Equal("BRAND_NOT_PROVEN", await ReasonAsync(As("aster").Exchanges.ConvertAsync(
            new(converting) { RequestId = RequestIds.New() })));

        // Each sees it under its own name of the member, the brand that asks for members/me sees nobody.
        var journal = (await birch.Ledger.GetJournalAsync(new() { Name = converted.Journal })).Journal;
        Assert.Equal(atBirch, journal.Principal);
        Assert.Equal("MEMBER_NOT_FOUND", await ReasonAsync(
            birch.Ledger.ListWalletsAsync(new() { Parent = MemberSession.Me })));
        Assert.Equal("MEMBER_NOT_FOUND", await ReasonAsync(birch.Exchanges.ConvertAsync(
            new(converting) { RequestId = RequestIds.New(), ExpectedBoard = "" })));
        Assert.Equal("EXCHANGE_NOT_FOUND", await ReasonAsync(birch.Exchanges.UndoConvertAsync(
            new() { RequestId = RequestIds.New(), Exchange = converted.Name })));

        var activity = (await both.Ledger.ListActivityAsync(new() { Member = MemberSession.Me })).Activities;
        Assert.Equal([(JournalKind.Exchange, converted.Name), (JournalKind.Earn, "")],
            activity.Select(a => (a.Journal.Kind, a.Exchange)));
        var receipt = await both.Exchanges.GetReceiptAsync(new() { Exchange = converted.Name });
        Assert.Contains("39 BIRCH", receipt.Text, StringComparison.Ordinal);
        var undone = await both.Exchanges.UndoConvertAsync(
            new() { RequestId = RequestIds.New(), Exchange = converted.Name });
        Assert.Equal(60, undone.Returned.Units);
        Assert.Equal("aster 1000, birch 0", await WalletsAsync(both));

        var worth = await both.Exchanges.ListWorthAsync(
            new() { Member = MemberSession.Me, Merchant = "partners/birch/merchants/till" });
        Assert.Equal(["aster", "birch"], worth.Worths.Select(w => w.Available.Coin["coins/".Length..]));
        var pay = await both.Exchanges.PreviewPayAsync(new()
        {
            Member = MemberSession.Me,
            Merchant = "partners/birch/merchants/till",
            Amount = Alliance.Coins("birch", 100),
        });
        Assert.Equal((pay.Loss, 1), (pay.LeastLoss, pay.Legs.Count));
        var internalId = sessions.IdOf("aster", ann).ToString();
        Assert.All(
            new IMessage[] { activity[0], activity[1], receipt, worth, pay, converted, journal },
            seen => Assert.DoesNotContain(internalId, seen.ToByteString().ToStringUtf8(), StringComparison.Ordinal));
        await alliance.AssertBooksAsync();
    }

    /// <summary>The list of exchanges is its own after the ledger is followed, and over JSON as well.</summary>
    [Fact]
    public async Task Member_OverJson_IsMeToo()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 5);
        using var sessions = await MemberSessions.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        using var http = new HttpClient { BaseAddress = new Uri(alliance.Deployment.Processes[0].Http) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", sessions.TokenOf(sessions.IdOf("aster", ann), "ann", "aster"));
        foreach (var (path, holds) in new[]
        {
            ("/v1/members/me/wallets", "members/me/wallets/aster"),
            ("/v1/members/me/wallets/aster", "members/me/wallets/aster"),
            ("/v1/members/me/wallets/aster/entries", "members/me/wallets/aster"),
            ("/v1/members/me/activity?kinds=JOURNAL_KIND_EARN&page_size=5", "members/me/wallets/aster"),
            ("/v1/members/me/activity?kinds=JOURNAL_KIND_GIFT", "{"), ("/v1/exchanges", "{"),
        })
        {
            var text = await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Contains(holds, text, StringComparison.Ordinal);
        }
        using var worth = await http.GetAsync(
            new Uri("/v1/members/me/worth", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("NO_BOARD_IN_FORCE", await worth.Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> WalletsAsync(MemberSession member) => string.Join(", ",
        (await member.Ledger.ListWalletsAsync(new() { Parent = MemberSession.Me })).Wallets
            .Select(w => $"{w.Coin["coins/".Length..]} {w.BalanceUnits}"));

    private static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => call.ResponseAsync);
        return refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason;
    }
}
