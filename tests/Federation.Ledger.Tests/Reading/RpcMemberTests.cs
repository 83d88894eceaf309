using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Federation.Types.V1;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What a member reads for itself: its own wallets alone, of the brands that its session has
/// proven.</summary>
public sealed class RpcMemberTests
{
    private const string Me = "members/me";

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Wallets_AreShownUnderMe_OfProvenBrandsAlone(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        await books.EarnAsync(ann, 7, Birch);
        await books.HoldAsync(ann, 5, "aster");

        Assert.Equal("members/me/wallets/aster 25 members/me/wallets/birch 7", await ListAsync("aster", "birch"));
        Assert.Equal("members/me/wallets/birch 7", await ListAsync("birch"));
        Assert.Equal("", await ListAsync());
        var wallet = await WalletAsync(books, MemberOf(ann, "aster"), Me + "/wallets/aster");
        Assert.Equal((Me + "/wallets/aster", 5), (wallet.Name, wallet.HeldUnits));
        Assert.Equal((wallet.Name, "partners/aster"), (wallet.Holds[0].Wallet, wallet.Holds[0].Principal));
        var lines = (await EntriesAsync(books, MemberOf(ann, "aster"), Me + "/wallets/aster")).Lines;
        Assert.All(lines, l => Assert.StartsWith(Me + "/wallets/aster", l.Entry.Account, StringComparison.Ordinal));

        async Task<string> ListAsync(params string[] brands) => string.Join(' ', (await books.LedgerAsync(
            MemberOf(ann, brands), (s, c) => s.ListWallets(new ListWalletsRequest { Parent = Me }, c))).Wallets
            .Select(w => $"{w.Name} {w.BalanceUnits}"));
    }

    [Fact]
    public async Task Wallets_NotProven_OrOfOthers_AreRefused()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 25, Aster);
        await books.EarnAsync(bob, 25, Aster);
        var session = MemberOf(ann, "birch");

        foreach (var coin in (string[])["aster", "petal"])
        {
            var refusal = await RefusedAsync(WalletAsync(books, session, $"{Me}/wallets/{coin}"));
            Assert.Equal((ErrorReason.BrandNotProven, "partners/aster"), (refusal.Reason, refusal.Metadata["partner"]));
            await AssertRefusedAsync(
                ErrorReason.BrandNotProven, EntriesAsync(books, session, $"{Me}/wallets/{coin}"));
        }
        // However another is named, as by its brand, by the modules or by itself: it is not there.
        foreach (var name in (string[])[
            books.NameOf(bob, Aster), books.NameOf(bob, session), $"members/{bob:D}", $"members/{ann:D}"])
            foreach (var brands in (string[][])[["aster"], []])
            {
                var caller = MemberOf(ann, brands);
                await AssertRefusedAsync(
                    ErrorReason.MemberNotFound, WalletAsync(books, caller, name + "/wallets/aster"));
                await AssertRefusedAsync(ErrorReason.MemberNotFound, books.LedgerAsync(
                    caller, (s, c) => s.ListWallets(new ListWalletsRequest { Parent = name }, c)));
                await AssertRefusedAsync(
                    ErrorReason.MemberNotFound, EntriesAsync(books, caller, name + "/wallets/aster"));
            }
        // The name is a member's own: nobody else has it.
        foreach (var caller in (Caller[])[Aster, Ada])
            await AssertRefusedAsync(ErrorReason.MemberNotFound, WalletAsync(books, caller, Me + "/wallets/aster"));
        await AssertRefusedAsync(
            ErrorReason.WalletNotFound, WalletAsync(books, MemberOf(ann, "aster"), Me + "/wallets/petal"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Journal_ShowsOwnEntriesOfProvenBrands_AndNobodyElse(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 25, Aster);
        await books.EarnAsync(bob, 1, Aster);
        var gift = (await books.LedgerAsync(Aster, (s, c) => s.Gift(
            new GiftRequest
            {
                RequestId = NewId(),
                Member = books.NameOf(ann, Aster),
                Recipient = books.NameOf(bob, Aster),
                Amount = new CoinAmount { Coin = "coins/aster", Units = 3 },
            }, c))).Journal.Name;
        var request = RpcPostingTests.Exchange(ann);
        var payment = (await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c))).Journal.Name;

        var given = await JournalAsync(books, MemberOf(ann, "aster"), gift);
        var entry = Assert.Single(given.Entries);
        Assert.Equal((Me + "/wallets/aster", -3, ""), (entry.Account, entry.Units, given.RequestId));
        Assert.Equal(3, (await JournalAsync(books, MemberOf(bob, "aster"), gift)).Entries.Single().Units);
        var paid = await JournalAsync(books, MemberOf(ann, "aster"), payment);
        Assert.Equal((-10, "partners/birch"), (Assert.Single(paid.Entries).Units, paid.Principal));
        Assert.NotNull(paid.Detail);
        await AssertRefusedAsync(ErrorReason.BrandNotProven, JournalAsync(books, MemberOf(ann, "birch"), payment));
        await AssertRefusedAsync(ErrorReason.BrandNotProven, JournalAsync(books, MemberOf(ann), gift));
        await AssertRefusedAsync(
            ErrorReason.JournalNotFound, JournalAsync(books, MemberOf(bob, "aster", "birch"), payment));
        await AssertRefusedAsync(ErrorReason.OutcomeNotFound, OutcomeAsync(books, MemberOf(ann, "aster"), request));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Conversion_OfAMember_IsNamedToNobodyByTheInternalId(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        await books.EarnAsync(ann, 1, Birch);
        var request = Conversion(ann);
        var posted = (await books.PostingAsync(ExchangeForMember(ann), (s, c) => s.Post(request, c))).Journal;
        Assert.Equal($"members/{ann:D}", posted.Principal);

        foreach (var (caller, principal) in ((Caller, string)[])[
            (Aster, books.NameOf(ann, Aster)), (Birch, books.NameOf(ann, Birch)), (Ada, books.NameOf(ann, Ada)),
            (MemberOf(ann, "aster", "birch"), Me), (MemberOf(ann, "birch"), Me)])
        {
            var seen = await JournalAsync(books, caller, posted.Name);
            Assert.Equal(principal, seen.Principal);
            Assert.DoesNotContain($"{ann:D}", seen.ToString(), StringComparison.Ordinal);
        }
        // What was got, and nothing of what was given: that brand is not proven.
        var half = await JournalAsync(books, MemberOf(ann, "birch"), posted.Name);
        Assert.Equal((Me + "/wallets/birch", null), (Assert.Single(half.Entries).Account, half.Detail));
        Assert.Equal(request.RequestId, half.RequestId);
        var outcome = await OutcomeAsync(books, MemberOf(ann, "aster"), request);
        Assert.Equal(Me + "/wallets/aster", Assert.Single(outcome.Journal.Entries).Account);
        Assert.Empty((await OutcomeAsync(books, MemberOf(ann), request)).Journal.Entries);
        await AssertRefusedAsync(ErrorReason.OutcomeNotFound, OutcomeAsync(books, Birch, request));
    }

    /// <summary>A brand whose coins the member got, and that does not know it, gets no name of it.</summary>
    [Fact]
    public async Task Payment_OfAMember_IsShownToAStrangerWithoutItsName()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var posted = (await books.PostingAsync(
            ExchangeForMember(ann), (s, c) => s.Post(RpcPostingTests.Exchange(ann), c))).Journal;
        Assert.Equal("members/-", (await JournalAsync(books, Birch, posted.Name)).Principal);
        Assert.True((await books.CheckAsync()).Balanced);
    }

    private static PostRequest Conversion(Guid member)
    {
        var request = RpcPostingTests.Exchange(member);
        var redeemed = request.Legs.Single(l => l.Kind == AccountKind.Redeemed);
        (redeemed.Kind, redeemed.MemberId) = (AccountKind.Wallet, $"{member:D}");
        return request;
    }

    private static async Task<Wallet> WalletAsync(RpcFixture books, Caller caller, string name) =>
        (await books.LedgerAsync(caller, (s, c) => s.GetWallet(new GetWalletRequest { Name = name }, c))).Wallet;

    private static Task<ListEntriesResponse> EntriesAsync(RpcFixture books, Caller caller, string wallet) =>
        books.LedgerAsync(caller, (s, c) => s.ListEntries(new ListEntriesRequest { Parent = wallet }, c));

    private static async Task<Journal> JournalAsync(RpcFixture books, Caller caller, string name) =>
        (await books.LedgerAsync(caller, (s, c) => s.GetJournal(new GetJournalRequest { Name = name }, c))).Journal;

    private static async Task<Outcome> OutcomeAsync(RpcFixture books, Caller caller, PostRequest request) =>
        (await books.LedgerAsync(
            caller, (s, c) => s.GetOutcome(new GetOutcomeRequest { RequestId = request.RequestId }, c))).Outcome;
}
