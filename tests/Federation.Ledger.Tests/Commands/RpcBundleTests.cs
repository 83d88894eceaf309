using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>What programmes decide: tallies and coins in one commit.</summary>
public sealed class RpcBundleTests
{
    private static readonly Caller Programs =
        new(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "programs");

    private static readonly Caller Rewards =
        new(Principal.Parse("partners/aster"), Role.Module, new HashSet<string>(), "rewards");

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_CoinsAndTallies_AreOneCommit_AndAnsweredOnce(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, spent, visits) = (books.NewMember(), NewTally(), NewTally());
        var request = Bundle(Earn(books, ann, 12), Add(spent, 1250, atMost: 5000), Set(visits, 20_786));
        request.Detail = Any.Pack(new StringValue { Value = "digest" });

        var posted = await PostAsync(books, request);
        var part = Assert.Single(posted.Parts);
        Assert.Equal((JournalKind.Program, 0, "digest"),
            (posted.Journal.Kind, posted.Journal.Entries.Count, posted.Journal.Detail.Unpack<StringValue>().Value));
        Assert.Equal((JournalKind.Earn, posted.Journal.Name, posted.Journal.GroupNumber),
            (part.Kind, part.Bundle, part.GroupNumber));
        Assert.Equal("12: 1250 20786", await ReadAsync(books, ann, spent, visits));

        // Whatever the programme decides now: what happened is what it decided then.
        var again = request.Clone();
        again.Commands.Add(Earn(books, ann, 99));
        again.Tallies.Clear();
        var replayed = await PostAsync(books, again);
        Assert.Equal((true, posted.Journal, part),
            (replayed.Replayed, replayed.Journal, Assert.Single(replayed.Parts)));
        Assert.Equal("12: 1250 20786", await ReadAsync(books, ann, spent, visits));
        await AssertCleanAsync(books);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_WithAPartThatIsRefused_DoesNothing_AndIsRemembered(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, spent) = (books.NewMember(), NewTally());
        var redeem = new BatchItem
        {
            Redeem = new RedeemRequest
            {
                Member = books.NameOf(ann, Aster),
                Amount = new CoinAmount { Coin = "coins/aster", Units = 13 },
            },
        };
        var request = Bundle(Earn(books, ann, 12), Add(spent, 5));
        request.Commands.Add(redeem);
        await AssertRefusedAsync(ErrorReason.InsufficientCoins, PostAsync(books, request));
        Assert.Equal("0: 0", await ReadAsync(books, ann, spent));
        await books.EarnAsync(ann, 100, Aster);
        await AssertRefusedAsync(ErrorReason.InsufficientCoins, PostAsync(books, request));
        Assert.Equal("100: 0", await ReadAsync(books, ann, spent));
        await AssertCleanAsync(books);
    }

    /// <summary>What a rule should have given is given to a member who has none of these coins yet, as an Earn would
    /// do. Nothing is taken where there is nothing, and a brand's own Adjust opens no wallet.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_WithAnAdjust_OpensTheWalletThatItGivesTo(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await AssertRefusedAsync(ErrorReason.WalletNotFound, books.LedgerAsync(
            Aster, (s, c) => s.Adjust(AdjustOf(7, NewId()).Adjust, c)));
        await AssertRefusedAsync(ErrorReason.WalletNotFound, PostAsync(books, Bundle(AdjustOf(-1))));
        var given = await PostAsync(books, Bundle(AdjustOf(7)));
        Assert.Equal((JournalKind.Adjust, "wrong-rate"), (given.Parts[0].Kind, given.Parts[0].ReasonCode));
        await AssertRefusedAsync(ErrorReason.InsufficientCoins, PostAsync(books, Bundle(AdjustOf(-8))));
        await PostAsync(books, Bundle(AdjustOf(-3)));
        Assert.Equal("4: ", await ReadAsync(books, ann));
        await AssertCleanAsync(books);

        BatchItem AdjustOf(long units, string id = "") => new()
        {
            Adjust = new AdjustRequest
            {
                RequestId = id,
                Member = books.NameOf(ann, Aster),
                Coin = "coins/aster",
                Units = units,
                ReasonCode = "wrong-rate",
            },
        };
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_DecidedByATallyThatMoved_IsContended_AndMayBeDecidedAgain(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, visits) = (books.NewMember(), NewTally());
        await PostAsync(books, Bundle(null, Add(visits, 9)));
        var request = Bundle(Earn(books, ann, 12), Add(visits, 1, expected: 8));
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, request));
        request.Tallies[0] = Add(visits, 1, atMost: 9);
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, request));
        request.Tallies[0] = Add(visits, -10, atLeast: 0);
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, request));
        Assert.Equal("0: 9", await ReadAsync(books, ann, visits));
        request.Tallies[0] = Add(visits, 1, expected: 9, atMost: 10);
        Assert.False((await PostAsync(books, request)).Replayed);
        Assert.Equal("12: 10", await ReadAsync(books, ann, visits));
    }

    /// <summary>A tally that may no longer move is no end of the request: it is decided again.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_OfATallyWhoseTimeIsOver_IsContendedAndDecidedAgain(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, visits) = (books.NewMember(), NewTally());
        var late = Add(visits, 1);
        late.NotAfter = Moments.Cut(DateTimeOffset.UtcNow.AddMinutes(-1)).ToTimestamp();
        var request = Bundle(Earn(books, ann, 3), late);
        await AssertRefusedAsync(ErrorReason.Contended, PostAsync(books, request));
        Assert.Equal("0: 0", await ReadAsync(books, ann, visits));
        request.Tallies.Clear();
        Assert.False((await PostAsync(books, request)).Replayed);
        late.NotAfter = Moments.Cut(DateTimeOffset.UtcNow.AddMinutes(5)).ToTimestamp();
        await PostAsync(books, Bundle(Earn(books, ann, 1), late));
        Assert.Equal("4: 1", await ReadAsync(books, ann, visits));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_UsingWhatWasUsed_IsRefused(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        PostBundleRequest Using() => new(Bundle(Earn(books, ann, 1)))
        {
            Consumes = { new Internal.V1.Consumption { Key = "coupon/7/1" } },
        };
        await PostAsync(books, Using());
        await AssertRefusedAsync(ErrorReason.AlreadyConsumed, PostAsync(books, Using()));
        Assert.Equal("1: ", await ReadAsync(books, ann));
    }

    /// <summary>A budget of 1,000 and twenty callers at two nodes: never one more is given, and never one
    /// less.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task PostBundle_OneBudgetManyCallers_EndsExactly(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind, sandbox: false);
        await using var beside = kind == DatabaseKind.Sqlite ? null : await books.NodeBesideAsync(TimeSpan.Zero);
        const int room = 1000, callers = 20;
        var budget = NewTally();
        var members = Enumerable.Range(0, callers).Select(_ => books.NewMember()).ToArray();
        var given = await Task.WhenAll(members.Select(async (member, i) =>
        {
            var node = beside is not null && i % 2 == 0 ? beside : books;
            var sum = 0;
            while (true)
            {
                try
                {
                    await PostAsync(node, Bundle(Earn(books, member, 7), Add(budget, 7, atMost: room)));
                    sum += 7;
                }
                catch (RefusalException e) when (e.Refusal.Reason == ErrorReason.Contended)
                {
                    return sum;
                }
            }
        }));

        Assert.Equal(994, given.Sum());
        Assert.Equal($"{given[0]}: 994", await ReadAsync(books, members[0], budget));
        await AssertCleanAsync(books);
    }

    [Fact]
    public async Task PostBundle_NotAllowed_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var good = Bundle(Earn(books, ann, 1));
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, books.PostingAsync(
            ExchangeForBirch, (s, c) => s.PostBundle(good, c)));
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, books.PostingAsync(
            ExchangeForBirch, (s, c) => s.ReadForPlan(new ReadForPlanRequest(), c)));
        var reward = new PostBundleRequest(Bundle(new BatchItem { Confirm = new ConfirmRequest() }))
        {
            Kind = JournalKind.Reward,
        };
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, books.PostingAsync(
            Rewards, (s, c) => s.PostBundle(reward, c)));
        var gift = new BatchItem { Gift = new GiftRequest() };
        await AssertRefusedAsync(ErrorReason.AccountKindNotAllowed, PostAsync(books, Bundle(gift)));
        var others = Earn(books, ann, 1);
        others.Earn.Amount.Coin = "coins/birch";
        await AssertRefusedAsync(ErrorReason.NotYours, PostAsync(books, Bundle(others)));
        var tally = NewTally();
        PostBundleRequest[] bad =
        [
            new(good) { Kind = JournalKind.Earn },
            // A reward's, which the programmes do not post.
            new(good) { Kind = JournalKind.Reward },
            Bundle(null, Add(tally, 1), Add(tally, 1)),
            Bundle(null, Add(ByteString.CopyFrom(1, 2), 1)),
            Bundle(null, new TallyChange { Tally = tally }),
            Bundle(null, Add(tally, Units.MaxCommand + 1)),
            Bundle(null, [.. Enumerable.Range(0, 129).Select(_ => Add(NewTally(), 1))]),
            new(good) { Commands = { Enumerable.Range(0, 32).Select(_ => Earn(books, ann, 1)) } },
        ];
        foreach (var request in bad)
            await AssertRefusedAsync(ErrorReason.FieldInvalid, PostAsync(books, request));
        Assert.Equal("0: ", await ReadAsync(books, ann));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Confirm_ToALaterDay_IsTakenBackBeforeItCanBeSpent(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        var earned = await books.EarnAsync(ann, 50, "petal", r => r.OnConfirmation = true);
        await books.EarnAsync(ann, 3, "petal");
        var confirm = new ConfirmRequest
        {
            RequestId = NewId(),
            Journal = earned.Journal.Name,
            AvailableTime = Start.AddDays(14).ToTimestamp(),
            ExpireTime = Start.AddDays(60).ToTimestamp(),
        };
        await books.LedgerAsync(Aster, (s, c) => s.Confirm(confirm, c));
        var held = await books.WalletAsync(ann, "petal");
        Assert.Equal((53, 3), (held.BalanceUnits, held.AvailableUnits));
        Assert.Contains(held.Lots, l => l.Units == 50
            && l.Terms.AvailableTime.ToDateTimeOffset() == Start.AddDays(14)
            && l.Terms.ExpireTime.ToDateTimeOffset() == Start.AddDays(60));
        await books.LedgerAsync(Aster, (s, c) => s.Clawback(new ClawbackRequest
        {
            RequestId = NewId(),
            Member = books.NameOf(ann, Aster),
            Amount = new CoinAmount { Coin = "coins/petal", Units = 50 },
            Journal = earned.Journal.Name,
        }, c));
        var left = await books.WalletAsync(ann, "petal");
        Assert.Equal((3, 3, 0), (left.BalanceUnits, left.AvailableUnits, left.ReceivableUnits));
        await AssertCleanAsync(books);
    }

    [Fact]
    public async Task Earn_WithAnEndOfItsOwn_EndsThen()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 5, "petal", r => r.ExpireTime = Start.AddDays(2).ToTimestamp());
        var lot = Assert.Single((await books.WalletAsync(ann, "petal")).Lots);
        Assert.Equal(Start.AddDays(2), lot.Terms.ExpireTime.ToDateTimeOffset());
        foreach (var days in new[] { 0, 3661 })
            await AssertRefusedAsync(ErrorReason.FieldInvalid, books.EarnAsync(
                ann, 5, "petal", r => r.ExpireTime = Start.AddDays(days).ToTimestamp()));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.EarnAsync(ann, 5, "petal", r =>
            (r.OnConfirmation, r.ExpireTime) = (true, Start.AddDays(2).ToTimestamp())));
    }

    private static ByteString NewTally() => ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray(bigEndian: true));

    private static TallyChange Add(
        ByteString tally, long units, long? atMost = null, long? atLeast = null, long? expected = null)
    {
        var change = new TallyChange { Tally = tally, Add = units };
        if (atMost is { } most)
            change.AtMost = most;
        if (atLeast is { } least)
            change.AtLeast = least;
        if (expected is { } before)
            change.Expected = before;
        return change;
    }

    private static TallyChange Set(ByteString tally, long units) => new() { Tally = tally, Set = units };

    private static BatchItem Earn(RpcFixture books, Guid member, long units) => new()
    {
        Earn = new EarnRequest
        {
            Member = books.NameOf(member, Aster),
            Amount = new CoinAmount { Coin = "coins/aster", Units = units },
        },
    };

    private static PostBundleRequest Bundle(BatchItem? command, params TallyChange[] tallies)
    {
        var request = new PostBundleRequest
        {
            RequestId = NewId(),
            Fingerprint = ByteString.CopyFrom(new byte[32]),
            Kind = JournalKind.Program,
        };
        if (command is not null)
            request.Commands.Add(command);
        request.Tallies.AddRange(tallies);
        return request;
    }

    private static Task<PostBundleResponse> PostAsync(RpcFixture books, PostBundleRequest request) =>
        books.PostingAsync(Programs, (s, c) => s.PostBundle(request, c));

    /// <summary>The member's coins, and tallies, as <c>12: 1250 3</c>.</summary>
    private static async Task<string> ReadAsync(
        RpcFixture books, Guid member, params ByteString[] tallies)
    {
        var read = await books.PostingAsync(Programs, (s, c) => s.ReadForPlan(
            new ReadForPlanRequest { MemberId = member.ToString("D"), Tallies = { tallies } }, c));
        var coins = read.Wallets.SingleOrDefault(w => w.Coin == "coins/aster")?.BalanceUnits ?? 0;
        return $"{coins}: {string.Join(' ', read.Tallies)}";
    }

    private static async Task AssertCleanAsync(RpcFixture books)
    {
        var check = await books.LedgerAsync(Ada, (s, c) => s.CheckBooks(new CheckBooksRequest(), c));
        Assert.Empty(check.Discrepancies);
    }
}
