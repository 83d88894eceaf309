using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Reads and the clock, on each database that can post.</summary>
public sealed class RpcReadTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Wallets_OfAMember_AreSeenByTheirIssuersAndAdmins(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 7, Aster);
        await books.EarnAsync(ann, 9, Birch);
        async Task<string[]> SeenByAsync(Caller caller) =>
            [.. (await books.LedgerAsync(
                caller, (s, c) => s.ListWallets(new ListWalletsRequest { Parent = books.NameOf(ann, caller) }, c)))
                .Wallets.Select(w => $"{w.Coin} {w.AvailableUnits}")];
        Task<GetWalletResponse> GetAsync(Caller caller, string name) =>
            books.LedgerAsync(caller, (s, c) => s.GetWallet(new GetWalletRequest { Name = name }, c));

        Assert.Equal(["coins/aster 7"], await SeenByAsync(Aster));
        Assert.Equal(["coins/aster 7", "coins/birch 9"], await SeenByAsync(Ada));
        Assert.Equal(9, (await GetAsync(Ada, books.NameOf(ann, Ada) + "/wallets/birch")).Wallet.BalanceUnits);
        await AssertRefusedAsync(ErrorReason.NotYours, GetAsync(Aster, books.NameOf(ann, Aster) + "/wallets/birch"));
        await AssertRefusedAsync(
            ErrorReason.MemberNotFound, GetAsync(Aster, books.NameOf(ann, Birch) + "/wallets/aster"));
        await AssertRefusedAsync(
            ErrorReason.WalletNotFound, GetAsync(Aster, books.NameOf(books.NewMember(), Aster) + "/wallets/aster"));
        await AssertRefusedAsync(
            ErrorReason.WalletNotFound, GetAsync(Aster, books.NameOf(ann, Aster) + "/wallets/nothing"));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, GetAsync(Aster, "wallets/aster"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Entries_InPages_AreTheWholeStatementInOrder(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        for (var i = 1; i <= 5; i++)
            await books.EarnAsync(ann, i, Aster);
        var wallet = books.NameOf(ann, Aster) + "/wallets/aster";
        var lines = new List<StatementLine>();
        var request = new ListEntriesRequest { Parent = wallet, PageSize = 2 };
        do
        {
            var page = await books.LedgerAsync(Aster, (s, c) => s.ListEntries(request, c));
            lines.AddRange(page.Lines);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal([1L, 3, 6, 10, 15], lines.Select(l => l.Entry.BalanceAfterUnits));
        Assert.Equal([1L, 2, 3, 4, 5], lines.Select(l => l.Entry.Version));
        Assert.All(lines, l => Assert.Equal((wallet, JournalKind.Earn), (l.Entry.Account, l.Kind)));
        request.PageToken = "00112233445566778899";
        await AssertRefusedAsync(
            ErrorReason.PageTokenInvalid, books.LedgerAsync(Aster, (s, c) => s.ListEntries(request, c)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journal_IsSeenByThoseItConcerns(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var journal = (await books.EarnAsync(ann, 7, Aster)).Journal;
        Task<GetJournalResponse> GetAsync(Caller caller) =>
            books.LedgerAsync(caller, (s, c) => s.GetJournal(new GetJournalRequest { Name = journal.Name }, c));

        Assert.Equal(journal, (await GetAsync(Aster)).Journal);
        Assert.Equal(books.NameOf(ann, Ada) + "/wallets/aster", (await GetAsync(Ada)).Journal.Entries[1].Account);
        Assert.Equal($"members/{ann}/wallets/aster", (await GetAsync(ExchangeForBirch)).Journal.Entries[1].Account);
        await AssertRefusedAsync(ErrorReason.JournalNotFound, GetAsync(Birch));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Outcomes_OfManyRequests_ComeInTheOrderAsked(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var accepted = (await books.EarnAsync(ann, 7, Aster)).Journal;
        var redeem = books.RedeemOf(ann, 8, Aster);
        await AssertRefusedAsync(
            ErrorReason.InsufficientCoins, books.LedgerAsync(Aster, (s, c) => s.Redeem(redeem, c)));
        var request = new BatchGetOutcomesRequest
        {
            RequestIds = { redeem.RequestId, NewId(), accepted.RequestId, redeem.RequestId },
        };
        request.RequestIds.AddRange(Enumerable.Range(0, 900).Select(_ => NewId()));
        var outcomes = (await books.LedgerAsync(Aster, (s, c) => s.BatchGetOutcomes(request, c))).Outcomes;
        Assert.Equal(request.RequestIds, outcomes.Select(o => o.RequestId));
        Assert.Equal(
            ("INSUFFICIENT_COINS", "7"), (outcomes[0].Refused.Reason, outcomes[0].Refused.Metadata["available"]));
        Assert.Equal(Outcome.ResultOneofCase.None, outcomes[1].ResultCase);
        Assert.Equal(accepted, outcomes[2].Journal);
        Assert.Equal(outcomes[0], outcomes[3]);
        var foreign = new GetOutcomeRequest { RequestId = accepted.RequestId };
        await AssertRefusedAsync(
            ErrorReason.OutcomeNotFound, books.LedgerAsync(Birch, (s, c) => s.GetOutcome(foreign, c)));
        request.RequestIds.AddRange(Enumerable.Range(0, 900).Select(_ => NewId()));
        await AssertRefusedAsync(
            ErrorReason.BatchTooLarge, books.LedgerAsync(Aster, (s, c) => s.BatchGetOutcomes(request, c)));
    }

    [Fact]
    public async Task CoinTotals_AreTheIssuersAndTheAdmins()
    {
        await using var books = await StartAsync();
        await books.EarnAsync(books.NewMember(), 7, Aster);
        Task<GetCoinTotalsResponse> GetAsync(Caller caller, string coin) =>
            books.LedgerAsync(caller, (s, c) => s.GetCoinTotals(new GetCoinTotalsRequest { Coin = coin }, c));

        Assert.Equal((7, 7), ((await GetAsync(Aster, "coins/aster")).Totals.EarnedUnits,
            (await GetAsync(Ada, "coins/aster")).Totals.OutstandingUnits));
        await AssertRefusedAsync(ErrorReason.NotYours, GetAsync(Birch, "coins/aster"));
        await AssertRefusedAsync(ErrorReason.CoinNotFound, GetAsync(Ada, "coins/nothing"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Clock_OfASandbox_MovesOnlyForward(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var start = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(start, (await books.ClockAsync(
            Aster, (s, c) => s.GetClock(new GetClockRequest(), c))).Clock.Now.ToDateTimeOffset());
        Task<AdvanceClockResponse> AdvanceAsync(AdvanceClockRequest request) =>
            books.ClockAsync(Ada, (s, c) => s.AdvanceClock(request, c));
        AdvanceClockRequest To(DateTimeOffset now) => new() { RequestId = NewId(), Now = now.ToTimestamp() };

        var first = To(start.AddDays(3));
        Assert.False((await AdvanceAsync(first)).Replayed);
        Assert.False((await AdvanceAsync(To(start.AddDays(3)))).Replayed);
        Assert.True((await AdvanceAsync(first)).Replayed);
        var refused = await RefusedAsync(AdvanceAsync(To(start.AddDays(2))));
        Assert.Equal(ErrorReason.ClockBackwards, refused.Reason);
        Assert.StartsWith("2000-01-04T00:00:00", refused.Metadata["now"], StringComparison.Ordinal);
        await AssertRefusedAsync(
            ErrorReason.FieldInvalid, AdvanceAsync(new AdvanceClockRequest { RequestId = NewId() }));
        var earned = await books.EarnAsync(books.NewMember(), 1, Aster);
        Assert.Equal(start.AddDays(3), earned.Journal.CreateTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Clock_InProduction_IsSystemTimeAndStaysSo()
    {
        await using var books = await StartAsync(sandbox: false);
        var clock = (await books.ClockAsync(Aster, (s, c) => s.GetClock(new GetClockRequest(), c))).Clock;
        Assert.False(clock.Sandbox);
        var request =
            new AdvanceClockRequest { RequestId = NewId(), Now = DateTimeOffset.UnixEpoch.AddYears(900).ToTimestamp() };
        await AssertRefusedAsync(
            ErrorReason.ClockNotMovable, books.ClockAsync(Ada, (s, c) => s.AdvanceClock(request, c)));
        await books.PrepareAsync(sandbox: false);
        await Assert.ThrowsAsync<StartRefusedException>(() => books.PrepareAsync(sandbox: true));
    }
}
