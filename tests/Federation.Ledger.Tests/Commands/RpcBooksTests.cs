using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Grpc.Core;
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

    /// <summary>The stream ends with what the unary call answers, and tells each step before.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task StreamCheckBooks_Always_TellsStepsThenTheSameResult(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        await books.EarnAsync(books.NewMember(), 10, Aster);
        await books.WithDbAsync(db => db.Wallets.ExecuteUpdateAsync(w => w.SetProperty(x => x.Held, 1)));
        var told = await StreamAsync(books, new StreamCheckBooksRequest());
        var steps = told.SkipLast(1).Select(t => t.Step).ToList();
        Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(s => s.Number));
        Assert.All(steps, s => Assert.True(s.Name.Length > 0 && s.Count == steps.Count));
        Assert.Equal(0, steps[0].Discrepancies);
        var result = told[^1].Result;
        Assert.Equal(await books.CheckAsync(), result);
        Assert.Equal(steps[^1].Discrepancies, result.Discrepancies.Count);
        Assert.Contains(result.Discrepancies, d => d is { Check: "wallet held", ExpectedUnits: 0, FoundUnits: 1 });
    }

    [Fact]
    public async Task StreamCheckBooks_CallerGone_EndsTheCheckFirst()
    {
        await using var books = await StartAsync();
        await books.EarnAsync(books.NewMember(), 10, Aster);
        var gone = new InvalidOperationException("the caller is gone");
        Assert.Same(gone, await Assert.ThrowsAsync<InvalidOperationException>(() => books.LedgerAsync(
            Ada, async (s, c) =>
            {
                await s.StreamCheckBooks(new StreamCheckBooksRequest(), new Answers(_ => throw gone), c);
                return 0;
            })));
        Assert.True((await books.CheckAsync()).Balanced);
    }

    [Fact]
    public async Task CheckBooks_RangeOfGroups_CoversThose()
    {
        await using var books = await StartAsync();
        for (var i = 0; i < 5; i++)
            await books.EarnAsync(books.NewMember(), 10, Aster);
        var check = await books.LedgerAsync(
            Ada, (s, c) => s.CheckBooks(new() { FirstGroupNumber = 2, LastGroupNumber = 3 }, c));
        Assert.True(check is { Balanced: true, Journals: 2, Entries: 4, Wallets: 2, GroupNumber: 3 }, check.ToString());
        check = await books.LedgerAsync(Ada, (s, c) => s.CheckBooks(new() { FirstGroupNumber = 2 }, c));
        Assert.True(check is { Balanced: true, Journals: 4, GroupNumber: 5 }, check.ToString());
    }

    [Theory]
    [InlineData(-1, 0, "first_group_number")]
    [InlineData(0, -1, "last_group_number")]
    [InlineData(3, 2, "last_group_number")]
    public async Task CheckBooks_NoRange_IsRefused(long first, long last, string field)
    {
        await using var books = await StartAsync();
        var request = new CheckBooksRequest { FirstGroupNumber = first, LastGroupNumber = last };
        var refusal = await RefusedAsync(books.LedgerAsync(Ada, (s, c) => s.CheckBooks(request, c)));
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
        refusal = await RefusedAsync(StreamAsync(books, new StreamCheckBooksRequest { Check = request }));
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
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

    private static async Task<List<StreamCheckBooksResponse>> StreamAsync(
        RpcFixture books, StreamCheckBooksRequest request)
    {
        var told = new List<StreamCheckBooksResponse>();
        return await books.LedgerAsync(Ada, async (s, c) =>
        {
            await s.StreamCheckBooks(request, new Answers(told.Add), c);
            return told;
        });
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
                    RequestId = NewId(),
                    Journal = paid.Journal.Name,
                    Units = random.Next(0, 5),
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

    private sealed class Answers(Action<StreamCheckBooksResponse> told) : IServerStreamWriter<StreamCheckBooksResponse>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(StreamCheckBooksResponse message)
        {
            told(message);
            return Task.CompletedTask;
        }
    }
}
