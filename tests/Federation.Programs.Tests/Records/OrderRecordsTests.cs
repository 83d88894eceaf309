using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>Records of orders that are placed at the same time share a transaction, and none is in another's
/// way.</summary>
public sealed class OrderRecordsTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    /// <summary>The same calls twice, as a till repeats them, each placed while it is there again, and notes of what
    /// is not there.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Records_WrittenTwiceAndNotedMeanwhile_AreThereOnceWithTheirJournals(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var cancel = Xunit.TestContext.Current.CancellationToken;
        var name = await module.ApprovedAsync();
        var (twin, rows) = (new History(name, Given.Terms()), new History(name, Given.Terms()));
        for (var i = 0; i < 40; i++)
        {
            rows.Add(i, 1000, Given.Now, placed: false);
            twin.Add(i, 1000, Given.Now, placed: false);
        }
        var writing = new List<Task>();
        foreach (var (row, again) in rows.Rows.Zip(twin.Rows))
        {
            writing.Add(module.Records.WriteAsync(new OrderWrite.Decided(row, [], []), cancel));
            module.Records.Note(new OrderWrite.Placed(new byte[32], Guid.NewGuid()));
            module.Records.Note(new OrderWrite.Placed(row.Digest, JournalOf(row)));
            writing.Add(module.Records.WriteAsync(new OrderWrite.Decided(again, [], []), cancel));
        }
        await Task.WhenAll(writing);
        await module.Records.NotedAsync(cancel);

        var written = await module.WithDbAsync(db => db.Evaluations.AsNoTracking().ToListAsync(cancel));
        Assert.Equal(40, written.Count);
        Assert.All(written, row => Assert.Equal(JournalOf(row), row.Journal));
    }

    private static Guid JournalOf(EvaluationRow row) => new(row.Digest.AsSpan(0, 16));
}
