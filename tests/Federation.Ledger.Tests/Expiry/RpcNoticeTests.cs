using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Coins of fern end ten days after a notice was delivered, and not before: on every path.</summary>
public sealed class RpcNoticeTests
{
    private static readonly Caller Messages =
        new(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "messages");

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Coins_OfAGuardedCoin_EndOnceTheirMemberWasTold(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 100, "fern");
        await books.EarnAsync(bob, 40, "fern");
        var end = Start.AddDays(31);
        Assert.True(Assert.Single((await books.WalletAsync(ann, "fern")).Lots).Terms.NoticePending);

        await books.AdvanceAsync(Start.AddDays(25).AddHours(3));
        var told = await NoticeAsync(books, ann, (end, 100));
        Assert.Equal(JournalKind.RecordNotice, told.Journal.Kind);
        Assert.Equal([-100, 100], told.Journal.Entries.Select(e => e.Units));
        var detail = told.Journal.Detail.Unpack<NoticeDetail>();
        Assert.Equal((NoticeEvidence.Delivered, "mail-1"), (detail.Evidence, detail.Message));
        var wallet = await books.WalletAsync(ann, "fern");
        Assert.Equal(
            (100, Start.AddDays(36), 100),
            (wallet.AvailableUnits, wallet.NextExpireTime.ToDateTimeOffset(), wallet.NextExpireUnits));

        // After the end of both: one was told, the other not. Reads, plans, postings and sweeps say the same.
        await books.AdvanceAsync(Start.AddDays(36));
        await AssertSpendableAsync(books, ann, 0);
        await AssertSpendableAsync(books, bob, 40);
        Assert.Null((await books.WalletAsync(bob, "fern")).NextExpireTime);
        Assert.Equal((1, true), await SweptAsync(books));
        await AssertSpendableAsync(books, ann, 0);
        await AssertSpendableAsync(books, bob, 40);
        await books.AdvanceAsync(end.AddDays(365));
        await AssertSpendableAsync(books, bob, 0);
        Assert.Equal((1, true), await SweptAsync(books));
        Assert.Equal(0, (await books.WalletAsync(bob, "fern")).BalanceUnits);
        Assert.True((await books.CheckAsync()).Balanced);
    }

    /// <summary>More wallets than one step takes, and coins that live on because nobody was told.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Sweep_OfMoreThanAStepAmongUnannouncedCoins_EndsComplete(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var members = Enumerable.Range(0, 120).Select(_ => books.NewMember()).ToList();
        foreach (var day in (int[])[0, 1])
        {
            await books.AdvanceAsync(Start.AddDays(day));
            foreach (var member in members.Skip(day * 60).Take(60))
                await books.EarnAsync(member, 10, "petal");
            foreach (var member in members.Take(20))
                await books.EarnAsync(member, 3, "fern");
        }
        await books.AdvanceAsync(Start.AddDays(40));
        Assert.Equal((120, true), await SweptAsync(books));
        foreach (var member in members)
            Assert.Equal(0, (await books.WalletAsync(member, "petal")).BalanceUnits);
        Assert.Equal(6, (await books.WalletAsync(members[0], "fern")).AvailableUnits);
        Assert.True((await books.CheckAsync()).Balanced);
    }

    [Fact]
    public async Task Notice_WithTooLittleEvidence_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "fern");
        var weak = NoticeOf(books, ann, (Start.AddDays(31), 100));
        weak.Evidence = NoticeEvidence.Accepted;
        var refusal = await RefusedAsync(books.LedgerAsync(Aster, (s, c) => s.RecordNotice(weak, c)));
        Assert.Equal((ErrorReason.NoticeTooWeak, "DELIVERED"), (refusal.Reason, refusal.Metadata["required"]));
        var strong = NoticeOf(books, ann, (Start.AddDays(31), 100));
        strong.Evidence = NoticeEvidence.Read;
        await books.LedgerAsync(Aster, (s, c) => s.RecordNotice(strong, c));
    }

    [Fact]
    public async Task Notice_OfBadForm_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "fern");
        foreach (
            var spoil in new Action<RecordNoticeRequest>[]
            {
                r => r.Announced.Clear(), r => r.Announced.Add(r.Announced[0].Clone()),
                r => r.Announced[0].Units = 0, r => r.Announced[0].Units = -5, r => r.Announced[0].ExpireTime = null,
                r => r.DeliveredTime = null, r => r.Evidence = NoticeEvidence.Unspecified,
                r => r.Evidence = (NoticeEvidence)9, r => r.Message = "", r => r.Message = " x",
                r => r.Message = new string('x', 129), r => r.Wallet = "wallets/fern", r => r.RequestId = "one",
                r => r.DeliveredTime = Start.AddSeconds(1).ToTimestamp(),
                r => r.DeliveredTime = Start.AddDays(-8).ToTimestamp(),
                r => r.Announced.Add(Enumerable.Range(1, 100).Select(i => new AnnouncedCoins
                {
                    ExpireTime = Start.AddDays(31 + i).ToTimestamp(),
                    Units = 1,
                })),
            })
        {
            var request = NoticeOf(books, ann, (Start.AddDays(31), 100));
            spoil(request);
            await AssertRefusedAsync(
                ErrorReason.FieldInvalid, books.LedgerAsync(Aster, (s, c) => s.RecordNotice(request, c)));
        }
        Assert.True(Assert.Single((await books.WalletAsync(ann, "fern")).Lots).Terms.NoticePending);
    }

    [Fact]
    public async Task Notice_OfAnotherBrandsCoin_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "fern");
        var request = NoticeOf(books, ann, (Start.AddDays(31), 100));
        await AssertRefusedAsync(ErrorReason.NotYours, books.LedgerAsync(Birch, (s, c) => s.RecordNotice(request, c)));
        await AssertRefusedAsync(
            ErrorReason.AccountKindNotAllowed,
            books.PostingAsync(
                new Caller(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "programs"),
                (s, c) => s.PostNotice(PostOf(ann, 100), c)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task ListExpiring_OfAPeriod_TellsWhatMembersAreToBeToldOf(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var members = Enumerable.Range(1, 5).Select(i => (Member: books.NewMember(), Units: (long)i * 10)).ToList();
        foreach (var (member, units) in members)
            await books.EarnAsync(member, units, "fern");
        await books.EarnAsync(members[0].Member, 7, "petal");
        await books.EarnAsync(members[1].Member, 7, "moss");
        await books.HoldAsync(members[2].Member, 30, "fern", TimeSpan.FromDays(60));
        await books.PostingAsync(Messages, (s, c) => s.PostNotice(PostOf(members[0].Member, 10), c));

        var found = new List<string>();
        for (var request = Period(Start, Start.AddDays(32)); ;)
        {
            var page = await books.PostingAsync(Messages, (s, c) => s.ListExpiring(request, c));
            found.AddRange(page.Coins.Select(e =>
                $"{members.FindIndex(m => m.Member.ToString("D") == e.MemberId)} {e.CoinId} {e.Units} "
                + $"{(e.ExpireTime.ToDateTimeOffset() - Start).Days} {e.NoticePending}"));
            if (page.NextPageToken.Length == 0)
                break;
            request.PageToken = page.NextPageToken;
        }
        Assert.Equal(
            ["0 fern 10 31 False", "0 petal 7 31 False", "1 fern 20 31 True", "3 fern 40 31 True", "4 fern 50 31 True"],
            found.Order(StringComparer.Ordinal));
        Assert.Empty(
            (await books.PostingAsync(Messages, (s, c) => s.ListExpiring(Period(Start, Start.AddDays(31)), c))).Coins);
        var bad = Period(Start, Start);
        await AssertRefusedAsync(
            ErrorReason.FieldInvalid, books.PostingAsync(Messages, (s, c) => s.ListExpiring(bad, c)));
    }

    private static ListExpiringRequest Period(DateTimeOffset from, DateTimeOffset to) => new()
    {
        FromTime = from.ToTimestamp(),
        ToTime = to.ToTimestamp(),
        PageSize = 2,
    };

    private static PostNoticeRequest PostOf(Guid member, long units) => new()
    {
        RequestId = NewId(),
        MemberId = member.ToString("D"),
        CoinId = "fern",
        Announced = { new AnnouncedCoins { ExpireTime = Start.AddDays(31).ToTimestamp(), Units = units } },
        DeliveredTime = Start.ToTimestamp(),
        Evidence = NoticeEvidence.Delivered,
        Message = "inbox-1",
    };

    private static RecordNoticeRequest NoticeOf(RpcFixture books, Guid member, (DateTimeOffset End, long Units) told) =>
        new()
        {
            RequestId = NewId(),
            Wallet = books.WalletName(member, "fern"),
            Announced = { new AnnouncedCoins { ExpireTime = told.End.ToTimestamp(), Units = told.Units } },
            DeliveredTime = Start.ToTimestamp(),
            Evidence = NoticeEvidence.Delivered,
            Message = "mail-1",
        };

    private static Task<RecordNoticeResponse> NoticeAsync(
        RpcFixture books, Guid member, (DateTimeOffset End, long Units) told)
    {
        var request = NoticeOf(books, member, told);
        request.DeliveredTime = Start.AddDays(25).AddHours(3).ToTimestamp();
        return books.LedgerAsync(Aster, (s, c) => s.RecordNotice(request, c));
    }

    /// <summary>What the wallet says, what a programme plans by, and what can be taken.</summary>
    private static async Task AssertSpendableAsync(RpcFixture books, Guid member, long units)
    {
        Assert.Equal(units, (await books.WalletAsync(member, "fern")).AvailableUnits);
        var plan = await books.PostingAsync(
            new Caller(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "programs"),
            (s, c) => s.ReadForPlan(
                new ReadForPlanRequest { MemberId = member.ToString("D"), CoinIds = { "fern" } }, c));
        Assert.Equal(units, plan.Wallets.Sum(w => w.AvailableUnits));
        var tooMuch = books.RedeemOf(member, units + 1, Aster);
        tooMuch.Amount.Coin = "coins/fern";
        await AssertRefusedAsync(
            ErrorReason.InsufficientCoins, books.LedgerAsync(Aster, (s, c) => s.Redeem(tooMuch, c)));
    }

    private static async Task<(int Wallets, bool Complete)> SweptAsync(RpcFixture books)
    {
        var swept = await books.LedgerAsync(
            Ada, (s, c) => s.SweepExpiries(new SweepExpiriesRequest { RequestId = NewId() }, c));
        return (swept.ExpiredWallets, swept.Status.Complete);
    }
}
