using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>The journals of one coin, for its issuer and nobody else.</summary>
public sealed class RpcCoinJournalsTests
{
    private const string Shop = "partners/aster/merchants/shop";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    public static TheoryData<DatabaseKind> Planned =>
        [.. TestDatabase.Kinds.Where(k => k is DatabaseKind.Sqlite or DatabaseKind.Postgres)];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journals_InPages_AreTheCoinsHistoryBackwards(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var all = await HistoryAsync(books);
        var names = all.Select(j => j.Name).Reverse().ToList();
        foreach (var size in (int[])[1, 2, 5, 1000])
            Assert.Equal(names, await PagedAsync(books, new() { PageSize = size }));
        Assert.Equal(
            Named(all, j => j.Kind is JournalKind.Redeem or JournalKind.Refund),
            await PagedAsync(books, new() { Kinds = { JournalKind.Redeem, JournalKind.Refund }, PageSize = 1 }));
        Assert.Equal(
            Named(all, j => j.Merchant == Shop), await PagedAsync(books, new() { Merchant = Shop, PageSize = 1 }));
        Assert.Equal(
            Named(all, j => j.ExternalReference == "R-7"),
            await PagedAsync(books, new() { ExternalReference = "R-7", PageSize = 1 }));
        Assert.Empty(await PagedAsync(books, new() { ExternalReference = "R-8" }));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journals_OfAPeriod_AreWhatWasBookedInIt(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var all = new List<Journal>();
        for (var day = 0; day < 6; day++)
        {
            await books.AdvanceAsync(Start.AddDays(day + 1));
            all.Add((await books.EarnAsync(ann, 5, Aster)).Journal);
        }
        for (var from = 0; from < 7; from++)
            for (var to = from + 1; to < 8; to++)
            {
                var (start, end) = (Start.AddDays(from), Start.AddDays(to));
                Assert.Equal(
                    Named(all, j => j.CreateTime >= start.ToTimestamp() && j.CreateTime < end.ToTimestamp()),
                    await PagedAsync(
                        books, new() { StartTime = start.ToTimestamp(), EndTime = end.ToTimestamp(), PageSize = 2 }));
            }
    }

    /// <summary>A page of a rare kind ends where a call has looked at enough, and goes on from there.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journals_OfARareKind_AreFoundPartByPart(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var all = await HistoryAsync(books);
        await books.WithDbAsync(async db =>
        {
            foreach (var looked in (int[])[1, 2, 3, 7])
            {
                var filter = new CoinJournalFilter("aster") { Kinds = [JournalKind.Redeem] };
                var found = new List<string>();
                Guid? before = null;
                do
                {
                    var (ids, goOn) = await db.ReadCoinJournalsAsync(
                        filter, before, 100, TestContext.Current.CancellationToken, looked);
                    found.AddRange(ids.Select(id => new JournalId(id).Name));
                    before = goOn;
                }
                while (before is not null);
                Assert.Equal(Named(all, j => j.Kind == JournalKind.Redeem), found);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task NewJournals_AreCountedUpToAHundred(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var all = await HistoryAsync(books);
        for (var i = 0; i < all.Count; i++)
            Assert.Equal(all.Count - 1 - i, await NewAsync(all[i].Name));
        Assert.Equal(all.Count, await NewAsync(""));
        var ann = books.NewMember();
        var batch = new BatchRequest { Mode = BatchMode.Independent };
        for (var i = 0; i < 101; i++)
            batch.Items.Add(new BatchItem { Earn = books.EarnOf(ann, 1, Aster) });
        await books.LedgerAsync(Aster, (s, c) => s.Batch(batch, c));
        Assert.Equal(100, await NewAsync(all[0].Name));

        async Task<int> NewAsync(string after) => (await books.LedgerAsync(
            Aster, (s, c) => s.CheckNewJournals(new() { Coin = "coins/aster", After = after }, c))).Count;
    }

    [Fact]
    public async Task Journals_OfAnothersCoin_AreRefused()
    {
        await using var books = await StartAsync();
        await HistoryAsync(books);
        await AssertRefusedAsync(ErrorReason.NotYours, books.LedgerAsync(
            Birch, (s, c) => s.ListJournals(new() { Coin = "coins/aster" }, c)));
        await AssertRefusedAsync(ErrorReason.NotYours, books.LedgerAsync(
            Birch, (s, c) => s.CheckNewJournals(new() { Coin = "coins/aster" }, c)));
        await AssertRefusedAsync(ErrorReason.CoinNotFound, books.LedgerAsync(
            Aster, (s, c) => s.ListJournals(new() { Coin = "coins/nothing" }, c)));
        var token = (await books.LedgerAsync(
            Aster, (s, c) => s.ListJournals(new() { Coin = "coins/aster", PageSize = 1 }, c))).NextPageToken;
        await AssertRefusedAsync(ErrorReason.PageTokenInvalid, books.LedgerAsync(
            Aster, (s, c) => s.ListJournals(new() { Coin = "coins/petal", PageToken = token }, c)));
    }

    [Theory]
    [MemberData(nameof(Planned))]
    public async Task Page_IsReadFromTheEndOfTheCoinsIndex(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        await HistoryAsync(books);
        await books.WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            if (kind == DatabaseKind.Postgres)
                // Few rows are read whole; what matters is how many are.
                await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off; SET enable_bitmapscan = off");
            await using var command = db.Newest(db.Range("aster", Guid.AllBitsSet, null)).Take(51)
                .Select(e => e.JournalId).CreateDbCommand();
            command.CommandText =
                (kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
            var plan = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                plan.Add(reader.GetString(reader.FieldCount - 1));
            var text = string.Join('\n', plan);
            Assert.Contains("IX_entries_asset_journal_id", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", text, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", text, StringComparison.Ordinal);
        });
    }

    private static List<string> Named(IEnumerable<Journal> all, Func<Journal, bool> which) =>
        [.. all.Where(which).Select(j => j.Name).Reverse()];

    private static async Task<List<string>> PagedAsync(RpcFixture books, ListJournalsRequest request)
    {
        request.Coin = "coins/aster";
        var found = new List<string>();
        do
        {
            var page = await books.LedgerAsync(Aster, (s, c) => s.ListJournals(request, c));
            found.AddRange(page.Journals.Select(j => j.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <summary>Journals of aster's coin, some of several lots, among those of other coins.</summary>
    private static async Task<List<Journal>> HistoryAsync(RpcFixture books)
    {
        var (ann, bob) = (books.NewMember(), books.NewMember());
        var all = new List<Journal>();
        for (var i = 0; i < 4; i++)
        {
            all.Add((await books.EarnAsync(ann, 10, Aster)).Journal);
            await books.EarnAsync(bob, 10, Birch);
            await books.EarnAsync(ann, 10, "petal");
        }
        var redeem = books.RedeemOf(ann, 25, Aster);
        (redeem.Merchant, redeem.ExternalReference) = (Shop, "R-7");
        all.Add((await books.LedgerAsync(Aster, (s, c) => s.Redeem(redeem, c))).Journal);
        await books.LedgerAsync(Birch, (s, c) => s.Redeem(books.RedeemOf(bob, 1, Birch), c));
        all.Add((await books.LedgerAsync(
            Aster, (s, c) => s.Refund(new() { RequestId = NewId(), Journal = all[^1].Name, Units = 15 }, c))).Journal);
        all.Add((await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 2, Aster), c))).Journal);
        all.Add((await books.EarnAsync(ann, 1, Aster)).Journal);
        return all;
    }
}
