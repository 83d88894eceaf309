using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Rpc;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What commands would come to: the same answers, and nothing written.</summary>
public sealed class RpcDryRunTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task DryRun_TellsWhatWouldCome_AndWritesNothing(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, bob) = (books.NewMember(), books.NewMember());
        var real = books.EarnOf(ann, 10, Aster);
        var journal = (await books.LedgerAsync(Aster, (s, c) => s.Earn(real, c))).Journal;
        var request = new DryRunRequest
        {
            Mode = BatchMode.Independent,
            Items =
            {
                new BatchItem { Earn = real }, new BatchItem { Earn = books.EarnOf(ann, 5, Aster) },
                new BatchItem { Redeem = books.RedeemOf(ann, 16, Aster) },
                new BatchItem { Redeem = books.RedeemOf(ann, 15, Aster) },
                new BatchItem { Earn = books.EarnOf(bob, 3, Aster) },
                new BatchItem { Redeem = books.RedeemOf(bob, 3, Aster) },
                new BatchItem { Earn = books.EarnOf(bob, 0, Aster) },
            },
        };
        var results = (await books.LedgerAsync(Aster, (s, c) => s.DryRun(request, c))).Results;
        Assert.Equal(["", "", "INSUFFICIENT_COINS", "", "", "", "FIELD_INVALID"], results.Select(ReasonOf));
        Assert.Equal((journal, true), (results[0].Journal, results[0].Replayed));
        Assert.All(results.Skip(1).Select(r => r.Journal)
            .OfType<Journal>(), j => Assert.Equal(("", 0), (j.Name, j.GroupNumber)));
        Assert.Equal(0, results[3].Journal.Entries[0].BalanceAfterUnits);
        await books.WithDbAsync(
            async db => Assert.Equal((1, 1), (await db.Outcomes.CountAsync(), await db.Groups.CountAsync())));
        Assert.Equal(10, (await books.WalletAsync(ann, "aster")).AvailableUnits);
        await AssertRefusedAsync(ErrorReason.WalletNotFound, books.WalletAsync(bob, "aster"));
        // The same ids are free for the real thing.
        var batch = new BatchRequest { Mode = BatchMode.Independent };
        batch.Items.AddRange(request.Items);
        var done = (await books.LedgerAsync(Aster, (s, c) => s.Batch(batch, c))).Results;
        Assert.Equal(results.Select(ReasonOf), done.Select(ReasonOf));
        Assert.All(done.Skip(1), r => Assert.False(r.Replayed));
    }

    [Fact]
    public async Task DryRun_Atomic_IsAllOrNone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, Aster);
        var request = new DryRunRequest
        {
            Mode = BatchMode.Atomic,
            Items = { new BatchItem { Redeem = books.RedeemOf(ann, 10, Aster) },
                new BatchItem { Redeem = books.RedeemOf(ann, 1, Aster) } },
        };
        var results = (await books.LedgerAsync(Aster, (s, c) => s.DryRun(request, c))).Results;
        Assert.Equal(["BATCH_ABORTED", "INSUFFICIENT_COINS"], results.Select(ReasonOf));
        request.Mode = BatchMode.Unspecified;
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.LedgerAsync(Aster, (s, c) => s.DryRun(request, c)));
        request.Items.AddRange(Enumerable.Range(0, 500).Select(_ => new BatchItem()));
        await AssertRefusedAsync(ErrorReason.BatchTooLarge, books.LedgerAsync(Aster, (s, c) => s.DryRun(request, c)));
    }

    private static string ReasonOf(BatchResult result) =>
        result.Refusal is null ? "" : result.Refusal.GetDetail<ErrorInfo>()!.Reason;
}
