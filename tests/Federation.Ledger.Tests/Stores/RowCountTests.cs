using Federation.Hosting;
using Federation.Testing;

namespace Federation.Ledger.Tests;

/// <summary>Every store counts the rows that it wrote.</summary>
public sealed class RowCountTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Group_WhoseWalletIsNotThere_IsNotWritten(DatabaseKind kind)
    {
        await using var books = await WriterFixture.StartAsync(kind);
        await using var store = books.NewStore();
        var state = await store.BeginAsync(Reads(), TestContext.Current.CancellationToken);
        var wallet = new WalletRow { Id = Guid.NewGuid(), MemberId = Guid.NewGuid(), Coin = "aster" };
        state.Wallets.Add(wallet.Id, wallet);
        state.ChangedWallets.Add(wallet.Id);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.WriteAsync(state, slot: 0, TestContext.Current.CancellationToken));
        Assert.Equal("Update of 1 rows of wallets was 0 rows: the group is not written.", fault.Message);
    }

    /// <summary>A lot that came and went within the group is in the group's changes and not in the table.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Group_WhoseEmptyLotIsNotThere_IsWritten(DatabaseKind kind)
    {
        await using var books = await WriterFixture.StartAsync(kind);
        await using var store = books.NewStore();
        var state = await store.BeginAsync(Reads(), TestContext.Current.CancellationToken);
        var wallet = new WalletRow { Id = Guid.NewGuid(), MemberId = Guid.NewGuid(), Coin = "aster" };
        state.Wallets.Add(wallet.Id, wallet);
        state.ChangedLots.Add((wallet.Id, Lot.Plain));
        Assert.Equal(1, await store.WriteAsync(state, slot: 0, TestContext.Current.CancellationToken));
        await store.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await store.SettleAsync(
            state.GroupId, TimeProvider.System.UtcNow(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData((int)RowWrite.Insert, 2, 1, false)]
    [InlineData((int)RowWrite.Upsert, 1, 2, false)]
    [InlineData((int)RowWrite.Update, 1, 1, true)]
    [InlineData((int)RowWrite.Delete, 2, 1, true)]
    [InlineData((int)RowWrite.Delete, 1, 2, false)]
    public void Check_OfSentAndWritten_IsExactButForDeletes(
        int write, long sent, long written, bool passes) =>
        Assert.Equal(passes, Record.Exception(() => GroupRows.Check("lots", (RowWrite)write, sent, written)) is null);

    private static GroupReads Reads() => GroupReads.For(
        [], GroupId.New(TimeProvider.System.UtcNow()), TimeProvider.System.UtcNow,
        new Dictionary<WalletKey, Guid>(), new Dictionary<TotalKey, long>(), WriterFixture.Policies);
}
