using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Coins that one person proposes and another approves: booked once, within limits, by two people.</summary>
public sealed class RpcAdjustmentTests
{
    private static readonly Caller Desk = PersonOf("aster", "dan", Role.PartnerService);
    private static readonly Caller Wei = PersonOf("aster", "wei");

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Adjustment_ApprovedByAnother_IsBookedOnceAndNamesBoth(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var proposed = await ProposeAsync(books, ann, 25);
        Assert.Equal((AdjustmentState.Proposed, Desk.User, ""), (proposed.State, proposed.Proposer, proposed.Decider));
        Assert.Equal(100, (await books.WalletAsync(ann, "aster")).BalanceUnits);

        var request = new ApproveAdjustmentRequest { RequestId = NewId(), Name = proposed.Name };
        var booked = await ApproveAsync(books, request);
        Assert.Equal(
            (AdjustmentState.Booked, Wei.User, false),
            (booked.Adjustment.State, booked.Adjustment.Decider, booked.Replayed));
        var again = await ApproveAsync(books, request);
        Assert.True(again.Replayed);
        Assert.Equal(booked.Adjustment, again.Adjustment);
        var refusal = await RefusedAsync(ApproveAsync(books, proposed.Name));
        Assert.Equal(
            (ErrorReason.AdjustmentNotProposed, "BOOKED"), (refusal.Reason, refusal.Metadata["state"]));

        Assert.Equal(125, (await books.WalletAsync(ann, "aster")).BalanceUnits);
        var journal = (await books.LedgerAsync(
            Aster, (s, c) => s.GetJournal(new() { Name = booked.Adjustment.Journal }, c))).Journal;
        Assert.Equal((JournalKind.Adjust, "goodwill", "C-1"),
            (journal.Kind, journal.ReasonCode, journal.ExternalReference));
        var detail = journal.Detail.Unpack<AdjustmentDetail>();
        Assert.Equal(
            (proposed.Name, Desk.User, Wei.User), (detail.Adjustment, detail.Proposer, detail.Approver));
        // The member sees the coins, not who decided.
        var own = (await books.LedgerAsync(
            MemberOf(ann, "aster"), (s, c) => s.GetJournal(new() { Name = journal.Name }, c))).Journal;
        Assert.Null(own.Detail);
        await AssertBookedIsApprovedAsync(books, 25);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Adjustment_ApprovedByTwoAtOnce_IsBookedOnce(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var name = (await ProposeAsync(books, ann, -30)).Name;
        var approvers = Enumerable.Range(0, 6).Select(i => PersonOf("aster", $"p{i}")).ToList();
        var calls = approvers.ConvertAll(p => ApproveAsync(books, name, p));
        calls.Add(Task.Run(
            async () =>
            {
                await RejectAsync(books, name, Wei);
                return new ApproveAdjustmentResponse();
            },
            Cancel));
        var done = await Task.WhenAll(calls.Select(async c =>
        {
            try
            {
                return (await c, null);
            }
            catch (RefusalException e)
            {
                return ((ApproveAdjustmentResponse?)null, (ErrorReason?)e.Refusal.Reason);
            }
        }));
        Assert.Single(done, d => d.Item1 is not null);
        Assert.All(
            done.Where(d => d.Item1 is null), d => Assert.Equal(ErrorReason.AdjustmentNotProposed, d.Item2));
        var state = (await GetAsync(books, name)).State;
        var expected = state == AdjustmentState.Booked ? -30 : 0;
        Assert.Equal(100 + expected, (await books.WalletAsync(ann, "aster")).BalanceUnits);
        await AssertBookedIsApprovedAsync(books, expected);
    }

    [Fact]
    public async Task Adjustment_ApprovedByWhoProposedIt_IsRefused()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var name = (await ProposeAsync(books, ann, 25, Wei)).Name;
        await AssertRefusedAsync(ErrorReason.SamePerson, ApproveAsync(books, name));
        // A credential that says who it is is somebody; a token that names neither is nobody else.
        await AssertRefusedAsync(ErrorReason.SamePerson, ApproveAsync(books, name, Aster));
        await AssertRefusedAsync(ErrorReason.AdjustmentNotFound, ApproveAsync(books, name, PersonOf("birch", "bea")));
        Assert.Equal(
            AdjustmentState.Booked, (await ApproveAsync(books, name, CredentialOf("aster", "desk-system"))).Adjustment
            .State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Limit_HoldsForEachPersonAndDay(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 1000, Aster);
        Assert.Equal((500, 500, true), await LimitAsync(books));
        var first = await ProposeAsync(books, ann, 300);
        await ProposeAsync(books, ann, -150);
        Assert.Equal((500, 50, true), await LimitAsync(books));
        var refusal = await RefusedAsync(ProposeAsync(books, ann, 51));
        Assert.Equal(
            (ErrorReason.AdjustmentLimitExceeded, "500", "50"),
            (refusal.Reason, refusal.Metadata["limit"], refusal.Metadata["remaining"]));
        await ProposeAsync(books, ann, 500, Wei);

        await RejectAsync(books, first.Name, Wei);
        Assert.Equal((500, 350, true), await LimitAsync(books));
        var waits = await ProposeAsync(books, ann, 350);
        await SetLimitAsync(books, 499);
        await AssertRefusedAsync(ErrorReason.AdjustmentLimitExceeded, ApproveAsync(books, waits.Name));
        await SetLimitAsync(books, 0);
        await AssertRefusedAsync(ErrorReason.AdjustmentLimitExceeded, ApproveAsync(books, waits.Name));
        await SetLimitAsync(books, 500);
        await ApproveAsync(books, waits.Name);

        await AssertRefusedAsync(ErrorReason.AdjustmentLimitExceeded, ProposeAsync(books, ann, 1));
        await books.AdvanceAsync(Start.AddDays(1));
        await ProposeAsync(books, ann, 500);
    }

    /// <summary>What many ask for at the same time is no more than the limit.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Limit_AskedForByManyAtOnce_IsNotExceeded(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 1000, Aster);
        var done = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                return (await ProposeAsync(books, ann, 90)).Units;
            }
            catch (RefusalException e) when (
                e.Refusal.Reason is ErrorReason.AdjustmentLimitExceeded or ErrorReason.Contended)
            {
                return 0;
            }
        }));
        Assert.InRange(done.Sum(), 90, 450);
        Assert.Equal(500 - done.Sum(), (await LimitAsync(books)).Remaining);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Adjustment_OfAWalletThatIsFrozenOrClosed_IsRefused(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 100, Aster);
        await books.EarnAsync(bob, 5, Aster);
        var (given, taken) = (await ProposeAsync(books, ann, 20), await ProposeAsync(books, bob, -5));
        var wallet = books.WalletName(ann, "aster");
        await books.LedgerAsync(
            Aster, (s, c) => s.Freeze(new() { RequestId = NewId(), Wallet = wallet, ReasonCode = "stolen" }, c));
        await AssertRefusedAsync(ErrorReason.WalletFrozen, ProposeAsync(books, ann, 1));
        await AssertRefusedAsync(ErrorReason.WalletFrozen, ApproveAsync(books, given.Name));
        Assert.Equal(AdjustmentState.Proposed, (await GetAsync(books, given.Name)).State);
        await books.LedgerAsync(
            Aster, (s, c) => s.Unfreeze(new() { RequestId = NewId(), Wallet = wallet, ReasonCode = "found" }, c));
        Assert.Equal(AdjustmentState.Booked, (await ApproveAsync(books, given.Name)).Adjustment.State);

        await books.LedgerAsync(Aster, (s, c) => s.Redeem(books.RedeemOf(bob, 5, Aster), c));
        await AssertRefusedAsync(ErrorReason.InsufficientCoins, ApproveAsync(books, taken.Name));
        await books.LedgerAsync(Aster, (s, c) => s.CloseWallet(
            new() { RequestId = NewId(), Wallet = books.WalletName(bob, "aster"), ReasonCode = "left" }, c));
        await AssertRefusedAsync(ErrorReason.WalletClosed, ApproveAsync(books, taken.Name));
        await AssertRefusedAsync(ErrorReason.WalletNotFound, ProposeAsync(books, books.NewMember(), 1));
        await AssertBookedIsApprovedAsync(books, 20);
    }

    [Fact]
    public async Task Adjustment_AfterSevenDays_HasExpired()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var name = (await ProposeAsync(books, ann, 25)).Name;
        await books.AdvanceAsync(Start.AddDays(7).AddSeconds(-1));
        Assert.Equal(AdjustmentState.Proposed, (await GetAsync(books, name)).State);
        Assert.Single((await ListAsync(books, waiting: true)));
        await books.AdvanceAsync(Start.AddDays(7));
        Assert.Equal(AdjustmentState.Expired, (await GetAsync(books, name)).State);
        Assert.Empty((await ListAsync(books, waiting: true)));
        await AssertRefusedAsync(ErrorReason.AdjustmentExpired, ApproveAsync(books, name));
        await AssertRefusedAsync(ErrorReason.AdjustmentExpired, RejectAsync(books, name, Wei));
        Assert.Equal(100, (await books.WalletAsync(ann, "aster")).BalanceUnits);
    }

    [Fact]
    public async Task Adjust_ByAPerson_IsRefusedHoweverItIsSent()
    {
        await using var books = await StartAsync();
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var request = new AdjustRequest
        {
            RequestId = NewId(),
            Member = books.NameOf(ann, Aster),
            Coin = "coins/aster",
            Units = 5,
            ReasonCode = "goodwill",
        };
        await AssertRefusedAsync(
            ErrorReason.AdjustmentNeedsApproval, books.LedgerAsync(Wei, (s, c) => s.Adjust(request, c)));
        var batch = await books.LedgerAsync(
            Wei, (s, c) => s.Batch(
                new() { Mode = BatchMode.Independent, Items = { new BatchItem { Adjust = request } } }, c));
        Assert.Equal(
            ErrorReason.AdjustmentNeedsApproval, Refusal.Of(batch.Results[0].Refusal).Reason);
        await books.LedgerAsync(CredentialOf("aster", "shop-system"), (s, c) => s.Adjust(request, c));
    }

    /// <summary>The process ended between the decision and the booking: the sweep books it, once.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Adjustment_ApprovedAndNotBooked_IsBookedByTheSweep(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, Aster);
        var name = (await ProposeAsync(books, ann, 25)).Name;
        await books.WithDbAsync(db => db.Adjustments.ExecuteUpdateAsync(
            set => set.SetProperty(a => a.Stage, AdjustmentStage.Approved).SetProperty(a => a.Decider, Wei.User)
                .SetProperty(a => a.DecideTime, Start), Cancel));
        var sweep = books.Services.GetServices<TableSweep<LedgerDb>>().OfType<AdjustmentSweep>().Single();
        await books.WithDbAsync(async db => Assert.Equal(1, await sweep.StepAsync(db, Cancel)));
        await books.WithDbAsync(async db => Assert.Equal(0, await sweep.StepAsync(db, Cancel)));
        Assert.Equal(AdjustmentState.Booked, (await GetAsync(books, name)).State);
        await AssertBookedIsApprovedAsync(books, 25);
    }

    [Fact]
    public async Task Adjustments_AreListedNewestFirst_OfOneBrandAlone()
    {
        await using var books = await StartAsync();
        var (ann, bob) = (books.NewMember(), books.NewMember());
        await books.EarnAsync(ann, 100, Aster);
        await books.EarnAsync(bob, 100, Aster);
        var names = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            names.Add((await ProposeAsync(books, i % 2 == 0 ? ann : bob, i + 1)).Name);
            await books.AdvanceAsync(Start.AddMinutes(i + 1));
        }
        names.Reverse();
        Assert.Equal(names, (await ListAsync(books)).Select(a => a.Name));
        Assert.Equal(
            names.Where((_, i) => i % 2 == 0), (await ListAsync(books, member: ann)).Select(a => a.Name));
        await AssertRefusedAsync(ErrorReason.NotYours, books.AdjustmentAsync(
            Birch, (s, c) => s.ListAdjustments(new() { Parent = "partners/aster" }, c)));
        await AssertRefusedAsync(ErrorReason.AdjustmentNotFound, books.AdjustmentAsync(
            Birch, (s, c) => s.GetAdjustment(new() { Name = names[0] }, c)));
        await AssertRefusedAsync(ErrorReason.NotYours, books.AdjustmentAsync(
            Birch, (s, c) => s.GetAdjustmentLimit(new() { Coin = "coins/aster" }, c)));
        // A desk withdraws its own and no other's.
        await AssertRefusedAsync(
            ErrorReason.NotYours, RejectAsync(books, names[0], PersonOf("aster", "eve", Role.PartnerService)));
        await RejectAsync(books, names[0], Desk);
    }

    private static async Task<Adjustment> ProposeAsync(
        RpcFixture books, Guid member, long units, Caller? proposer = null) =>
        (await books.AdjustmentAsync(proposer ?? Desk, (s, c) => s.ProposeAdjustment(
            new ProposeAdjustmentRequest
            {
                RequestId = NewId(),
                Parent = "partners/aster",
                Member = books.NameOf(member, Aster),
                Coin = "coins/aster",
                Units = units,
                ReasonCode = "goodwill",
                Reason = "The parcel came late.",
                ExternalReference = "C-1",
            }, c))).Adjustment;

    private static Task<ApproveAdjustmentResponse> ApproveAsync(
        RpcFixture books, string name, Caller? approver = null) =>
        ApproveAsync(books, new ApproveAdjustmentRequest { RequestId = NewId(), Name = name }, approver);

    private static Task<ApproveAdjustmentResponse> ApproveAsync(
        RpcFixture books, ApproveAdjustmentRequest request, Caller? approver = null) =>
        books.AdjustmentAsync(approver ?? Wei, (s, c) => s.ApproveAdjustment(request, c));

    private static Task<RejectAdjustmentResponse> RejectAsync(RpcFixture books, string name, Caller who) =>
        books.AdjustmentAsync(who, (s, c) => s.RejectAdjustment(
            new() { RequestId = NewId(), Name = name, Reason = "Not our fault." }, c));

    private static async Task<Adjustment> GetAsync(RpcFixture books, string name) =>
        (await books.AdjustmentAsync(Aster, (s, c) => s.GetAdjustment(new() { Name = name }, c))).Adjustment;

    private static async Task<List<Adjustment>> ListAsync(
        RpcFixture books, bool waiting = false, Guid? member = null)
    {
        var request = new ListAdjustmentsRequest
        {
            Parent = "partners/aster",
            Waiting = waiting,
            Member = member is { } one ? books.NameOf(one, Aster) : "",
            PageSize = 2,
        };
        var all = new List<Adjustment>();
        do
        {
            var page = await books.AdjustmentAsync(Aster, (s, c) => s.ListAdjustments(request, c));
            all.AddRange(page.Adjustments);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return all;
    }

    private static async Task<(long Daily, long Remaining, bool Usual)> LimitAsync(RpcFixture books)
    {
        var limit = (await books.AdjustmentAsync(
            Desk, (s, c) => s.GetAdjustmentLimit(new() { Coin = "coins/aster" }, c))).Limit;
        return (limit.DailyUnits, limit.RemainingUnits, limit.Usual);
    }

    private static Task<SetAdjustmentLimitResponse> SetLimitAsync(RpcFixture books, long units) =>
        books.AdjustmentAsync(Wei, (s, c) => s.SetAdjustmentLimit(
            new() { RequestId = NewId(), Coin = "coins/aster", DailyUnits = units }, c));

    /// <summary>What was approved is what the books have on the account of adjustments, and nothing besides.</summary>
    private static async Task AssertBookedIsApprovedAsync(RpcFixture books, long units)
    {
        var booked = (await ListAsync(books)).Where(a => a.State == AdjustmentState.Booked).ToList();
        Assert.Equal(units, booked.Sum(a => a.Units));
        Assert.Equal(units, (await books.LedgerAsync(
            Aster, (s, c) => s.GetCoinTotals(new() { Coin = "coins/aster" }, c))).Totals.AdjustedUnits);
        Assert.Equal(booked.Count, booked.Select(a => a.Journal).Distinct().Count());
        Assert.Empty((await books.CheckAsync()).Discrepancies);
    }
}
