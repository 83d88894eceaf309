using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;
using ProtoLeg = Federation.Ledger.Internal.V1.Leg;

namespace Federation.Ledger.Tests;

/// <summary>What other modules ask, on each database that can post.</summary>
public sealed class RpcPostingTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>10 of aster's coins become 5 of birch's: 1000 paid, 950 asked, 30 of fee, 20 of rounding.</summary>
    internal static PostRequest Exchange(Guid member, long scale = 1) => new()
    {
        RequestId = NewId(),
        Fingerprint = ByteString.CopyFrom(System.Security.Cryptography.SHA256.HashData(member.ToByteArray())),
        Kind = JournalKind.Exchange,
        Detail = Any.Pack(new StringValue { Value = "detail" }),
        Legs =
        {
            new ProtoLeg { Kind = AccountKind.Wallet, Asset = "aster", Units = -10 * scale, MemberId = $"{member:D}" },
            new ProtoLeg { Kind = AccountKind.ExchangedOut, Asset = "aster", Units = 10 * scale },
            new ProtoLeg { Kind = AccountKind.ExchangedIn, Asset = "birch", Units = -5 * scale },
            new ProtoLeg { Kind = AccountKind.Redeemed, Asset = "birch", Units = 5 * scale },
            new ProtoLeg { Kind = AccountKind.Position, Asset = "GBP", Units = -1000 * scale, PartnerId = "aster" },
            new ProtoLeg { Kind = AccountKind.Position, Asset = "GBP", Units = 950 * scale, PartnerId = "birch" },
            new ProtoLeg { Kind = AccountKind.Fees, Asset = "GBP", Units = 30 * scale },
            new ProtoLeg { Kind = AccountKind.Rounding, Asset = "GBP", Units = 20 * scale },
        },
    };

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Post_APayment_ReachesJournalPositionsAndLog(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var request = Exchange(ann);
        var posted = await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c));
        Assert.Equal(("partners/birch", $"members/{ann}/wallets/aster"),
            (posted.Journal.Principal, posted.Journal.Entries[0].Account));
        Assert.Equal("detail", posted.Journal.Detail.Unpack<StringValue>().Value);
        Assert.True((await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c))).Replayed);
        var own = (await books.LedgerAsync(
            Aster, (s, c) => s.GetJournal(new GetJournalRequest { Name = posted.Journal.Name }, c))).Journal;
        Assert.Equal((8, books.NameOf(ann, Aster) + "/wallets/aster"), (own.Entries.Count, own.Entries[0].Account));
        await AssertRefusedAsync(ErrorReason.NotRefundable, books.LedgerAsync(Birch, (s, c) => s.Refund(
            new RefundRequest { RequestId = NewId(), Journal = posted.Journal.Name, All = true }, c)));
        var refund = new PostRefundRequest
        {
            RequestId = NewId(),
            Fingerprint = request.Fingerprint,
            Journal = posted.Journal.Name,
            Units = 2,
        };
        var refunded = await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(refund, c));
        Assert.Equal(4, refunded.Journal.Entries.Single(e => e.Kind == AccountKind.Wallet).Units);
        await AssertPositionsAsync(books, Ada, "alliance/fees 18", "alliance/rounding 12",
            "partners/aster/position -600", "partners/birch/position 570", "partners/cedar/position 0");
        await AssertPositionsAsync(books, Birch, "partners/birch/position 570");
        await AssertPositionsAsync(books, Cedar, "partners/cedar/position 0");
        var log = await books.PostingAsync(ExchangeForBirch, (s, c) => s.ReadLog(
            new ReadLogRequest { Limit = 100, Kinds = { JournalKind.Exchange } }, c));
        Assert.Equal([posted.Journal, refunded.Journal], log.Journals.Select(j => j.Journal));
        Assert.False(log.More);
        var less = await books.PostingAsync(ExchangeForBirch, (s, c) => s.ReadLog(
            new ReadLogRequest
            {
                Limit = 100,
                Kinds = { JournalKind.Exchange },
                EntryKinds = { AccountKind.Wallet, AccountKind.Held }
            }, c));
        Assert.Equal(log.Journals.Select(j => j.Journal.Entries.Where(e => e.Kind == AccountKind.Wallet)),
            less.Journals.Select(j => j.Journal.Entries));
        var part = await books.PostingAsync(ExchangeForBirch, (s, c) => s.ReadLog(
            new ReadLogRequest { Limit = 2, Kinds = { JournalKind.Exchange } }, c));
        Assert.Equal((2, true), (part.LastGroupNumber, part.More));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>The ledger releases it wallet by wallet, and it ran out once.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Post_ReleaseOfTwoWalletsHoldThatRanOut_LeavesTheBooksBalanced(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        await books.EarnAsync(ann, 25, Birch);
        var hold = new PostRequest
        {
            RequestId = NewId(),
            Fingerprint = Exchange(ann).Fingerprint,
            Kind = JournalKind.Hold,
            Detail = PaymentLeg.DetailOf([new("ann", 10, 20, 10, 5, 0), new("ann.birch", 5, 5, 0, 0, 0)]),
            Lifetime = Duration.FromTimeSpan(TimeSpan.FromHours(1)),
            Legs =
            {
                new ProtoLeg { Kind = AccountKind.Wallet, Asset = "aster", Units = -10, MemberId = $"{ann:D}" },
                new ProtoLeg { Kind = AccountKind.Wallet, Asset = "birch", Units = -5, MemberId = $"{ann:D}" },
            },
        };
        var held = await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(hold, c));
        await books.AdvanceAsync(Start + TimeSpan.FromHours(2));
        var release = new PostRequest
        {
            RequestId = NewId(),
            Fingerprint = hold.Fingerprint,
            Kind = JournalKind.Release,
            Hold = held.Journal.Name,
        };
        var released = await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(release, c));
        Assert.Equal(held.Journal.Name, released.Journal.Corrects);
        Assert.Equal((25, 0), (
            (await books.WalletAsync(ann, "aster")).AvailableUnits, (await books.WalletAsync(ann, "aster")).HeldUnits));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task PostRefund_OfAPurchase_ClawsBackWhatTheTillGaveOnIt()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var payment = (await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(Exchange(ann), c))).Journal.Name;
        var earn = new EarnRequest(books.EarnOf(ann, 8, Birch)) { Purchase = payment };
        await books.LedgerAsync(Birch, (s, c) => s.Earn(earn, c));
        var refund = new PostRefundRequest
        {
            RequestId = NewId(),
            Fingerprint = ByteString.CopyFrom(new byte[32]),
            Journal = payment,
            Units = 2,
        };
        var refunded = (await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(refund, c))).Journal;
        // 2 of 5 redeemed units are refunded, so floor(8 * 2 / 5) are clawed back.
        Assert.Equal(3, refunded.Entries.Single(e => e.Kind == AccountKind.ClawedBack).Units);
        refund = new PostRefundRequest(refund) { RequestId = NewId(), Units = 0 };
        await books.PostingAsync(ExchangeForBirch, (s, c) => s.PostRefund(refund, c));
        var wallets = (await books.LedgerAsync(Ada, (s, c) =>
            s.ListWallets(new ListWalletsRequest { Parent = books.NameOf(ann, Ada) }, c))).Wallets;
        Assert.Equal(["coins/aster 25", "coins/birch 0"], wallets.Select(w => $"{w.Coin} {w.BalanceUnits}"));
    }

    [Fact]
    public async Task Reverse_OfAPayment_IsTheAllianceAdminsAlone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var journal = (await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(Exchange(ann), c))).Journal.Name;
        Task<ReverseResponse> ReverseAsync(Caller caller) =>
            books.LedgerAsync(
                caller, (s, c) => s.Reverse(new ReverseRequest { RequestId = NewId(), Journal = journal }, c));

        await AssertRefusedAsync(ErrorReason.NotReversible, ReverseAsync(Aster));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ReverseAsync(Cedar));
        var reversed = (await ReverseAsync(Ada)).Journal;
        Assert.Equal(journal, reversed.Corrects);
        Assert.Equal(25, reversed.Entries.Single(e => e.Kind == AccountKind.Wallet).BalanceAfterUnits);
        var log = await books.PostingAsync(
            ExchangeForBirch, (s, c) =>
            s.ReadLog(new ReadLogRequest { Limit = 100, Kinds = { JournalKind.Exchange } }, c));
        Assert.Equal([JournalKind.Exchange, JournalKind.Reverse], log.Journals.Select(j => j.Journal.Kind));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task Post_WhatTheTableForbids_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        async Task RefusesAsync(ErrorReason reason, Caller caller, Action<PostRequest> change)
        {
            var request = Exchange(ann);
            change(request);
            await AssertRefusedAsync(reason, books.PostingAsync(caller, (s, c) => s.Post(request, c)));
        }

        await RefusesAsync(
            ErrorReason.AccountKindNotAllowed, ExchangeForBirch, r => r.Legs[1].Kind = AccountKind.Issued);
        await RefusesAsync(ErrorReason.AccountKindNotAllowed, AccountsForBirch, _ => { });
        await RefusesAsync(ErrorReason.AccountKindNotAllowed, AccountsForBirch, r => r.Legs.Clear());
        await RefusesAsync(ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Legs.RemoveAt(7));
        await RefusesAsync(ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Legs.Clear());
        await RefusesAsync(
            ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Legs[0].MemberId = Guid.NewGuid().ToString());
        await RefusesAsync(ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Legs[4].PartnerId = "");
        await RefusesAsync(ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Kind = JournalKind.Earn);
        await RefusesAsync(ErrorReason.FieldInvalid, ExchangeForBirch, r => r.Fingerprint = ByteString.Empty);
        await RefusesAsync(
            ErrorReason.FieldInvalid, ExchangeForBirch with { Principal = Principal.Parse("modules/exchange") },
            _ => { });
        await RefusesAsync(ErrorReason.WalletNotFound, ExchangeForBirch, _ => { });
    }

    [Fact]
    public async Task Post_ARefusalOfTheModule_IsRemembered()
    {
        await using var books = await StartAsync();
        var request = Exchange(books.NewMember());
        request.Legs.Clear();
        request.Refusal =
            new RefusedOutcome { Reason = "CONSENT_MISSING", Message = "No.", Metadata = { ["coin"] = "coins/aster" } };
        await AssertRefusedAsync(
            ErrorReason.ConsentMissing, books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c)));
        request.Refusal = null;
        request.Legs.AddRange(Exchange(books.NewMember()).Legs);
        var again = await RefusedAsync(books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c)));
        Assert.Equal((ErrorReason.ConsentMissing, "coins/aster"), (again.Reason, again.Metadata["coin"]));
    }

    /// <summary>SQL Server does not count blanks at the end when it compares: the key would be another's
    /// there.</summary>
    [Theory]
    [InlineData("pay-code/1 ")]
    [InlineData(" pay-code/1")]
    [InlineData("")]
    public async Task Post_ConsumesAKeyWithBlanksAtItsEnds_IsRefused(string key)
    {
        await using var books = await StartAsync();
        var request = new PostRequest
        { Consumes = { new Internal.V1.Consumption { Key = key, RefusalReason = "PAY_CODE_USED" } } };
        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(request, c)));
        Assert.Contains(refused.Refusal.Fields, f => f.Field == "consumes[0].key");
    }

    [Fact]
    public async Task Post_ConsumesTwice_IsRefusedAsTheConsumptionSays()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        PostRequest Using()
        {
            var request = Exchange(ann);
            request.Consumes.Add(new Internal.V1.Consumption { Key = "pay-code/1", RefusalReason = "PAY_CODE_USED" });
            return request;
        }

        var posted = await books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(Using(), c));
        var found = await books.PostingAsync(AccountsForBirch, (s, c) => s.FindConsumed(
            new FindConsumedRequest { Keys = { "pay-code/0", "pay-code/1" } }, c));
        Assert.Equal(
            new ConsumedKey { Key = "pay-code/1", Journal = posted.Journal.Name, Kind = JournalKind.Exchange },
            Assert.Single(found.Consumed));
        await AssertRefusedAsync(
            ErrorReason.FieldInvalid, books.PostingAsync(AccountsForBirch, (s, c) => s.FindConsumed(new(), c)));
        await AssertRefusedAsync(
            ErrorReason.PayCodeUsed, books.PostingAsync(ExchangeForBirch, (s, c) => s.Post(Using(), c)));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task WalletState_ClosedIsFinal_AndMissingWalletsAreMade(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 25, Aster);
        var revision = 0L;
        Task SetAsync(WalletState state, params string[] coins) => SetAtAsync(++revision, state, coins);
        Task SetAtAsync(long at, WalletState state, params string[] coins)
        {
            var request = new SetWalletStateRequest { MemberId = ann.ToString("D"), State = state, Revision = at };
            request.CoinIds.AddRange(coins);
            return books.PostingAsync(AccountsForBirch, (s, c) => s.SetWalletState(request, c));
        }

        async Task<string[]> StatesAsync()
        {
            var response = await books.PostingAsync(ExchangeForBirch, (s, c) => s.GetMemberWallets(
                new GetMemberWalletsRequest { MemberId = ann.ToString("D") }, c));
            Assert.Equal(2000, response.Now.ToDateTimeOffset().Year);
            return [.. response.Wallets.Select(w => $"{w.Coin} {w.State} {w.BalanceUnits} {w.AvailableUnits}")];
        }

        await SetAsync(WalletState.Unlinked, "aster", "birch");
        Assert.Equal(["coins/aster Unlinked 25 0", "coins/birch Unlinked 0 0"], await StatesAsync());
        await AssertRefusedAsync(ErrorReason.NotLinked, books.EarnAsync(ann, 1, Aster));
        await SetAsync(WalletState.Active, "aster");
        // What comes late is of a lower revision, or of the same one again.
        await SetAtAsync(1, WalletState.Unlinked, "aster");
        await SetAtAsync(2, WalletState.Unlinked, "aster");
        await books.EarnAsync(ann, 1, Aster);
        await AssertRefusedAsync(ErrorReason.FieldInvalid, SetAtAsync(0, WalletState.Unlinked, "aster"));
        await SetAsync(WalletState.Closed, "aster");
        await SetAsync(WalletState.Active, "aster", "birch");
        Assert.Equal(["coins/aster Closed 26 0", "coins/birch Active 0 0"], await StatesAsync());
        await AssertRefusedAsync(ErrorReason.WalletClosed, books.EarnAsync(ann, 1, Aster));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, SetAsync(WalletState.Unspecified, "aster"));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    /// <summary>An issuer closes its own wallet of a member, and no other brand's: only the closing of the member
    /// closes what it gets later.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task CloseWallet_ByOneIssuer_LeavesOtherBrandsWalletsOpen(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 1, Aster);
        await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 1, Aster), c));
        await books.LedgerAsync(Aster, (s, c) => s.CloseWallet(new CloseWalletRequest
        {
            RequestId = NewId(),
            Wallet = books.WalletName(ann, "aster", Aster),
            ReasonCode = "asked-for",
        }, c));
        await books.EarnAsync(ann, 5, Birch);

        var closing = new SetWalletStateRequest
        {
            MemberId = ann.ToString("D"),
            State = WalletState.Closed,
            Revision = 1,
            CoinIds = { "aster" }
        };
        await books.PostingAsync(AccountsForBirch, (s, c) => s.SetWalletState(closing, c));
        await AssertRefusedAsync(ErrorReason.WalletClosed, books.EarnAsync(ann, 1, "moss"));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task MemberWallets_OfAMemberWithout_TellTheTimeAlone()
    {
        await using var books = await StartAsync();
        var response = await books.PostingAsync(ExchangeForBirch, (s, c) => s.GetMemberWallets(
            new GetMemberWalletsRequest { MemberId = books.NewMember().ToString("D"), CoinIds = { "aster" } }, c));
        Assert.Empty(response.Wallets);
        Assert.NotNull(response.Now);
    }

    private static async Task AssertPositionsAsync(RpcFixture books, Caller caller, params string[] expected) =>
        Assert.Equal(
            expected, (await books.LedgerAsync(caller, (s, c) => s.ListPositions(new ListPositionsRequest(), c)))
            .Positions.Select(p => $"{p.Account} {p.Units}"));
}
