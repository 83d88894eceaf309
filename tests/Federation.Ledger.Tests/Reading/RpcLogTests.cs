using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>The log as followers read it: journal by journal, and packed.</summary>
public sealed class RpcLogTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Log_OfAllKinds_SaysTheSamePackedAsJournalByJournal(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        await TellAStoryAsync(books);

        var log = await ReadAsync(books, new ReadLogRequest { Limit = 1000 });
        var packed = await StreamAsync(books, 0);

        Assert.Equal(log.Journals.Select(Line), packed.SelectMany(Lines));
        Assert.Equal(log.LastGroupNumber, packed[^1].LastGroupNumber);
        Assert.Equal(
            new HashSet<JournalKind>
            {
                JournalKind.Earn, JournalKind.Redeem, JournalKind.Refund, JournalKind.Hold, JournalKind.Release,
            },
            log.Journals.Select(j => j.Journal.Kind).ToHashSet());
        var refund = log.Journals.Single(j => j.Journal.Kind == JournalKind.Refund);
        var redeemed = log.Journals.Single(j => j.Journal.Name == refund.Journal.Corrects).Journal;
        Assert.Equal((JournalKind.Redeem, redeemed.CreateTime), (refund.CorrectedKind, refund.CorrectedTime));
        var half = log.LastGroupNumber / 2;
        Assert.Equal(
            log.Journals.Where(j => j.Journal.GroupNumber > half).Select(Line),
            (await StreamAsync(books, half)).SelectMany(Lines));
        Assert.Empty((await StreamAsync(books, log.LastGroupNumber)).SelectMany(Lines));
    }

    [Fact]
    public async Task Log_OfSomeKinds_HasThemAndWhatCorrectsThem()
    {
        await using var books = await StartAsync();
        await TellAStoryAsync(books);

        var log = await ReadAsync(
            books, new ReadLogRequest { Limit = 1000, Kinds = { JournalKind.Redeem, JournalKind.Hold } });
        Assert.Equal(
            [JournalKind.Redeem, JournalKind.Refund, JournalKind.Hold], log.Journals.Select(j => j.Journal.Kind));
        var earned = await ReadAsync(books, new ReadLogRequest { Limit = 1000, Kinds = { JournalKind.Earn } });
        Assert.Equal([JournalKind.Earn], earned.Journals.Select(j => j.Journal.Kind).Distinct());
    }

    [Fact]
    public async Task Log_ForAModuleThatMayNotFollow_IsRefused()
    {
        await using var books = await StartAsync();
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, books.PostingAsync(
            AccountsForBirch, (s, c) => s.ReadLog(new ReadLogRequest { Limit = 1 }, c)));
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, books.PostingAsync(AccountsForBirch, async (s, c) =>
        {
            await s.StreamLog(new StreamLogRequest(), new Batches(), c);
            return 0;
        }));
    }

    [Fact]
    public void Batch_ThatIsFull_IsAtMostAMebibyte_AndTheNextGoesOn()
    {
        var batch = new LogBatch(0);
        var random = new Random(1);
        var records = Enumerable.Range(1, 3000).Select(n => Record(n, random)).ToList();
        var batches = new List<StreamLogResponse>();
        foreach (var record in records)
            if (!batch.TryAdd(record))
            {
                batches.Add(batch.Take());
                Assert.True(batch.TryAdd(record));
            }
        batches.Add(batch.Take());

        Assert.True(batches.Count > 1);
        Assert.All(batches, b => Assert.InRange(b.CalculateSize(), 1, LogBatch.MaxBytes));
        Assert.Equal(records.Count, batches.Sum(b => b.Journals.Kinds.Count));
        // A batch ends within a group, so the last whole one is the group before.
        Assert.Equal(batches.Select(b => b.Journals.GroupNumbers[^1] - 1), batches.Select(b => b.LastGroupNumber));
    }

    private static LoggedRecord Record(int number, Random random)
    {
        var detail = new byte[random.Next(0, 900)];
        random.NextBytes(detail);
        var entries = Enumerable.Range(0, random.Next(1, 9)).Select(i => new EntryRecord(
            AccountKind.Wallet, "coin" + random.Next(40), random.NextInt64(), null, Guid.NewGuid(), Guid.NewGuid(),
            random.NextInt64(), random.NextInt64(), new Lot(random.NextInt64(1L << 62)))).ToList();
        return new LoggedRecord(
            new JournalRecord
            {
                Id = new JournalId(Guid.NewGuid()),
                Kind = JournalKind.Exchange,
                Principal = Principal.Parse("partners/p" + random.Next(9)),
                RequestId = Guid.NewGuid(),
                Time = DateTimeOffset.UnixEpoch.AddSeconds(random.Next()),
                Entries = entries,
                Corrects = new JournalId(Guid.NewGuid()),
                EffectiveTime = null,
                Until = DateTimeOffset.UnixEpoch.AddYears(70),
                ExternalReference = new string('x', random.Next(0, 128)),
                ReasonCode = "goodwill",
                Detail = detail,
                GroupNumber = number,
            },
            JournalKind.Hold, DateTimeOffset.UnixEpoch.AddYears(60));
    }

    private static async Task TellAStoryAsync(RpcFixture books)
    {
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 50, "aster", r => r.ExternalReference = "A 1");
        await books.EarnAsync(bob, 70, "petal");
        var redeemed = await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 20, Aster), c));
        await books.LedgerAsync(Aster, (s, c) => s.Refund(
            new RefundRequest { RequestId = NewId(), Journal = redeemed.Journal.Name, Units = 5 }, c));
        var hold = await books.HoldAsync(ann, 10, "aster", TimeSpan.FromHours(1));
        await books.LedgerAsync(Aster, (s, c) => s.Release(
            new ReleaseRequest { RequestId = NewId(), Hold = HoldName(hold.Journal), All = true }, c));
        await AssertRefusedAsync(
            ErrorReason.InsufficientCoins,
            books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 900, Aster), c)));
        await books.EarnAsync(bob, 1, "aster");
    }

    private static Task<ReadLogResponse> ReadAsync(RpcFixture books, ReadLogRequest request) =>
        books.PostingAsync(ExchangeForBirch, (s, c) => s.ReadLog(request, c));

    private static Task<List<StreamLogResponse>> StreamAsync(RpcFixture books, long after) =>
        books.PostingAsync(ExchangeForBirch, async (s, c) =>
        {
            var batches = new Batches();
            await s.StreamLog(new StreamLogRequest { AfterGroupNumber = after }, batches, c);
            return batches.Sent;
        });

    /// <summary>A journal as one line: all that both ways say of it.</summary>
    private static string Line(LoggedJournal logged)
    {
        var journal = logged.Journal;
        var entries = journal.Entries.Zip(logged.LotCodes, (e, lot) => string.Join(' ',
            e.Kind, e.Asset.Split('/')[^1], e.Units, MemberOf(e.Account), e.BalanceAfterUnits, e.Version, lot));
        return string.Join(" | ", [
            journal.Name, journal.Kind, journal.Principal, journal.RequestId, Text(journal.CreateTime),
            journal.GroupNumber,
            journal.Corrects, logged.CorrectedKind, Text(logged.CorrectedTime), Text(journal.EffectiveTime),
            Text(journal.HoldExpireTime), journal.ExternalReference, journal.ReasonCode,
            journal.Detail?.ToByteString().ToBase64() ?? "", .. entries]);
    }

    private static IEnumerable<string> Lines(StreamLogResponse batch)
    {
        var (journals, entries, next) = (batch.Journals, batch.Entries, 0);
        for (var i = 0; i < journals.Kinds.Count; i++)
        {
            var its = Enumerable.Range(next, journals.Entries[i]).Select(e => string.Join(' ',
                entries.Kinds[e], batch.Assets[entries.Assets[e] - 1], entries.Units[e],
                entries.Members[e] is var m and > 0 ? Id(batch.MemberIds, m - 1).ToString("D") : "",
                entries.BalancesAfter[e], entries.Versions[e], entries.LotCodes[e])).ToList();
            next += journals.Entries[i];
            var corrects = Id(journals.Corrects, i);
            yield return string.Join(" | ", [
                $"journals/{Id(journals.Ids, i):D}", journals.Kinds[i], batch.Principals[journals.Principals[i] - 1],
                Id(journals.RequestIds, i).ToString("D"), Text(journals.CreateTimes[i]), journals.GroupNumbers[i],
                corrects == Guid.Empty ? "" : $"journals/{corrects:D}", journals.CorrectedKinds[i],
                Text(journals.CorrectedTimes[i]), Text(journals.EffectiveTimes[i]), Text(journals.HoldExpireTimes[i]),
                journals.ExternalReferences[i], journals.ReasonCodes[i], journals.Details[i].ToBase64(), .. its]);
        }
    }

    private static Guid Id(ByteString ids, int place) => new(ids.Span.Slice(place * 16, 16), bigEndian: true);

    private static string MemberOf(string account) => account.Split('/') is ["members", var member, ..] ? member : "";

    private static string Text(Timestamp? time) =>
        time is null ? "" : Text(Moments.ToMicroseconds(time.ToDateTimeOffset()));

    private static string Text(long microseconds) =>
        microseconds == 0 ? "" : microseconds.ToString(CultureInfo.InvariantCulture);

    private sealed class Batches : IServerStreamWriter<StreamLogResponse>
    {
        public List<StreamLogResponse> Sent { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(StreamLogResponse message)
        {
            Sent.Add(message.Clone());
            return Task.CompletedTask;
        }
    }
}
