using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>The reads as EF Core words them for SQL Server: they can be worded, and a server would take them.</summary>
public sealed class SqlServerQueryTests
{
    private static readonly string Journal = GroupId.New(NoServer.Moment).At(0).Name;

    public static TheoryData<string> Reads => [.. Calls.Keys];

    private static readonly Dictionary<string,
        (int Questions, Func<RpcFixture, string, Task> Call)> Calls = new(StringComparer.Ordinal)
        {
            ["a wallet"] =
                (1, (f, w) => f.LedgerAsync(Ada, (s, c) => s.GetWallet(new GetWalletRequest { Name = w }, c))),
            ["a wallet as of a moment"] = (4, (f, w) => f.LedgerAsync(Ada, (s, c) => s.GetWallet(
                new GetWalletRequest { Name = w, AsOfTime = Moment, Basis = TimeBasis.Recorded }, c))),
            ["a wallet as things happened"] = (4, (f, w) => f.LedgerAsync(Ada, (s, c) => s.GetWallet(
                new GetWalletRequest { Name = w, AsOfTime = Moment, Basis = TimeBasis.Effective }, c))),
            ["wallets"] = (1,
            (f, w) => f.LedgerAsync(Ada, (s, c) => s.ListWallets(new ListWalletsRequest { Parent = MemberOf(w) }, c))),
            ["a statement"] = (2, (f, w) => f.LedgerAsync(Ada, (s, c) => s.ListEntries(
                new ListEntriesRequest { Parent = w, StartTime = Moment }, c))),
            ["holds"] =
                (2, (f, w) => f.LedgerAsync(Ada, (s, c) => s.ListHolds(new ListHoldsRequest { Parent = w }, c))),
            ["activity"] = (2, async (f, w) =>
            {
                ActivityRange[] ranges = [new(Guid.NewGuid(), "aster", 0, 9), new(Guid.NewGuid(), "birch", 0, 9)];
                await f.WithDbAsync(db => db.ReadActivityAsync(ranges, [JournalKind.Earn], 10, default));
                await f.LedgerAsync(RpcFixture.MemberOf(Guid.NewGuid(), "aster"), (s, c) =>
                    s.ListActivity(new ListActivityRequest { Member = "members/me" }, c));
            }
            ),
            ["a journal"] =
        (1, (f, _) => f.LedgerAsync(Ada, (s, c) => s.GetJournal(new GetJournalRequest { Name = Journal }, c))),
            ["an outcome"] =
        (1, (f, _) => f.LedgerAsync(Aster, (s, c) => s.GetOutcome(new GetOutcomeRequest { RequestId = NewId() }, c))),
            ["outcomes"] = (1, (f, _) => f.LedgerAsync(Aster, (s, c) => s.BatchGetOutcomes(
                new BatchGetOutcomesRequest { RequestIds = { NewId(), NewId() } }, c))),
            ["totals"] = (1, (f, _) =>
                f.LedgerAsync(Ada, (s, c) => s.GetCoinTotals(new GetCoinTotalsRequest { Coin = "coins/aster" }, c))),
            ["positions"] =
                (1, (f, _) => f.LedgerAsync(Birch, (s, c) => s.ListPositions(new ListPositionsRequest(), c))),
            ["the sweep's status"] =
        (3, (f, _) => f.LedgerAsync(Ada, (s, c) => s.GetSweepStatus(new GetSweepStatusRequest(), c))),
            ["the clock"] = (1, (f, _) => f.ClockAsync(Ada, (s, c) => s.GetClock(new GetClockRequest(), c))),
            ["the log"] = (1, (f, _) => f.PostingAsync(ExchangeForBirch, (s, c) => s.ReadLog(
                new ReadLogRequest { Limit = 10, Kinds = { JournalKind.Exchange } }, c))),
            ["a member's wallets"] = (1, (f, w) => f.PostingAsync(AccountsForBirch, (s, c) => s.GetMemberWallets(
                new GetMemberWalletsRequest { MemberId = f.NewMember().ToString("D") }, c))),
            ["the state of a wallet"] = (2, (f, w) => f.PostingAsync(AccountsForBirch, (s, c) => s.SetWalletState(
                new SetWalletStateRequest
                {
                    MemberId = f.NewMember()
                        .ToString("D"),
                    CoinIds = { "birch", "aster" },
                    State = WalletState.Closed,
                    Revision = 1,
                }, c))),
        };

    private static Timestamp Moment => Timestamp.FromDateTimeOffset(NoServer.Moment.AddDays(-1));

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_OnSqlServer_IsAskedInItsWords(string read)
    {
        var server = new NoServer();
        await using var books = await WithoutServerAsync(server);
        var (questions, call) = Calls[read];
        try
        {
            await call(books, $"{books.NameOf(books.NewMember(), Ada)}/wallets/aster");
        }
        catch (RefusalException)
        {
            // The answers are those of no books: what matters is what was asked.
        }
        Assert.True(server.Asked.Count >= questions,
            $"Only {server.Asked.Count} questions were asked: {string.Join("\n", server.Asked)}");
        Assert.All(server.Asked, text => Assert.Empty(ServerRules.RefusedOf(text)));
        Assert.All(server.Asked, text => Assert.DoesNotContain("OUTPUT", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT SUM((SELECT 1)) FROM t", "130")]
    [InlineData("SELECT MAX(COUNT(*)) FROM t", "130")]
    [InlineData("SELECT 1 FROM (SELECT a, 2 FROM t) AS d", "8155")]
    [InlineData("SELECT 1 FROM (SELECT a, b AS A FROM t) AS d", "8156")]
    [InlineData("SELECT 1 FROM t GROUP BY (SELECT a)", "144")]
    public void ServerRules_FindWhatAServerRefuses(string text, string error) =>
        Assert.StartsWith(error, Assert.Single(ServerRules.RefusedOf(text)), StringComparison.Ordinal);

    private static string MemberOf(string wallet) => wallet[..wallet.IndexOf("/wallets", StringComparison.Ordinal)];
}
