using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Two-phase spending as callers send it, and what they read of it.</summary>
public sealed class RpcHoldTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_CapturedInParts_IsReportedAtEachStep(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var request = books.HoldOf(ann, 60, "aster");
        request.ExternalReference = "order 7";
        var held = await books.LedgerAsync(Aster, (s, c) => s.Hold(request, c));
        Assert.Equal(
            ["wallets/aster -60", "wallets/aster/held 60"],
            held.Journal.Entries.Select(
                e => $"{e.Account[(e.Account.IndexOf("wallets", StringComparison.Ordinal))..]} {e.Units}"));
        Assert.Equal(Start + Week, held.Journal.HoldExpireTime.ToDateTimeOffset());
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Hold(request, c))).Replayed);

        var wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal((100, 40, 60), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.HeldUnits));
        Assert.Equal((100, 60), (Assert.Single(wallet.Lots).Units, wallet.Lots[0].HeldUnits));
        var hold = Assert.Single(wallet.Holds);
        Assert.Equal((HoldName(held.Journal), wallet.Name, HoldState.Open, "partners/aster", "order 7"),
            (hold.Name, hold.Wallet, hold.State, hold.Principal, hold.ExternalReference));
        Assert.Equal((60, 0, 0, 60), Sums(hold));
        Assert.Equal((Start, Start + Week), (hold.CreateTime.ToDateTimeOffset(), hold.ExpireTime.ToDateTimeOffset()));

        var first = await CaptureAsync(books, hold.Name, 25, CaptureRest.Keep);
        Assert.Equal(held.Journal.Name, first.Journal.Corrects);
        await books.LedgerAsync(
            Aster, (s, c) => s.Release(new ReleaseRequest { RequestId = NewId(), Hold = hold.Name, Units = 5 }, c));
        Assert.Equal((60, 25, 5, 30), Sums(await GetAsync(books, Aster, hold.Name)));
        await CaptureAsync(books, hold.Name, 10);
        var closed = await GetAsync(books, Ada, hold.Name);
        Assert.Equal(((60L, 35L, 25L, 0L), HoldState.Closed), (Sums(closed), closed.State));
        Assert.Equal(books.WalletName(ann, "aster", Ada), closed.Wallet);
        wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal(
            (65, 65, 0, 0), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.HeldUnits, wallet.Holds.Count));
        await AssertRefusedAsync(ErrorReason.HoldClosed, CaptureAsync(books, hold.Name));
        Assert.Equal((65, 0, 35), Totals(await TotalsAsync(books)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Hold_WhoseTimeHasPassed_HoldsNothingWhetherOrNotItWasSwept(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var hold = HoldName((await books.HoldAsync(ann, 60, "aster", TimeSpan.FromMinutes(1))).Journal);
        var other = HoldName((await books.HoldAsync(ann, 10, "aster", Week)).Journal);
        var extend = new ExtendHoldRequest
        {
            RequestId = NewId(),
            Hold = other,
            Lifetime = Duration.FromTimeSpan(2 * Week)
        };
        var extended = await books.LedgerAsync(Aster, (s, c) => s.ExtendHold(extend, c));
        Assert.Equal((Start + (2 * Week), 0),
            (extended.Journal.HoldExpireTime.ToDateTimeOffset(), extended.Journal.Entries.Count));
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.ExtendHold(extend, c))).Replayed);
        await books.AdvanceAsync(Start + Week);

        async Task<string> SeenAsync()
        {
            var wallet = await books.WalletAsync(ann, "aster");
            var (passed, open) = (await GetAsync(books, Aster, hold), await GetAsync(books, Aster, other));
            var listed = (await ListAsync(books, Aster, wallet.Name)).Holds;
            return $"{wallet.BalanceUnits} {wallet.AvailableUnits} {wallet.HeldUnits} {passed.State} {Sums(passed)} "
                + $"{open.State} {open.ExpireTime.ToDateTimeOffset() - Start} {listed.Count} {wallet.Holds.Count}";
        }

        var seen = await SeenAsync();
        Assert.Equal("100 90 10 Expired (60, 0, 60, 0) Open 14.00:00:00 1 1", seen);
        var swept = await books.LedgerAsync(
            Ada, (s, c) => s.SweepExpiries(new SweepExpiriesRequest { RequestId = NewId() }, c));
        Assert.Equal((0, 1, true), (swept.ExpiredWallets, swept.ReleasedHolds, swept.Status.Complete));
        Assert.Equal(seen, await SeenAsync());
        await AssertRefusedAsync(ErrorReason.HoldExpired, CaptureAsync(books, hold));
        await AssertRefusedAsync(ErrorReason.HoldExpired, books.LedgerAsync(Aster, (s, c) =>
            s.ExtendHold(
                new ExtendHoldRequest { RequestId = NewId(), Hold = hold, Lifetime = Duration.FromTimeSpan(Week) },
                c)));
        // Releasing what is released already is no error.
        await books.LedgerAsync(
            Aster, (s, c) => s.Release(new ReleaseRequest { RequestId = NewId(), Hold = hold, All = true }, c));
        Assert.Equal(seen, await SeenAsync());
    }

    [Fact]
    public async Task Hold_Refusals_AreThoseDocumented()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 10, Aster);
        async Task RefusesAsync(ErrorReason reason, Action<HoldRequest> change, Caller? caller = null)
        {
            var request = books.HoldOf(ann, 1, "aster");
            change(request);
            await AssertRefusedAsync(reason, books.LedgerAsync(caller ?? Aster, (s, c) => s.Hold(request, c)));
        }

        foreach (var lifetime in new[] { 0, 59, (90 * 86_400) + 1, -1, long.MaxValue })
            await RefusesAsync(ErrorReason.FieldInvalid, r => r.Lifetime = new Duration { Seconds = lifetime });
        await RefusesAsync(
            ErrorReason.FieldInvalid, r => r.Lifetime = new Duration { Seconds = 90 * 86_400, Nanos = 1000 });
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Lifetime = new Duration { Seconds = 60, Nanos = 1 });
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Amount.Units = 0);
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Provenances.Add(Provenance.Unspecified));
        await RefusesAsync(
            ErrorReason.FieldInvalid, r => r.Provenances.AddRange([Provenance.Earned, Provenance.Earned]));
        await RefusesAsync(ErrorReason.FieldInvalid, r => r.Provenances.Add((Provenance)9));
        await RefusesAsync(ErrorReason.NotYours, r => r.Amount.Coin = "coins/birch");
        await RefusesAsync(ErrorReason.NotYours, r => r.Merchant = "partners/birch/merchants/shop");
        await RefusesAsync(ErrorReason.MerchantNotFound, r => r.Merchant = "partners/aster/merchants/gone");
        await RefusesAsync(ErrorReason.CoinNotFound, r => r.Amount.Coin = "coins/nothing");
        await RefusesAsync(ErrorReason.MemberNotFound, r => r.Member = books.NameOf(ann, Birch));
        await RefusesAsync(ErrorReason.WalletNotFound, r => r.Member = books.NameOf(books.NewMember(), Aster));
        await RefusesAsync(ErrorReason.InsufficientCoins, r => r.Amount.Units = 11);
        await RefusesAsync(ErrorReason.InsufficientCoins, r => r.Provenances.Add(Provenance.Promotional));
        await RefusesAsync(ErrorReason.PartnerSuspended, r =>
            (r.Amount.Coin, r.Member) = ("coins/cedar", books.NameOf(ann, Cedar)), Cedar);
    }

    [Fact]
    public async Task Holds_OfOthers_AreNotFound()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var earned = (await books.EarnAsync(ann, 1, Aster)).Journal.Name;
        var hold = HoldName((await books.HoldAsync(ann, 60, "aster")).Journal);
        foreach (var name in new[] { hold, $"holds/{Guid.NewGuid()}",
            earned.Replace("journals/", "holds/", StringComparison.Ordinal) })
        {
            var caller = name == hold ? Birch : Aster;
            await AssertRefusedAsync(ErrorReason.HoldNotFound, CaptureAsync(books, name, caller: caller));
            await AssertRefusedAsync(ErrorReason.HoldNotFound, GetHoldAsync(books, caller, name));
            await AssertRefusedAsync(ErrorReason.HoldNotFound, books.LedgerAsync(caller, (s, c) =>
                s.Release(new ReleaseRequest { RequestId = NewId(), Hold = name, All = true }, c)));
            await AssertRefusedAsync(ErrorReason.HoldNotFound, books.LedgerAsync(caller, (s, c) => s.ExtendHold(
                new ExtendHoldRequest { RequestId = NewId(), Hold = name, Lifetime = Duration.FromTimeSpan(Week) },
                c)));
        }
        await AssertRefusedAsync(ErrorReason.FieldInvalid, CaptureAsync(books, earned));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, CaptureAsync(books, hold, -1));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, CaptureAsync(books, hold, 1, (CaptureRest)7));
        await AssertRefusedAsync(ErrorReason.CaptureExceedsHold, CaptureAsync(books, hold, 61));
        await AssertRefusedAsync(ErrorReason.CaptureExceedsHold, books.LedgerAsync(Aster, (s, c) =>
            s.Release(new ReleaseRequest { RequestId = NewId(), Hold = hold, Units = 61 }, c)));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, books.LedgerAsync(Aster, (s, c) =>
            s.ExtendHold(new ExtendHoldRequest { RequestId = NewId(), Hold = hold }, c)));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, GetHoldAsync(books, Aster, "holds/1"));
        await AssertRefusedAsync(ErrorReason.NotYours, ListAsync(books, Birch, books.WalletName(ann, "aster", Birch)));
        await AssertRefusedAsync(
            ErrorReason.WalletNotFound, ListAsync(books, Aster, books.WalletName(books.NewMember(), "aster")));
        await AssertRefusedAsync(
            ErrorReason.MemberNotFound, ListAsync(books, Aster, books.WalletName(ann, "aster", Birch)));
        await AssertRefusedAsync(ErrorReason.FieldInvalid, ListAsync(books, Aster, "wallets"));
    }

    [Fact]
    public async Task Holds_Open_AreListedOldestFirst()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var names = new List<string>();
        for (var i = 1; i <= 5; i++)
            names.Add(HoldName((await books.HoldAsync(ann, i, "aster", i * Week)).Journal));
        await CaptureAsync(books, names[2]);
        names.RemoveAt(2);
        var wallet = await books.WalletAsync(ann, "aster");
        Assert.Equal(names, wallet.Holds.Select(h => h.Name));
        Assert.Equal(wallet.Holds, (await ListAsync(books, Ada, books.WalletName(ann, "aster", Ada))).Holds
            .Select(h => new Hold(h) { Wallet = wallet.Name }));
        Assert.Equal(wallet.HeldUnits, wallet.Holds.Sum(h => h.RemainingUnits));
    }

    [Fact]
    public async Task Capture_Refunded_GivesBackWhatItTook()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var hold = HoldName((await books.HoldAsync(ann, 60, "aster")).Journal);
        var captured = (await CaptureAsync(books, hold)).Journal;
        var refund = new RefundRequest { RequestId = NewId(), Journal = captured.Name, Units = 20 };
        Assert.Equal(captured.Name, (await books.LedgerAsync(Aster, (s, c) => s.Refund(refund, c))).Journal.Corrects);
        Assert.Equal(60, (await books.WalletAsync(ann, "aster")).AvailableUnits);
        Assert.Equal((60, 60, 0, 0), Sums(await GetAsync(books, Aster, hold)));
    }

    private static (long, long, long, long) Sums(Hold hold) =>
        (hold.Units, hold.CapturedUnits, hold.ReleasedUnits, hold.RemainingUnits);

    private static (long, long, long) Totals(CoinTotals totals) =>
        (totals.OutstandingUnits, totals.HeldUnits, totals.RedeemedUnits);

    private static async Task<CoinTotals> TotalsAsync(RpcFixture books) => (await books.LedgerAsync(Aster, (s, c) =>
        s.GetCoinTotals(new GetCoinTotalsRequest { Coin = "coins/aster" }, c))).Totals;

    private static Task<CaptureResponse> CaptureAsync(
        RpcFixture books, string hold, long units = 0, CaptureRest rest = CaptureRest.Unspecified,
        Caller? caller = null) =>
        books.LedgerAsync(caller ?? Aster, (s, c) =>
            s.Capture(
                new CaptureRequest { RequestId = NewId(), Hold = hold, Units = units, All = units == 0, Rest = rest },
                c));

    private static Task<GetHoldResponse> GetHoldAsync(RpcFixture books, Caller caller, string name) =>
        books.LedgerAsync(caller, (s, c) => s.GetHold(new GetHoldRequest { Name = name }, c));

    private static async Task<Hold> GetAsync(RpcFixture books, Caller caller, string name) =>
        (await GetHoldAsync(books, caller, name)).Hold;

    private static Task<ListHoldsResponse> ListAsync(RpcFixture books, Caller caller, string wallet) =>
        books.LedgerAsync(caller, (s, c) => s.ListHolds(new ListHoldsRequest { Parent = wallet }, c));
}
