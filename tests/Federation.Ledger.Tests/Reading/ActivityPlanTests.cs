using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>How a member's activity is found: of each wallet from the end of its index, however long it is.</summary>
public sealed class ActivityPlanTests
{
    public static TheoryData<DatabaseKind, bool> Databases => new(
        from kind in TestDatabase.Kinds
        from ofKinds in (bool[])[false, true]
        where kind != DatabaseKind.SqlServer
        select (kind, ofKinds));

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Steps_AreReadFromTheEndOfEachWalletsIndex(DatabaseKind kind, bool ofKinds)
    {
        await using var books = await StartAsync(kind);
        await books.EarnAsync(books.NewMember(), 5, Aster);
        await books.WithDbAsync(async db =>
        {
            ActivityRange[] ranges =
                [new(Guid.NewGuid(), "aster", 5, 5000), new(Guid.NewGuid(), "birch", 0, 70)];
            JournalKind[] kinds = ofKinds ? [JournalKind.Earn, JournalKind.Redeem] : [];
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            if (kind == DatabaseKind.Postgres)
                // Few rows are read whole; what matters is how many are.
                await db.Database.ExecuteSqlRawAsync("SET enable_seqscan = off");
            await using var command = db.StepsOf(ranges, kinds, 101).CreateDbCommand();
            command.CommandText = (kind == DatabaseKind.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ")
                + command.CommandText;
            var plan = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                plan.Add(reader.GetString(reader.FieldCount - 1));
            var text = string.Join('\n', plan);
            Assert.DoesNotContain(plan, l => l.Contains("Sort", StringComparison.Ordinal)
                || l.Contains("TEMP B-TREE", StringComparison.Ordinal)
                || l.Contains("Seq Scan", StringComparison.Ordinal)
                || l is "SCAN e" or "SCAN entries");
            Assert.True(
                plan.Count(l => l.Contains("IX_entries_wallet_id_version", StringComparison.Ordinal)) == 2, text);
        });
    }
}
