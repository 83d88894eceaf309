using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>CheckBooks: clean after all that the platform does, and not after what it never does.</summary>
public sealed class RpcBooksTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CheckBooks_AfterRandomCommands_IsBalanced(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var seed = Environment.TickCount;
        await RandomAsync(books, new Random(seed), 40);
        var check = await books.CheckAsync();
        Assert.True(check.Balanced, $"seed {seed}: {check}");
        Assert.True(check is { Journals: > 0, Entries: > 0, Wallets: > 0, GroupNumber: > 0 }, check.ToString());
    }

    /// <summary>Each row: what is changed behind the ledger's back, and a check that must find it.</summary>
    [Theory]
    [InlineData("UPDATE {0}entries SET units = units + 1 WHERE kind = 3", "journal sum")]
    [InlineData("UPDATE {0}wallets SET balance = balance + 1", "wallet balance")]
    [InlineData("UPDATE {0}wallets SET receivable = receivable - 1", "wallet receivable")]
    [InlineData("UPDATE {0}wallets SET version = version + 1", "wallet version")]
    [InlineData("UPDATE {0}wallets SET balance = -1", "wallet not negative")]
    [InlineData("DELETE FROM {0}wallets", "entry's wallet")]
    [InlineData("UPDATE {0}entries SET balance_after = balance_after + 1 WHERE version = 1", "running balance")]
    [InlineData("UPDATE {0}totals SET units = units + 1 WHERE kind = 4", "total")]
    [InlineData("DELETE FROM {0}totals WHERE kind = 101", "total")]
    [InlineData("UPDATE {0}log_head SET number = number + 1", "log head")]
    [InlineData("DELETE FROM {0}groups WHERE number = 2", "log gap")]
    [InlineData("UPDATE {0}groups SET outcomes = outcomes + 1 WHERE number = 3", "log outcomes")]
    [InlineData("DELETE FROM {0}outcomes WHERE kind = 4", "entry's journal")]
    [InlineData("DELETE FROM {0}entries WHERE kind = 6 OR balance_after = 45", "journal's entries")]
    [InlineData("UPDATE {0}undone SET units = units + 1 WHERE reversed = FALSE", "refunded units")]
    [InlineData("UPDATE {0}undone SET units = 1000 WHERE reversed = FALSE", "refunded at most")]
    [InlineData("DELETE FROM {0}undone", "reversal's mark")]
    public async Task CheckBooks_BooksChangedFromOutside_FindsIt(string change, string found)
    {
        foreach (var kind in TestDatabase.Kinds.Where(k => TestDatabase.Missing(k) is null))
        {
            await using var books = await StartAsync(kind);
            await StoryAsync(books);
            Assert.Empty((await books.CheckAsync()).Discrepancies);
            await books.WithDbAsync(db =>
                db.Database.ExecuteSqlRawAsync(books.Database.Sql(change)));
            var check = await books.CheckAsync();
            Assert.False(check.Balanced);
            Assert.Contains(check.Discrepancies, d => d.Check == found);
        }
    }

    [Fact]
    public async Task CheckBooks_ManyDifferences_TellsAHundred()
    {
        await using var books = await StartAsync();
        var batch = new BatchRequest { Mode = BatchMode.Independent };
        batch.Items.AddRange(
            Enumerable.Range(0, 150).Select(_ => new BatchItem { Earn = books.EarnOf(books.NewMember(), 1, Aster) }));
        await books.LedgerAsync(Aster, (s, c) => s.Batch(batch, c));
        await books.WithDbAsync(db => db.Wallets.ExecuteUpdateAsync(w => w.SetProperty(x => x.Balance, 2)));
        Assert.Equal(100, (await books.CheckAsync()).Discrepancies.Count);
    }

    /// <summary>One of each command: the adjustment leaves 45 in the wallet, the clawback 15 owed.</summary>
    private static async Task StoryAsync(RpcFixture books)
    {
        var ann = books.NewMember();
        var member = books.NameOf(ann, Aster);
        await books.EarnAsync(ann, 100, Aster);
        var redeemed = (await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 60, Aster), c))).Journal;
        await books.LedgerAsync(Aster, (s, c) =>
            s.Refund(new RefundRequest { RequestId = NewId(), Journal = redeemed.Name, Units = 10 }, c));
        var adjust = new AdjustRequest
        {
            RequestId = NewId(), Member = member, Coin = "coins/aster", Units = -5, ReasonCode = "goodwill",
        };
        await books.LedgerAsync(Aster, (s, c) => s.Adjust(adjust, c));
        var mistake = (await books.EarnAsync(ann, 1, Aster)).Journal;
        await books.LedgerAsync(
            Aster, (s, c) => s.Reverse(new ReverseRequest { RequestId = NewId(), Journal = mistake.Name }, c));
        var clawback = new ClawbackRequest
        {
            RequestId = NewId(), Member = member, Amount = new() { Coin = "coins/aster", Units = 60 },
        };
        await books.LedgerAsync(Aster, (s, c) => s.Clawback(clawback, c));
        await Assert.ThrowsAsync<RefusalException>(
            () => books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 1, Aster), c)));
    }

    private static async Task RandomAsync(RpcFixture books, Random random, int batches)
    {
        var members = Enumerable.Range(0, 6).Select(_ => books.NewMember()).ToArray();
        var journals = new List<string>();
        for (var i = 0; i < batches; i++)
        {
            var batch = new BatchRequest { Mode = random.Next(4) == 0 ? BatchMode.Atomic : BatchMode.Independent };
            batch.Items.AddRange(
                Enumerable.Range(0, random.Next(1, 30)).Select(_ => RandomItem(books, random, members, journals)));
            var results = (await books.LedgerAsync(Aster, (s, c) => s.Batch(batch, c))).Results;
            journals.AddRange(results.Where(r => r.Journal is not null).Select(r => r.Journal.Name));
            var payer = members[random.Next(members.Length)];
            try
            {
                var paid = await books.PostingAsync(
                    ExchangeForBirch, (s, c) => s.Post(RpcPostingTests.Exchange(payer, random.Next(1, 5)), c));
                var refund = new Internal.V1.PostRefundRequest
                {
                    RequestId = NewId(), Journal = paid.Journal.Name, Units = random.Next(0, 5),
                    Fingerprint = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
                };
                await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(refund, c));
            }
            catch (RefusalException)
            {
                // Some have too little, or no wallet: that is a part of it.
            }
        }
    }

    private static BatchItem RandomItem(RpcFixture books, Random random, Guid[] members, List<string> journals)
    {
        var member = members[random.Next(members.Length)];
        var name = books.NameOf(member, Aster);
        var journal = journals.Count == 0 ? $"journals/{Guid.NewGuid()}" : journals[random.Next(journals.Count)];
        return random.Next(7) switch
        {
            0 => new BatchItem { Redeem = books.RedeemOf(member, random.Next(1, 60), Aster) },
            1 => new BatchItem
            {
                Clawback = new()
                {
                    RequestId = NewId(),
                    Member = name,
                    Amount = new() { Coin = "coins/aster", Units = random.Next(1, 60) },
                },
            },
            2 => new BatchItem { Refund = new() { RequestId = NewId(), Journal = journal, Units = random.Next(0, 9) } },
            3 => new BatchItem { Reverse = new ReverseRequest { RequestId = NewId(), Journal = journal } },
            4 => new BatchItem
            {
                Adjust = new()
                {
                    RequestId = NewId(),
                    Member = name,
                    Coin = "coins/aster",
                    Units = random.Next(2) * 9 - 4,
                    ReasonCode = "x",
                },
            },
            _ => new BatchItem { Earn = books.EarnOf(member, random.Next(1, 100), Aster) },
        };
    }
}
