using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>The write path on real databases.</summary>
public sealed class LedgerWriterTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Submit_RandomLoad_LeavesBooksThatTheEntriesExplain(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        var writer = await fixture.WriterAsync();
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var commands = Enumerable.Range(0, 2000).Select(_ => WriterFixture.Command(
            (JournalKind)random.Next(1, 4), Story.Key($"m{random.Next(20)}"), random.Next(1, 100))).ToList();
        var first = await Task.WhenAll(commands.Select(c => WriterFixture.PostAsync(writer, c)));
        var again = await Task.WhenAll(commands.Select(c => WriterFixture.PostAsync(writer, c)));
        for (var i = 0; i < first.Length; i++)
        {
            Assert.True(again[i].Replayed, $"seed {seed}");
            Assert.Equal(first[i].Refusal?.Reason, again[i].Refusal?.Reason);
            Assert.Equal(first[i].Journal?.Id, again[i].Journal?.Id);
            Assert.Equal(first[i].Journal?.GroupNumber, again[i].Journal?.GroupNumber);
            Assert.Equal(first[i].Journal?.Entries, again[i].Journal?.Entries);
            Assert.Equal(first[i].Refusal?.Metadata, again[i].Refusal?.Metadata);
        }
        await fixture.AssertBooksAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Submit_SameCommandsOnTwoNodesAtOnce_HaveOneEffectEach(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        var (one, two) = (await fixture.WriterAsync(), await fixture.WriterAsync());
        var names = Enumerable.Range(0, 8).Select(n => Story.Key($"m{n}")).ToArray();
        foreach (var name in names)
            Assert.Null(
                (await WriterFixture.PostAsync(one, WriterFixture.Command(JournalKind.Earn, name, 1000))).Refusal);
        var random = new Random(8);
        var transfers = Enumerable.Range(0, 1500).Select(_ =>
        {
            var from = random.Next(8);
            return WriterFixture.Transfer(
                names[from], names[(from + random.Next(1, 8)) % 8], random.Next(1, 50), Guid.CreateVersion7());
        }).ToList();
        var answers = await Task.WhenAll(
            transfers.Select(t => Task.WhenAll(WriterFixture.PostAsync(one, t), WriterFixture.PostAsync(two, t))));
        Assert.All(answers, pair => Assert.Equal(pair[0].Journal?.Id, pair[1].Journal?.Id));
        Assert.All(answers, pair => Assert.Equal(pair[0].Refusal?.Reason, pair[1].Refusal?.Reason));
        Assert.Equal(8000, await fixture.WithDbAsync(db => db.Wallets.SumAsync(w => w.Balance)));
        await fixture.AssertBooksAsync();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Commit_AnswerLost_IsSettledAndAnsweredOnce(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        // Wallets are created by the inner store's own commit, so these are the groups' commits alone.
        var store = new FaultyStore(
            fixture.NewStore(), n => (n % 3) switch { 1 => Fault.LostAfter, 2 => Fault.LostBefore, _ => Fault.None });
        var writer = await fixture.WriterAsync(store);
        for (var i = 1; i <= 9; i++)
        {
            var posted =
                await WriterFixture.PostAsync(writer, WriterFixture.Command(JournalKind.Earn, Story.Key("ann"), 10));
            Assert.Equal(i * 10, posted.Journal!.Entries[^1].BalanceAfter);
            Assert.Equal(i, posted.Journal.GroupNumber);
        }
        Assert.NotEmpty(fixture.Log.Of("CommitUnanswered"));
        await fixture.AssertBooksAsync();
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Submit_BackendsTerminatedUnderLoad_LosesNothingAcknowledged(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        var writer = await fixture.WriterAsync();
        var acknowledged = 0L;
        using var stop = new CancellationTokenSource();
        async Task EndingAllAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
        var killer = EndingAllAsync(() => Task.Run(async () =>
        {
            for (var i = 0; i < 10 && !stop.IsCancellationRequested; i++)
            {
                var before = Interlocked.Read(ref acknowledged);
                while (Interlocked.Read(ref acknowledged) < before + 40 && !stop.IsCancellationRequested)
                    await Task.Yield();
                await fixture.Database.DisconnectAllAsync();
            }
            await stop.CancelAsync();
        }));
        var callers = Enumerable.Range(0, 16).Select(n => EndingAllAsync(() => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await EarnUntilAnsweredAsync(writer, WriterFixture.Command(JournalKind.Earn, Story.Key($"m{n}"), 1));
                Interlocked.Increment(ref acknowledged);
            }
        })));
        await Task.WhenAll([killer, .. callers]);
        Assert.Equal(acknowledged, await fixture.WithDbAsync(db => db.Wallets.SumAsync(w => w.Balance)));
        await fixture.AssertBooksAsync();
    }

    private static async Task EarnUntilAnsweredAsync(LedgerWriter writer, Command command)
    {
        while (true)
        {
            try
            {
                Assert.Null((await WriterFixture.PostAsync(writer, command)).Refusal);
                return;
            }
            catch (RefusalException e) when (e.Refusal.Reason == ErrorReason.OutcomeUnknown)
            {
                // The caller's part: the same command again.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Submit_MoreThanAPrincipalsShare_IsRefusedQueueFullAndLeavesRoomForOthers(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        // Each writer has its part of the queue, here ten; a member's commands all go to one writer.
        var writers = kind == DatabaseKind.Sqlite ? 1 : 2;
        var writer = await fixture.WriterAsync(
            options: new LedgerOptions { Writers = writers, QueueCapacity = 10 * writers, PrincipalShare = 0.5 });
        var batch = Enumerable.Range(0, 6).Select(n => WriterFixture.Command(JournalKind.Earn, Story.Key("ann"), 1))
            .ToList();
        var refused =
            await Assert.ThrowsAsync<RefusalException>(() => writer.SubmitAsync(batch, false, CancellationToken.None));
        Assert.Equal(ErrorReason.QueueFull, refused.Refusal.Reason);
        Assert.NotNull(refused.Refusal.RetryDelay);
        Assert.All(
            await writer.SubmitAsync([.. batch.Take(5)], false, CancellationToken.None), p => Assert.Null(p.Refusal));
    }

    [Fact]
    public async Task Submit_OneWritersQueueIsFull_TheOthersPartStandsAndTheRestIsSentAgain()
    {
        await using var fixture = await WriterFixture.StartAsync(DatabaseKind.Postgres);
        var writer = await fixture.WriterAsync(
            options: new LedgerOptions { Writers = 2, QueueCapacity = 20, PrincipalShare = 0.5 });
        var members = Enumerable.Range(0, 40)
            .Select(n => WriterFixture.Command(JournalKind.Earn, Story.Key($"member {n}"), 1))
            .ToLookup(writer.ShareOf);
        // One writer's share of the queue is five.
        var batch = members[0].Take(6).Concat(members[1].Take(3)).ToList();
        var posted = await writer.SubmitAsync(batch, false, CancellationToken.None);
        Assert.Equal(Enumerable.Repeat(ErrorReason.QueueFull, 6), posted.Take(6).Select(p => p.Refusal!.Reason));
        Assert.All(posted.Skip(6), p => Assert.NotNull(p.Journal));
        Assert.All(await writer.SubmitAsync([.. batch.Take(5)], false, CancellationToken.None),
            p => Assert.NotNull(p.Journal));
        Assert.Equal(8, await fixture.WithDbAsync(db => db.Wallets.SumAsync(w => w.Balance)));
    }

    [Fact]
    public async Task Submit_DeadlinePassedInTheQueue_IsNotExecuted()
    {
        await using var fixture = await WriterFixture.StartAsync(TestDatabase.Default);
        var writer = await fixture.WriterAsync();
        var late = WriterFixture.Command(JournalKind.Earn, Story.Key("ann"), 1)
            .Carrying(e => e with { Deadline = DateTimeOffset.UnixEpoch });
        var refused = await Assert.ThrowsAsync<RefusalException>(() => WriterFixture.PostAsync(writer, late));
        Assert.Equal(ErrorReason.DeadlinePassed, refused.Refusal.Reason);
        Assert.Equal(0, await fixture.WithDbAsync(db => db.Outcomes.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Migrations_AreComplete(DatabaseKind kind)
    {
        await using var fixture = await WriterFixture.StartAsync(kind);
        Assert.False(await fixture.WithDbAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }
}
