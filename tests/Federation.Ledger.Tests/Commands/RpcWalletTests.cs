using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Gifts, freezing, closing, confirmations, and what the older commands learned: provenance, availability,
/// late reports, purchases, guards.</summary>
public sealed class RpcWalletTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Fact]
    public async Task Gift_MovesCoinsWithTheirTerms()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 50, "petal", r => r.Provenance = Provenance.Promotional);
        await books.EarnAsync(bob, 1, "petal");
        var request = GiftOf(books, ann, bob, 20, "petal");
        var gift = await books.LedgerAsync(Aster, (s, c) => s.Gift(request, c));
        Assert.Equal(JournalKind.Gift, gift.Journal.Kind);
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Gift(request, c))).Replayed);
        var (his, hers) = (await books.WalletAsync(bob, "petal"), await books.WalletAsync(ann, "petal"));
        Assert.Equal((30, 21), (hers.AvailableUnits, his.AvailableUnits));
        Assert.Equal(hers.Lots[0].Terms, his.Lots[0].Terms);
        Assert.Equal(["20 Promotional", "1 Earned"], his.Lots.Select(l => $"{l.Units} {l.Terms.Provenance}"));
    }

    [Fact]
    public async Task Gift_Refusals_AreThoseDocumented()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 50, "aster");
        await books.EarnAsync(bob, 1, "aster");
        async Task RefusesAsync(ErrorReason reason, Action<GiftRequest> change)
        {
            var request = GiftOf(books, ann, bob, 20, "aster");
            change(request);
            await AssertRefusedAsync(reason, books.LedgerAsync(Aster, (s, c) => s.Gift(request, c)));
        }

        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Recipient = r.Member);
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Recipient = "members/" + r.Member[8..].ToUpperInvariant());
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Recipient = "");
        await RefusesAsync(ErrorReason.NotYours, r => r.Amount.Coin = "coins/birch");
        await RefusesAsync(ErrorReason.MemberNotFound, r => r.Recipient = books.NameOf(bob, Birch));
        await RefusesAsync(ErrorReason.MemberNotFound, r => r.Member = books.NameOf(ann, Birch));
        await RefusesAsync(ErrorReason.WalletNotFound, r => r.Recipient = books.NameOf(books.NewMember(), Aster));
        await RefusesAsync(ErrorReason.InsufficientCoins, r => r.Amount.Units = 51);
        await RefusesAsync(ErrorReason.InsufficientCoins, r => r.Provenances.Add(Provenance.Purchased));
        await RefusesAsync(ErrorReason.MinAvailableNotMet, r => r.Guards = new Guards { MinAvailableUnits = 31 });
        await FreezeAsync(books, books.WalletName(ann, "aster"));
        await RefusesAsync(ErrorReason.WalletFrozen, _ => { });
    }

    [Fact]
    public async Task Freeze_StopsSpendingAlone_UntilUnfreeze()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var name = books.WalletName(ann, "aster");
        await books.EarnAsync(ann, 50, "aster");
        var hold = HoldName((await books.HoldAsync(ann, 10, "aster")).Journal);
        var frozen = await FreezeAsync(books, name);
        Assert.Equal((JournalKind.Freeze, "suspected-fraud", 0),
            (frozen.Journal.Kind, frozen.Journal.ReasonCode, frozen.Journal.Entries.Count));
        await FreezeAsync(books, name);
        var wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal((WalletState.Frozen, 50, 0, 10),
            (wallet.State, wallet.BalanceUnits, wallet.AvailableUnits, wallet.HeldUnits));
        await AssertRefusedAsync(
            ErrorReason.WalletFrozen, books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 1, Aster), c)));
        await AssertRefusedAsync(ErrorReason.WalletFrozen, books.HoldAsync(ann, 1, "aster"));
        await books.EarnAsync(ann, 5, "aster");
        await books.LedgerAsync(
            Aster, (s, c) => s.Capture(new CaptureRequest { RequestId = NewId(), Hold = hold, All = true }, c));
        var unfreeze = new UnfreezeRequest { RequestId = NewId(), Wallet = name, ReasonCode = "cleared" };
        await books.LedgerAsync(Aster, (s, c) => s.Unfreeze(unfreeze, c));
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Unfreeze(unfreeze, c))).Replayed);
        wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal((WalletState.Active, 45), (wallet.State, wallet.AvailableUnits));
    }

    [Fact]
    public async Task CloseWallet_TakesAnEmptyOneAlone_ForGood()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 5, "aster");
        var request = new CloseWalletRequest
        {
            RequestId = NewId(),
            Wallet = books.WalletName(ann, "aster"),
            ReasonCode = "left"
        };
        var refused = await RefusedAsync(books.LedgerAsync(Aster, (s, c) => s.CloseWallet(request, c)));
        Assert.Equal((ErrorReason.WalletNotEmpty, "5"), (refused.Reason, refused.Metadata["balance"]));
        await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 5, Aster), c));
        request.RequestId = NewId();
        var closed = await books.LedgerAsync(Aster, (s, c) => s.CloseWallet(request, c));
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.CloseWallet(request, c))).Replayed);
        Assert.Equal(JournalKind.CloseWallet, closed.Journal.Kind);
        Assert.Equal(WalletState.Closed, (await books.WalletAsync(ann, "aster")).State);
        await AssertRefusedAsync(ErrorReason.WalletClosed, books.EarnAsync(ann, 1, Aster));
        await AssertRefusedAsync(ErrorReason.WalletClosed, FreezeAsync(books, request.Wallet));
    }

    /// <summary>Each row: a wallet by its name, or what stands for one, and what each of the three commands on wallets
    /// answers.</summary>
    [Theory]
    [InlineData("none", "left", ErrorReason.WalletNotFound)]
    [InlineData("birch's", "left", ErrorReason.NotYours)]
    [InlineData("unknown coin", "left", ErrorReason.CoinNotFound)]
    [InlineData("birch's name", "left", ErrorReason.MemberNotFound)]
    [InlineData("members/x/wallets/aster", "left", ErrorReason.FieldInvalid)]
    [InlineData("", "left", ErrorReason.FieldInvalid)]
    [InlineData("hers", "", ErrorReason.FieldInvalid)]
    [InlineData("hers", "Because!", ErrorReason.FieldInvalid)]
    public async Task WalletCommands_Refusals_AreThoseDocumented(string which, string why, ErrorReason reason)
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 5, "aster");
        var wallet = which switch
        {
            "hers" => books.WalletName(ann, "aster"),
            "none" => books.WalletName(books.NewMember(), "aster"),
            "birch's" => books.WalletName(ann, "birch"),
            "unknown coin" => books.WalletName(ann, "nothing"),
            "birch's name" => books.WalletName(ann, "aster", Birch),
            _ => which,
        };
        await AssertRefusedAsync(reason, books.LedgerAsync(Aster, (s, c) =>
            s.Freeze(new FreezeRequest { RequestId = NewId(), Wallet = wallet, ReasonCode = why }, c)));
        await AssertRefusedAsync(reason, books.LedgerAsync(Aster, (s, c) =>
            s.Unfreeze(new UnfreezeRequest { RequestId = NewId(), Wallet = wallet, ReasonCode = why }, c)));
        await AssertRefusedAsync(reason, books.LedgerAsync(Aster, (s, c) =>
            s.CloseWallet(new CloseWalletRequest { RequestId = NewId(), Wallet = wallet, ReasonCode = why }, c)));
    }

    [Fact]
    public async Task Confirm_MakesAnEarningAvailable_Once()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var earned = (await books.EarnAsync(ann, 40, "petal", r => r.OnConfirmation = true)).Journal;
        Assert.True(earned.Entries[1].Lot.AwaitsConfirmation);
        var wallet = await books.WalletAsync(ann, "petal");
        Assert.Equal((40, 0, 40), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.PendingUnits));
        await books.AdvanceAsync(Start.AddDays(100));
        Task<ConfirmResponse> ConfirmAsync(Caller caller, string journal) =>
            books.LedgerAsync(
                caller, (s, c) => s.Confirm(new ConfirmRequest { RequestId = NewId(), Journal = journal }, c));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ConfirmAsync(Birch, earned.Name));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ConfirmAsync(Aster, $"journals/{Guid.NewGuid()}"));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, ConfirmAsync(Aster, "journals/"));
        Assert.Equal(earned.Name, (await ConfirmAsync(Aster, earned.Name)).Journal.Corrects);
        await AssertRefusedAsync(ErrorReason.NotPending, ConfirmAsync(Aster, earned.Name));
        wallet = await books.WalletAsync(ann, "petal");
        Assert.Equal((40, 0), (wallet.AvailableUnits, wallet.PendingUnits));
        // The day of the confirmation is the day of earning.
        Assert.Equal(Start.AddDays(131), wallet.NextExpireTime.ToDateTimeOffset());
        var redeemed = (await books.LedgerAsync(Aster, (s, c) => s.Redeem(new RedeemRequest
        {
            RequestId = NewId(),
            Member = books.NameOf(ann, Aster),
            Amount = new CoinAmount { Coin = "coins/petal", Units = 1 }
        }, c))).Journal;
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ConfirmAsync(Aster, redeemed.Name));
        var plain = (await books.EarnAsync(ann, 1, "petal")).Journal;
        await AssertRefusedAsync(ErrorReason.NotPending, ConfirmAsync(Aster, plain.Name));
        await AssertRefusedAsync(ErrorReason.AlreadyUndone, ReversedThenConfirmedAsync());

        async Task ReversedThenConfirmedAsync()
        {
            var cancelled = (await books.EarnAsync(ann, 3, "petal", r => r.OnConfirmation = true)).Journal.Name;
            await books.LedgerAsync(
                Aster, (s, c) => s.Reverse(new ReverseRequest { RequestId = NewId(), Journal = cancelled }, c));
            await ConfirmAsync(Aster, cancelled);
        }
    }

    [Fact]
    public async Task Earn_NewFields_AreCheckedAndReported()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.AdvanceAsync(Start.AddDays(200));
        var now = Start.AddDays(200);
        Task RefusesAsync(ErrorReason reason, Action<EarnRequest> change) =>
            AssertRefusedAsync(reason, books.EarnAsync(ann, 1, "petal", change));

        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Provenance = (Provenance)9);
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.EffectiveTime = now.AddDays(-91).ToTimestamp());
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.EffectiveTime = now.AddSeconds(1).ToTimestamp());
        await RefusesAsync(
            ErrorReason.FieldInvalid, r => r.EffectiveTime = new Timestamp { Seconds = 950_000_000, Nanos = 1 });
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.AvailableTime = now.AddDays(800).ToTimestamp());
        await RefusesAsync(ErrorReason.FieldInvalid, r =>
            (r.EffectiveTime, r.AvailableTime) = (now.AddDays(-1).ToTimestamp(), now.AddDays(-2).ToTimestamp()));
        await RefusesAsync(ErrorReason.AlreadyExpired, r => r.EffectiveTime = now.AddDays(-40).ToTimestamp());
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Purchase = "journals/1");
        await RefusesAsync(ErrorReason.JournalNotFound, r => r.Purchase = $"journals/{Guid.NewGuid()}");

        var late =
            (await books.EarnAsync(ann, 7, "petal", r => r.EffectiveTime = now.AddDays(-20).ToTimestamp())).Journal;
        Assert.Equal(now.AddDays(-20), late.EffectiveTime.ToDateTimeOffset());
        Assert.Equal(now.AddDays(11), late.Entries[1].Lot.ExpireTime.ToDateTimeOffset());
        await books.EarnAsync(ann, 5, "petal", r => r.AvailableTime = now.AddDays(14).ToTimestamp());
        var wallet = await books.WalletAsync(ann, "petal");
        Assert.Equal((12, 7, 5), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.PendingUnits));
        await books.AdvanceAsync(now.AddDays(14));
        wallet = await books.WalletAsync(ann, "petal");
        // The late ones are gone, unswept; the pending ones have come.
        Assert.Equal((12, 5, 0), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.PendingUnits));
        Assert.Equal((now.AddDays(45), 5), (wallet.NextExpireTime.ToDateTimeOffset(), wallet.NextExpireUnits));
    }

    [Fact]
    public async Task Purchase_Refunded_ClawsItsEarningsBack()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 100, "aster");
        await books.EarnAsync(bob, 100, "aster");
        var purchase =
            (await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 60, Aster), c))).Journal.Name;
        await AssertRefusedAsync(
            ErrorReason.JournalNotFound, books.EarnAsync(bob, 6, "aster", r => r.Purchase = purchase));
        var earlier = (await books.EarnAsync(ann, 1, "aster")).Journal.Name;
        await AssertRefusedAsync(
            ErrorReason.JournalNotFound, books.EarnAsync(ann, 6, "aster", r => r.Purchase = earlier));
        var earned = (await books.EarnAsync(ann, 6, "aster", r => r.Purchase = purchase)).Journal;
        Assert.Equal(purchase, earned.Corrects);
        var refund = new RefundRequest { RequestId = NewId(), Journal = purchase, Units = 30 };
        var half = (await books.LedgerAsync(Aster, (s, c) => s.Refund(refund, c))).Journal;
        Assert.Equal(3, half.Entries.Single(e => e.Kind == AccountKind.ClawedBack).Units);
        await AssertRefusedAsync(
            ErrorReason.AlreadyUndone, books.EarnAsync(ann, 6, "aster", r => r.Purchase = purchase));
        refund = new RefundRequest { RequestId = NewId(), Journal = purchase, All = true };
        await books.LedgerAsync(Aster, (s, c) => s.Refund(refund, c));
        Assert.Equal(101, (await books.WalletAsync(ann, "aster")).AvailableUnits);
    }

    /// <summary>An earning is recorded for a purchase while that is refunded: whichever is first, nobody is told to try
    /// again, and the member ends with what it had.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Purchase_RefundedWhileItsEarningComes_EndsAsIfOneCameFirst(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "aster");
        for (var round = 0; round < 30; round++)
        {
            var purchase =
                (await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 60, Aster), c))).Journal.Name;
            var refund = new RefundRequest { RequestId = NewId(), Journal = purchase, All = true };
            var refunding = books.LedgerAsync(Aster, (s, c) => s.Refund(refund, c));
            var earning = Record.ExceptionAsync(() => books.EarnAsync(ann, 6, "aster", r => r.Purchase = purchase));
            Assert.InRange((await refunding).Journal.Entries.Count, 2, 4);
            var late = await earning;
            Assert.True(
                late is null or RefusalException { Refusal.Reason: ErrorReason.AlreadyUndone }, late?.ToString());
            Assert.Equal(100, (await books.WalletAsync(ann, "aster")).AvailableUnits);
        }
    }

    [Fact]
    public async Task Clawback_OfAnEarning_TakesAtMostThat()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        var earned = (await books.EarnAsync(ann, 40, "petal")).Journal.Name;
        await books.EarnAsync(bob, 40, "petal");
        await books.EarnAsync(ann, 40, "bloom");
        Task<ClawbackResponse> ClawAsync(long units, string journal, Guid? member = null, string coin = "petal") =>
            books.LedgerAsync(Aster, (s, c) => s.Clawback(new ClawbackRequest
            {
                RequestId = NewId(),
                Member = books.NameOf(member ?? ann, Aster),
                Amount = new CoinAmount { Coin = "coins/" + coin, Units = units },
                Journal = journal,
            }, c));
        var first = await ClawAsync(30, earned);
        Assert.Equal(earned, first.Journal.Corrects);
        var refused = await RefusedAsync(ClawAsync(11, earned));
        Assert.Equal((ErrorReason.RefundExceedsRest, "10"), (refused.Reason, refused.Metadata["remaining"]));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ClawAsync(1, earned, bob));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ClawAsync(1, earned, coin: "bloom"));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ClawAsync(1, first.Journal.Name));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, ClawAsync(1, "journals/x"));
        await ClawAsync(10, earned);
        await AssertRefusedAsync(ErrorReason.RefundExceedsRest, ClawAsync(1, earned));
    }

    [Fact]
    public async Task Redeem_OfSomeProvenances_TakesThoseAlone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, "aster");
        await books.EarnAsync(ann, 20, "aster", r => r.Provenance = Provenance.Promotional);
        await books.EarnAsync(ann, 30, "aster", r => r.Provenance = Provenance.Purchased);
        async Task<string> RedeemAsync(long units, params Provenance[] only)
        {
            var request = books.RedeemOf(ann, units, Aster);
            request.Provenances.AddRange(only);
            var journal = (await books.LedgerAsync(Aster, (s, c) => s.Redeem(request, c))).Journal;
            return string.Join(
                ' ', journal.Entries.Where(e => e.Lot is not null).Select(e => $"{e.Lot.Provenance} {e.Units}"));
        }

        await AssertRefusedAsync(ErrorReason.InsufficientCoins, RedeemAsync(21, Provenance.Promotional));
        Assert.Equal("Earned -4 Purchased -1",
            (await RedeemAsync(4, Provenance.Earned)) + " " + await RedeemAsync(1, Provenance.Purchased));
        Assert.Equal("Promotional -20 Earned -6 Purchased -2", await RedeemAsync(28));
        var wallets = await books.PostingAsync(ExchangeForBirch, (s, c) => s.GetMemberWallets(
            new Internal.V1.GetMemberWalletsRequest { MemberId = ann.ToString("D") }, c));
        Assert.Equal((27, 0, 1),
            (wallets.Wallets[0].BalanceUnits, wallets.Wallets[0].AvailableUnits, wallets.Wallets[0].Lots.Count));
    }

    [Fact]
    public async Task Adjust_OfProvenance_IsForCoinsThatAreGiven()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, "aster");
        Task<AdjustResponse> AdjustAsync(long units, Provenance provenance) =>
            books.LedgerAsync(Aster, (s, c) => s.Adjust(new AdjustRequest
            {
                RequestId = NewId(),
                Member = books.NameOf(ann, Aster),
                Coin = "coins/aster",
                Units = units,
                ReasonCode = "goodwill",
                Provenance = provenance,
            }, c));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, AdjustAsync(-1, Provenance.Earned));
        await AdjustAsync(-1, Provenance.Unspecified);
        await AdjustAsync(3, Provenance.Promotional);
        Assert.Equal(["3 Promotional", "9 Earned"],
            (await books.WalletAsync(ann, "aster")).Lots.Select(l => $"{l.Units} {l.Terms.Provenance}"));
    }

    [Fact]
    public async Task Guards_ThatDoNotHold_RefuseTheCommand()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "aster");
        Task<RedeemResponse> RedeemAsync(Guards guards)
        {
            var request = books.RedeemOf(ann, 60, Aster);
            request.Guards = guards;
            return books.LedgerAsync(Aster, (s, c) => s.Redeem(request, c));
        }

        await AssertRefusedAsync(ErrorReason.MinAvailableNotMet, RedeemAsync(new Guards { MinAvailableUnits = 41 }));
        await AssertRefusedAsync(ErrorReason.MaxBalanceExceeded, RedeemAsync(new Guards { MaxBalanceUnits = 39 }));
        await AssertRefusedAsync(ErrorReason.VersionMismatch, RedeemAsync(new Guards { ExpectedVersion = 0 }));
        var negative = new Guards { MinAvailableUnits = -1, MaxBalanceUnits = -1, ExpectedVersion = -1 };
        var refused = await RefusedAsync(RedeemAsync(negative));
        Assert.Equal(["guards.min_available_units", "guards.max_balance_units", "guards.expected_version"],
            refused.Fields.Select(f => f.Field));
        await RedeemAsync(new Guards { MinAvailableUnits = 40, MaxBalanceUnits = 40, ExpectedVersion = 1 });
    }

    private static GiftRequest GiftOf(RpcFixture books, Guid giver, Guid receiver, long units, string coin) => new()
    {
        RequestId = NewId(),
        Member = books.NameOf(giver, Aster),
        Recipient = books.NameOf(receiver, Aster),
        Amount = new CoinAmount { Coin = "coins/" + coin, Units = units },
    };

    private static Task<FreezeResponse> FreezeAsync(RpcFixture books, string wallet) =>
        books.LedgerAsync(Aster, (s, c) =>
        s.Freeze(new FreezeRequest { RequestId = NewId(), Wallet = wallet, ReasonCode = "suspected-fraud" }, c));
}
