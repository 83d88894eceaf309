using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What a till sees of a payment with another brand's coins, whichever way it reads it.</summary>
public sealed class RpcJournalViewTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journal_OfAPaymentByAStranger_HasNeitherNameNorBalance(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var request = RpcPostingTests.Exchange(ann);
        var payment = (await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c))).Journal.Name;

        foreach (var seen in await ReadAsync(books, Birch, payment, request.RequestId))
        {
            var wallet = Assert.Single(seen.Entries, e => e.Kind == AccountKind.Wallet);
            Assert.Equal(("members/-/wallets/aster", -10), (wallet.Account, wallet.Units));
            Assert.False(wallet.HasBalanceAfterUnits || wallet.HasVersion || wallet.Lot is not null);
            Assert.Equal(8, seen.Entries.Count);
        }

        // Once the member has coins of birch's, birch knows it: its name, and still not what it has of aster's.
        await books.EarnAsync(ann, 1, Birch);
        foreach (var seen in await ReadAsync(books, Birch, payment, request.RequestId))
        {
            var wallet = Assert.Single(seen.Entries, e => e.Kind == AccountKind.Wallet);
            Assert.Equal(books.NameOf(ann, Birch) + "/wallets/aster", wallet.Account);
            Assert.False(wallet.HasBalanceAfterUnits || wallet.HasVersion || wallet.Lot is not null);
        }
    }

    [Fact]
    public async Task Journal_OfAPayment_IsWholeForTheIssuerAndTheAlliance()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var payment = (await books.PostingAsync(
            ExchangeForBirch, (s, c) => s.Post(RpcPostingTests.Exchange(ann), c))).Journal.Name;

        foreach (var caller in new[] { Aster, Ada })
        {
            var seen = (await books.LedgerAsync(
                caller, (s, c) => s.GetJournal(new GetJournalRequest { Name = payment }, c))).Journal;
            var wallet = Assert.Single(seen.Entries, e => e.Kind == AccountKind.Wallet);
            Assert.Equal((books.NameOf(ann, caller) + "/wallets/aster", 15, 2),
                (wallet.Account, wallet.BalanceAfterUnits, wallet.Version));
            Assert.NotNull(wallet.Lot);
        }
    }

    /// <summary>The same journal by each RPC that shows it.</summary>
    private static async Task<List<Journal>> ReadAsync(
        RpcFixture books, Caller caller, string journal, string requestId)
    {
        var one = await books.LedgerAsync(caller, (s, c) => s.GetJournal(new GetJournalRequest { Name = journal }, c));
        var outcome =
            await books.LedgerAsync(caller, (s, c) => s.GetOutcome(new GetOutcomeRequest { RequestId = requestId }, c));
        var many = await books.LedgerAsync(
            caller, (s, c) => s.BatchGetOutcomes(new BatchGetOutcomesRequest { RequestIds = { requestId } }, c));
        return [one.Journal, outcome.Outcome.Journal, many.Outcomes[0].Journal];
    }
}
