using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Each outcome keeps which credential sent its command; it decides nothing.</summary>
public sealed class RpcClientTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Outcome_OfACommand_KeepsTheCredentialThatSentIt_AlsoWhenRefusedOrAModules(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var till = Aster with { ClientId = "aster-till" };
        var earn = books.EarnOf(ann, 25, Aster);
        await books.LedgerAsync(till, (s, c) => s.Earn(earn, c));
        // Another credential of the same brand may send it again: it is the same command, and was the first one's.
        var again = await books.LedgerAsync(Aster with { ClientId = "aster-office" }, (s, c) => s.Earn(earn, c));
        Assert.True(again.Replayed);
        var redeem = books.RedeemOf(ann, 1000, Aster);
        var refused =
            await Assert.ThrowsAsync<RefusalException>(() => books.LedgerAsync(till, (s, c) => s.Redeem(redeem, c)));
        Assert.Equal(ErrorReason.InsufficientCoins, refused.Refusal.Reason);
        var exchange = new Caller(
            Principal.Parse("partners/birch"), Role.Module, new HashSet<string>(), "exchange")
        { ClientId = "birch-till" };
        var post = RpcPostingTests.Exchange(ann);
        await books.PostingAsync(exchange, (s, c) => s.Post(post, c));

        Assert.Equal("aster-till", await ClientOfAsync(books, earn.RequestId));
        Assert.Equal("aster-till", await ClientOfAsync(books, redeem.RequestId));
        Assert.Equal("birch-till", await ClientOfAsync(books, post.RequestId));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    private static async Task<string?> ClientOfAsync(RpcFixture books, string requestId)
    {
        var id = Guid.Parse(requestId);
        string? client = null;
        await books.WithDbAsync(async db =>
            client = (await db.Outcomes.AsNoTracking().SingleAsync(o => o.RequestId == id)).ClientId);
        return client;
    }
}
