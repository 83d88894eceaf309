using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Rpc;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Commands as callers send them, on the embedded database.</summary>
public sealed class RpcCommandTests
{
    [Fact]
    public async Task Commands_OfAnIssuer_AnswerWithTheJournal()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var request = books.EarnOf(ann, 100, Aster);
        var earned = await books.LedgerAsync(Aster, (s, c) => s.Earn(request, c));
        var name = books.NameOf(ann, Aster);
        Assert.Equal(
            ["coins/aster/accounts/issued", $"{name}/wallets/aster"], earned.Journal.Entries.Select(e => e.Account));
        Assert.Equal(("partners/aster", request.RequestId, 100L),
            (earned.Journal.Principal, earned.Journal.RequestId, earned.Journal.Entries[1].BalanceAfterUnits));
        var again = await books.LedgerAsync(Aster, (s, c) => s.Earn(request, c));
        Assert.True(again.Replayed);
        Assert.Equal(earned.Journal, again.Journal);
        var redeemed = await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 60, Aster), c));
        var refund = new RefundRequest { RequestId = NewId(), Journal = redeemed.Journal.Name, Units = 10 };
        var refunded = await books.LedgerAsync(Aster, (s, c) => s.Refund(refund, c));
        Assert.Equal(redeemed.Journal.Name, refunded.Journal.Corrects);
        var adjust = new AdjustRequest
        {
            RequestId = NewId(),
            Member = name,
            Coin = "coins/aster",
            Units = -5,
            ReasonCode = "goodwill",
        };
        Assert.Equal("goodwill", (await books.LedgerAsync(Aster, (s, c) => s.Adjust(adjust, c))).Journal.ReasonCode);
        var clawback = new ClawbackRequest { RequestId = NewId(), Member = name, Amount = request.Amount };
        var clawed = await books.LedgerAsync(Aster, (s, c) => s.Clawback(clawback, c));
        Assert.Equal(["wallets", "receivables"], clawed.Journal.Entries.Take(2).Select(e => e.Account.Split('/')[2]));
        var reverse = new ReverseRequest { RequestId = NewId(), Journal = clawed.Journal.Name };
        await books.LedgerAsync(Aster, (s, c) => s.Reverse(reverse, c));
        var wallet = (await books.LedgerAsync(
            Aster, (s, c) => s.GetWallet(new GetWalletRequest { Name = $"{name}/wallets/aster" }, c))).Wallet;
        Assert.Equal((45, 0, WalletState.Active), (wallet.BalanceUnits, wallet.ReceivableUnits, wallet.State));
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    [Fact]
    public async Task Earn_Refusals_AreThoseDocumented()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        async Task RefusesAsync(ErrorReason reason, Caller caller, Action<EarnRequest> change)
        {
            var request = books.EarnOf(ann, 1, caller);
            change(request);
            await AssertRefusedAsync(reason, books.LedgerAsync(caller, (s, c) => s.Earn(request, c)));
        }

        await RefusesAsync(ErrorReason.FieldInvalid, Aster, r => r.Amount.Units = 0);
        await RefusesAsync(ErrorReason.FieldInvalid, Aster, r => r.RequestId = "one");
        await RefusesAsync(ErrorReason.FieldInvalid, Aster, r => r.Amount = null);
        // The caller is checked first: what is not the caller's is so in any form.
        await RefusesAsync(ErrorReason.NotYours, Aster, r => (r.Amount.Coin, r.Amount.Units) = ("coins/birch", -1));
        await RefusesAsync(ErrorReason.CoinNotFound, Aster, r => r.Amount.Coin = "coins/nothing");
        await RefusesAsync(ErrorReason.MemberNotFound, Aster, r => r.Member = books.NameOf(ann, Birch));
        await RefusesAsync(ErrorReason.PartnerSuspended, Cedar, _ => { });
        await RefusesAsync(ErrorReason.NotAfterPassed, Aster, r =>
            r.Guards = new Guards { NotAfter = new() { Seconds = 946_684_800 } });
        Assert.Equal(4, await CountAsync(books));
    }

    [Fact]
    public async Task Refusal_OfExistence_IsRememberedUnderTheRequestId()
    {
        await using var books = await StartAsync();
        var request = books.EarnOf(books.NewMember(), 5, Aster, "coins/nothing");
        await AssertRefusedAsync(ErrorReason.CoinNotFound, books.LedgerAsync(Aster, (s, c) => s.Earn(request, c)));
        var outcome = (await books.LedgerAsync(
            Aster, (s, c) => s.GetOutcome(new GetOutcomeRequest { RequestId = request.RequestId }, c))).Outcome;
        Assert.Equal("COIN_NOT_FOUND", outcome.Refused.Reason);
        request.Amount.Units++;
        await AssertRefusedAsync(ErrorReason.RequestIdReused, books.LedgerAsync(Aster, (s, c) => s.Earn(request, c)));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("partners/aster/merchants/shop", null)]
    [InlineData("partners/aster/merchants/gone", ErrorReason.MerchantNotFound)]
    [InlineData("partners/birch/merchants/shop", ErrorReason.NotYours)]
    [InlineData("shop", ErrorReason.FieldInvalid)]
    public async Task Redeem_AtATill_TakesTheCallersOwnAlone(string merchant, ErrorReason? reason)
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, Aster);
        var request = books.RedeemOf(ann, 1, Aster);
        request.Merchant = merchant;
        var call = books.LedgerAsync(Aster, (s, c) => s.Redeem(request, c));
        if (reason is { } expected)
            await AssertRefusedAsync(expected, call);
        else
            await call;
    }

    [Fact]
    public async Task Undoing_OthersJournals_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var earned = (await books.EarnAsync(ann, 10, Aster)).Journal.Name;
        var redeemed =
            (await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(ann, 5, Aster), c))).Journal.Name;
        Task<RefundResponse> RefundAsync(Caller caller, string journal) =>
            books.LedgerAsync(
                caller, (s, c) =>
                s.Refund(new RefundRequest { RequestId = NewId(), Journal = journal, All = true }, c));
        Task<ReverseResponse> ReverseAsync(Caller caller, string journal) =>
            books.LedgerAsync(
                caller, (s, c) => s.Reverse(new ReverseRequest { RequestId = NewId(), Journal = journal }, c));

        await AssertRefusedAsync(ErrorReason.JournalNotFound, RefundAsync(Birch, redeemed));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, RefundAsync(Aster, $"journals/{Guid.NewGuid()}"));
        await AssertRefusedAsync(ErrorReason.NotRefundable, RefundAsync(Aster, earned));
        await AssertRefusedAsync(ErrorReason.JournalNotFound, ReverseAsync(Birch, redeemed));
        await AssertRefusedAsync(ErrorReason.NotReversible, ReverseAsync(Ada, redeemed));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, ReverseAsync(Aster, "journals/1"));
    }

    [Fact]
    public async Task Batch_Independent_DecidesEachItemAsIfAlone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var alone = books.EarnOf(ann, 10, Aster);
        await books.LedgerAsync(Aster, (s, c) => s.Earn(alone, c));
        var request = new BatchRequest
        {
            Mode = BatchMode.Independent,
            Items =
            {
                new BatchItem { Earn = alone }, new BatchItem { Redeem = books.RedeemOf(ann, 11, Aster) },
                new BatchItem { Earn = books.EarnOf(ann, 0, Aster) },
                new BatchItem { Earn = books.EarnOf(ann, 1, Aster, "coins/birch") },
                new BatchItem(), new BatchItem { Redeem = books.RedeemOf(ann, 4, Aster) },
            },
        };
        var results = (await books.LedgerAsync(Aster, (s, c) => s.Batch(request, c))).Results;
        Assert.Equal(
            ["", "INSUFFICIENT_COINS", "FIELD_INVALID", "NOT_YOURS", "FIELD_INVALID", ""], results.Select(ReasonOf));
        Assert.Equal([true, false, false, false, false, false], results.Select(r => r.Replayed));
        Assert.Equal(6, results[5].Journal.Entries[0].BalanceAfterUnits);
    }

    [Fact]
    public async Task Batch_ItemBeyondTheCallersScopesOrRole_IsRefusedAlone()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var till = new Caller(
            Principal.Parse("partners/aster"), Role.PartnerService,
            new HashSet<string> { "ledger.batch", "ledger.earn" });
        var adjust = new AdjustRequest
        {
            RequestId = NewId(),
            Member = books.NameOf(ann, till),
            Coin = "coins/aster",
            Units = 1,
            ReasonCode = "x",
        };
        var request = new BatchRequest
        {
            Mode = BatchMode.Independent,
            Items =
            {
                new BatchItem { Earn = books.EarnOf(ann, 1, till) },
                new BatchItem { Redeem = books.RedeemOf(ann, 1, till) },
                new BatchItem { Adjust = adjust },
            },
        };
        var results = (await books.LedgerAsync(till, (s, c) => s.Batch(request, c))).Results;
        Assert.Equal(["", "SCOPE_MISSING", "ROLE_MISSING"], results.Select(ReasonOf));
    }

    [Fact]
    public async Task Batch_AtomicWithAnItemOfBadForm_LeavesNoTrace()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var request = new BatchRequest
        {
            Mode = BatchMode.Atomic,
            Items =
            {
                new BatchItem { Earn = books.EarnOf(ann, 1, Aster) },
                new BatchItem { Earn = books.EarnOf(ann, -1, Aster) },
            },
        };
        var results = (await books.LedgerAsync(Aster, (s, c) => s.Batch(request, c))).Results;
        Assert.Equal(["BATCH_ABORTED", "FIELD_INVALID"], results.Select(ReasonOf));
        Assert.Equal(0, await CountAsync(books));
        request.Items[1].Earn.Amount.Units = 2;
        results = (await books.LedgerAsync(Aster, (s, c) => s.Batch(request, c))).Results;
        Assert.Equal(3, results[1].Journal.Entries[1].BalanceAfterUnits);
    }

    [Fact]
    public async Task Batch_OfTheLargestSize_IsOneGroup()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        var request = new BatchRequest { Mode = BatchMode.Atomic };
        for (var i = 0; i < 500; i++)
            request.Items.Add(new BatchItem { Earn = books.EarnOf(ann, 1, Aster) });
        var results = (await books.LedgerAsync(Aster, (s, c) => s.Batch(request, c))).Results;
        Assert.All(results, r => Assert.Equal(1, r.Journal.GroupNumber));
        Assert.Equal(500, results[^1].Journal.Entries[1].BalanceAfterUnits);
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }

    private static string ReasonOf(BatchResult result) =>
        result.Refusal is null ? "" : result.Refusal.GetDetail<ErrorInfo>()!.Reason;

    private static async Task<int> CountAsync(RpcFixture books)
    {
        var count = 0;
        await books.WithDbAsync(db => Task.FromResult(count = db.Outcomes.Count()));
        return count;
    }
}
