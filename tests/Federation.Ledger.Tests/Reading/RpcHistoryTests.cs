using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Wallets as of past instants, and statements of periods.</summary>
public sealed class RpcHistoryTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>What a wallet looks like at each moment is what it looked like then.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Wallet_AsOfEachPastMoment_IsWhatItWasThen(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        foreach (var coin in new[] { "petal", "moss", "aster" })
        {
            var ann = books.NewMember();
            var seen = new List<(DateTimeOffset Time, Wallet Wallet)>();
            var clock = (await books.ClockAsync(
                Aster, (s, c) => s.GetClock(new GetClockRequest(), c))).Clock.Now.ToDateTimeOffset();
            var holds = new List<string>();
            await books.EarnAsync(ann, 50, coin);
            for (var step = 0; step < 25; step++)
            {
                await StepAsync(books, random, ann, coin, holds);
                clock += TimeSpan.FromHours(random.Next(1, 200));
                seen.Add((clock - TimeSpan.FromMinutes(1), null!));
                await books.AdvanceAsync(clock - TimeSpan.FromMinutes(1));
                seen[^1] = (seen[^1].Time, Bare(await books.WalletAsync(ann, coin)));
                await books.AdvanceAsync(clock);
            }
            foreach (var (time, wallet) in seen)
                Assert.True(wallet.Equals(Bare(await books.WalletAsync(ann, coin, time))),
                    $"seed {seed}, {coin} at {time:O}: then {wallet}, "
                    + $"told later {Bare(await books.WalletAsync(ann, coin, time))}");
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Wallet_AsOfAnEffectiveTime_CountsLateReportsWhereTheyHappened(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, "aster");
        await books.AdvanceAsync(Start.AddDays(10));
        await books.EarnAsync(ann, 5, "aster", r => r.EffectiveTime = Start.AddDays(3).ToTimestamp());
        async Task<long> AtAsync(int day, TimeBasis basis) =>
            (await books.WalletAsync(ann, "aster", Start.AddDays(day), basis)).BalanceUnits;
        Assert.Equal((10, 10, 15), (await AtAsync(2, TimeBasis.Recorded), await AtAsync(5, TimeBasis.Recorded),
            await AtAsync(10, TimeBasis.Recorded)));
        Assert.Equal((10, 15, 15), (await AtAsync(2, TimeBasis.Effective), await AtAsync(5, TimeBasis.Effective),
            await AtAsync(10, TimeBasis.Effective)));
        var wallet = await books.WalletAsync(ann, "aster", Start.AddDays(5), TimeBasis.Effective);
        Assert.Equal((15, Start.AddDays(3)), (wallet.AvailableUnits, wallet.UpdateTime.ToDateTimeOffset()));
    }

    [Fact]
    public async Task Wallet_AsOfTheFuture_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, "aster");
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.WalletAsync(ann, "aster", Start.AddSeconds(1)));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.WalletAsync(ann, "aster", Start, (TimeBasis)9));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.WalletAsync(ann, "aster", Start.AddYears(-1)));
        Assert.Equal(10, (await books.WalletAsync(ann, "aster", Start)).AvailableUnits);
        await books.AdvanceAsync(Start.AddDays(1));
        var bob = books.NewMember();
        await books.EarnAsync(bob, 3, "aster");
        var before = await books.WalletAsync(bob, "aster", Start);
        Assert.Equal((0, 0, 0), (before.BalanceUnits, before.Version, before.Lots.Count));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Entries_OfAPeriod_ComeWithItsOpeningAndClosingBalance(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        for (var day = 0; day < 6; day++)
        {
            await books.AdvanceAsync(Start.AddDays(day));
            await books.EarnAsync(ann, 10 + day, "aster");
        }
        await books.HoldAsync(ann, 7, "aster");
        var request = new ListEntriesRequest
        {
            Parent = books.WalletName(ann, "aster"),
            StartTime = Start.AddDays(1).ToTimestamp(),
            EndTime = Start.AddDays(4).ToTimestamp(),
            PageSize = 2,
        };
        var first = await ListAsync(books, request);
        Assert.Equal((10, 46), (first.OpeningBalanceUnits, first.ClosingBalanceUnits));
        Assert.Equal([11L, 12], first.Lines.Select(l => l.Entry.Units));
        Assert.Equal([Start.AddDays(1), Start.AddDays(2)], first.Lines.Select(l => l.CreateTime.ToDateTimeOffset()));
        request.PageToken = first.NextPageToken;
        var second = await ListAsync(books, request);
        Assert.Equal((10, 46, "", 13), (second.OpeningBalanceUnits, second.ClosingBalanceUnits, second.NextPageToken,
            Assert.Single(second.Lines).Entry.Units));
        request.EndTime = Start.AddDays(5).ToTimestamp();
        await AssertRefusedAsync(ErrorReason.PageTokenInvalid, ListAsync(books, request));

        var whole = await ListAsync(books, new ListEntriesRequest { Parent = request.Parent });
        // Nothing leaves by a hold: its coins are in the balance.
        Assert.Equal((0, 75, 8), (whole.OpeningBalanceUnits, whole.ClosingBalanceUnits, whole.Lines.Count));
        Assert.Equal(["/wallets/aster -7 68", "/wallets/aster/held 7 7"], whole.Lines.TakeLast(2).Select(l =>
            $"{l.Entry.Account[l.Entry.Account.IndexOf("/wallets", StringComparison.Ordinal)..]} {l.Entry.Units} "
            + $"{l.Entry.BalanceAfterUnits}"));
        Assert.All(whole.Lines, l => Assert.Equal(Provenance.Earned, l.Entry.Lot.Provenance));
        var empty = await ListAsync(
            books, new ListEntriesRequest { Parent = request.Parent, StartTime = Start.AddDays(90).ToTimestamp() });
        Assert.Equal((75, 75, 0), (empty.OpeningBalanceUnits, empty.ClosingBalanceUnits, empty.Lines.Count));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, ListAsync(books, new ListEntriesRequest
        { Parent = request.Parent, StartTime = request.EndTime, EndTime = request.EndTime }));
    }

    [Fact]
    public async Task Entries_ThatComeWhilePagesAreRead_AreInNone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        for (var i = 1; i <= 3; i++)
            await books.EarnAsync(ann, i, "aster");
        var request = new ListEntriesRequest { Parent = books.WalletName(ann, "aster"), PageSize = 2 };
        request.PageToken = (await ListAsync(books, request)).NextPageToken;
        await books.EarnAsync(ann, 100, "aster");
        var second = await ListAsync(books, request);
        Assert.Equal((6, 3), (second.ClosingBalanceUnits, Assert.Single(second.Lines).Entry.Units));
    }

    /// <summary>A wallet without what is told of today alone.</summary>
    private static Wallet Bare(Wallet wallet)
    {
        // What has no entry (a freeze, an extension) moves the update time of today's wallet, and is not seen in the
        // past's.
        wallet.Holds.Clear();
        wallet.UpdateTime = null;
        return wallet;
    }

    private static Task<ListEntriesResponse> ListAsync(RpcFixture books, ListEntriesRequest request) =>
        books.LedgerAsync(Aster, (s, c) => s.ListEntries(request, c));

    private static async Task StepAsync(RpcFixture books, Random random, Guid ann, string coin, List<string> holds)
    {
        var amount = new Types.V1.CoinAmount { Coin = "coins/" + coin, Units = random.Next(1, 40) };
        var name = books.NameOf(ann, Aster);
        var hold = holds.Count == 0 ? $"holds/{Guid.NewGuid()}" : holds[random.Next(holds.Count)];
        var item = random.Next(8) switch
        {
            0 => new BatchItem { Redeem = new RedeemRequest { RequestId = NewId(), Member = name, Amount = amount } },
            1 => new BatchItem
            {
                Clawback = new ClawbackRequest
                {
                    RequestId = NewId(),
                    Member = name,
                    Amount = amount
                }
            },
            2 => new BatchItem
            {
                Hold = books.HoldOf(
                ann, amount.Units, coin, TimeSpan.FromHours(random.Next(1, 400)))
            },
            3 => new BatchItem
            {
                Capture = new CaptureRequest
                {
                    RequestId = NewId(),
                    Hold = hold,
                    All = true,
                    Rest = (CaptureRest)random.Next(3)
                }
            },
            4 => new BatchItem { Release = new ReleaseRequest { RequestId = NewId(), Hold = hold, All = true } },
            5 => new BatchItem
            {
                ExtendHold = new ExtendHoldRequest
                {
                    RequestId = NewId(),
                    Hold = hold,
                    Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(random.Next(1, 400))),
                },
            },
            _ => new BatchItem { Earn = new EarnRequest { RequestId = NewId(), Member = name, Amount = amount } },
        };
        var batch = new BatchRequest { Mode = BatchMode.Independent, Items = { item } };
        var result = (await books.LedgerAsync(Aster, (s, c) => s.Batch(batch, c))).Results[0];
        if (result.Journal is { Kind: JournalKind.Hold } held)
            holds.Add(HoldName(held));
    }
}
