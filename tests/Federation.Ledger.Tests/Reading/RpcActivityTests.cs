using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>A member's activity: one list over its wallets, in the reverse order of the books.</summary>
public sealed class RpcActivityTests
{
    private const string Me = "members/me";

    private static readonly Caller Programs =
        new(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "programs");

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>The sandbox's clock stands still: of one moment, what was booked last comes first.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Activity_InPages_IsTheHistoryBackwards(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, bob) = (books.NewMember(), books.NewMember());
        var booked = await HistoryAsync(books, ann, new Random(7));
        await books.EarnAsync(bob, 5, Aster);
        var all = booked.AsEnumerable().Reverse().ToList();
        foreach (var size in (int[])[1, 3, 7, 1000])
            Assert.Equal(all.Select(j => j.Name), await PagedAsync(books, MemberOf(ann, "aster", "birch"), new()
            {
                PageSize = size,
            }));
        var aster = all.Where(j => j.Entries.Any(e => e.Account.Contains("/wallets/", StringComparison.Ordinal)
            && e.Asset != "coins/birch")).Select(j => j.Name).ToList();
        Assert.Equal(aster, await PagedAsync(books, MemberOf(ann, "aster"), new() { PageSize = 4 }));
        Assert.Empty(await PagedAsync(books, MemberOf(ann), new()));
        Assert.Equal(
            all.Where(j => j.Kind is JournalKind.Redeem or JournalKind.Refund).Select(j => j.Name),
            await PagedAsync(books, MemberOf(ann, "aster", "birch"), new()
            {
                Kinds = { JournalKind.Redeem, JournalKind.Refund },
                PageSize = 2,
            }));
        Assert.Equal(
            all.Where(j => j.Entries.Any(e => e.Asset == "coins/petal")).Select(j => j.Name),
            await PagedAsync(books, MemberOf(ann, "aster"), new() { Coin = "coins/petal", PageSize = 2 }));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Activity_OfAPeriod_HasWhatWasBookedInIt(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var names = new List<string>();
        for (var day = 0; day < 6; day++)
        {
            await books.AdvanceAsync(Start.AddDays(day + 1));
            names.Add((await books.EarnAsync(ann, 5, day % 2 == 0 ? Aster : Birch)).Journal.Name);
        }
        var session = MemberOf(ann, "aster", "birch");
        var request = new ListActivityRequest
        {
            StartTime = Start.AddDays(2).ToTimestamp(),
            EndTime = Start.AddDays(5).ToTimestamp(),
            PageSize = 2,
        };
        Assert.Equal([names[3], names[2], names[1]], await PagedAsync(books, session, request));

        // What is booked while the pages are read is in none of them.
        var page = await PageAsync(books, session, new() { PageSize = 4 });
        await books.EarnAsync(ann, 5, Aster);
        await books.EarnAsync(ann, 5, "petal");
        var next = await PageAsync(books, session, new() { PageSize = 4, PageToken = page.NextPageToken });
        Assert.Equal([names[1], names[0]], next.Activities.Select(a => a.Journal.Name));
        Assert.Equal("", next.NextPageToken);
        // A page token of one session says nothing in another: neither to another member nor of more brands.
        await AssertRefusedAsync(ErrorReason.PageTokenInvalid, PageAsync(
            books, MemberOf(books.NewMember(), "aster"), new() { PageSize = 4, PageToken = page.NextPageToken }));
        var fewer = await PageAsync(books, MemberOf(ann, "birch"), new() { PageToken = page.NextPageToken });
        Assert.Equal([names[1]], fewer.Activities.Select(a => a.Journal.Name));
    }

    [Fact]
    public async Task Activity_OfMoreThanOneMaySee_IsRefused()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 25, Aster);
        var session = MemberOf(ann, "birch");
        await AssertRefusedAsync(ErrorReason.BrandNotProven, PageAsync(books, session, new() { Coin = "coins/petal" }));
        await AssertRefusedAsync(ErrorReason.CoinNotFound, PageAsync(books, session, new() { Coin = "coins/none" }));
        foreach (var name in (string[])[books.NameOf(bob, session), $"members/{ann:D}", $"members/{bob:D}"])
            await AssertRefusedAsync(ErrorReason.MemberNotFound, PageAsync(books, session, new() { Member = name }));
        var bad = await RefusedAsync(PageAsync(books, session, new()
        {
            Member = "members/you",
            Coin = "aster",
            Kinds = { JournalKind.Earn, JournalKind.Earn },
            StartTime = Start.ToTimestamp(),
            EndTime = Start.ToTimestamp(),
            PageSize = 1001,
        }));
        Assert.Equal(["coin", "end_time", "kinds", "member", "page_size"], bad.Fields.Select(f => f.Field).Order());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Activity_NamesWhatExplainsIt(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 50, Aster);
        var paid = (await books.PostingAsync(
            ExchangeForBirch, (s, c) => s.Post(RpcPostingTests.Exchange(ann), c))).Journal;
        var back = new PostRefundRequest
        {
            RequestId = NewId(),
            Fingerprint = ByteString.CopyFrom(new byte[32]),
            Journal = paid.Name,
        };
        await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(back, c));
        var order = new OrderDetail
        {
            Program = "partners/aster/programs/main",
            Digest = ByteString.CopyFrom(0xAB, 0xCD),
        };
        await BundleAsync(books, ann, order);
        await BundleAsync(
            books, ann, new EventDetail { Program = order.Program, Digest = ByteString.CopyFrom(0xEF, 0x01) });
        await BundleAsync(
            books, ann, new CorrectionDetail { Correction = "partners/aster/programs/main/corrections/3" });

        var seen = (await PageAsync(books, MemberOf(ann, "aster"), new())).Activities;
        var exchange = paid.Name.Replace("journals/", "exchanges/", StringComparison.Ordinal);
        Assert.Equal(
            [("", "", "partners/aster/programs/main/corrections/3"),
                ("", "partners/aster/programs/main/evaluations/ef01", ""),
                ("", "partners/aster/programs/main/evaluations/abcd", ""), (exchange, "", ""), (exchange, "", ""),
                ("", "", "")],
            seen.Select(a => (a.Exchange, a.Evaluation, a.Correction)));
        Assert.All(seen, a => Assert.DoesNotContain($"{ann:D}", a.ToString(), StringComparison.Ordinal));
        Assert.All(seen, a => Assert.All(
            a.Journal.Entries, e => Assert.StartsWith(Me + "/wallets/aster", e.Account, StringComparison.Ordinal)));
    }

    /// <summary>Earnings, spendings, holds and their ends in three coins of two brands, in the order of the books.
    /// </summary>
    private static async Task<List<Journal>> HistoryAsync(RpcFixture books, Guid member, Random random)
    {
        var booked = new List<Journal>();
        foreach (var brand in (Caller[])[Aster, Birch])
            booked.Add((await books.EarnAsync(member, 1000, brand)).Journal);
        for (var i = 0; i < 40; i++)
        {
            var brand = random.Next(3) == 0 ? Birch : Aster;
            switch (random.Next(5))
            {
                case 0:
                    booked.Add((await books.EarnAsync(member, 5, brand)).Journal);
                    break;
                case 1:
                    booked.Add((await books.EarnAsync(member, 5, "petal")).Journal);
                    break;
                case 2:
                    booked.Add((await books.HoldAsync(member, 3, "aster")).Journal);
                    break;
                default:
                    var redeem = books.RedeemOf(member, 4, brand);
                    var redeemed = (await books.LedgerAsync(brand, (s, c) => s.Redeem(redeem, c))).Journal;
                    booked.Add(redeemed);
                    var refund = new RefundRequest { RequestId = NewId(), Journal = redeemed.Name, Units = 1 };
                    if (random.Next(2) == 0)
                        booked.Add((await books.LedgerAsync(brand, (s, c) => s.Refund(refund, c))).Journal);
                    break;
            }
        }
        return booked;
    }

    private static Task<PostBundleResponse> BundleAsync(RpcFixture books, Guid member, IMessage detail)
    {
        var request = new PostBundleRequest
        {
            RequestId = NewId(),
            Fingerprint = ByteString.CopyFrom(new byte[32]),
            Kind = JournalKind.Program,
            Detail = Any.Pack(detail),
            Commands =
            {
                new BatchItem
                {
                    Earn = new EarnRequest
                    {
                        Member = books.NameOf(member, Aster),
                        Amount = new CoinAmount { Coin = "coins/aster", Units = 2 },
                    },
                },
            },
        };
        return books.PostingAsync(Programs, (s, c) => s.PostBundle(request, c));
    }

    private static async Task<List<string>> PagedAsync(RpcFixture books, Caller caller, ListActivityRequest request)
    {
        var names = new List<string>();
        do
        {
            var page = await PageAsync(books, caller, request);
            if (page.NextPageToken.Length > 0)
                Assert.Equal(request.PageSize, page.Activities.Count);
            names.AddRange(page.Activities.Select(a => a.Journal.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return names;
    }

    private static Task<ListActivityResponse> PageAsync(RpcFixture books, Caller caller, ListActivityRequest request)
    {
        if (request.Member.Length == 0)
            request.Member = Me;
        return books.LedgerAsync(caller, (s, c) => s.ListActivity(request, c));
    }
}
