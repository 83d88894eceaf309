using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs.Tests;

/// <summary>How approved lines are posted when the ledger, or another node, is in the way.</summary>
public sealed class CorrectionSweepTests : IDisposable
{
    private static readonly Guid Member = new(7, 0, 0, new byte[8]);
    private readonly StandingTime time = new();
    private readonly LogCollector log = new();
    private readonly List<PostBundleRequest> posted = [];

    /// <summary>By key, what the ledger has.</summary>
    private readonly Dictionary<string, Journal> journals = new(StringComparer.Ordinal);

    private long available = 4;

    private Func<PostBundleRequest, Refusal?> Refuses { get; set; } = _ => null;

    public void Dispose() => log.Dispose();

    /// <summary>A suspended brand's lines wait, and are posted once it is resumed.</summary>
    [Theory]
    [MemberData(nameof(Module.Kinds), MemberType = typeof(Module))]
    public async Task Line_ThatCannotBePostedNow_IsTriedAgainLater(DatabaseKind kind)
    {
        await using var module = await GivenAsync(10, kind);
        Refuses = _ => new Refusal(ErrorReason.PartnerSuspended, "Suspended.");
        Assert.Equal(1, await StepAsync(module));
        Assert.Contains("corrections/1", Assert.Single(log.Of("CorrectionNotPosted")), StringComparison.Ordinal);
        Assert.Equal(0, await StepAsync(module));

        Refuses = _ => null;
        time.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(1, await StepAsync(module));
        var line = await LineAsync(module);
        Assert.Equal((CorrectionLineState.Posted, 10), (line.State, line.Posted));
        // Then there is nothing left of it.
        Assert.Equal(1, await StepAsync(module));
        Assert.Equal(0, await StepAsync(module));
        var correction = await module.WithDbAsync(db => db.Corrections.SingleAsync(Cancel));
        Assert.Equal(CorrectionState.Done, correction.State);
    }

    /// <summary>The process died after the ledger's commit: what was posted is noted, and not posted again.</summary>
    [Fact]
    public async Task Line_PostedByAProcessThatDied_IsNotedAsItWasPosted()
    {
        await using var module = await GivenAsync(-10);
        await StepAsync(module);
        await module.WithDbAsync(async db => await db.CorrectionLines.ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, CorrectionLineState.Pending), Cancel));
        available = 100;
        await StepAsync(module);
        var line = await LineAsync(module);
        Assert.Equal((CorrectionLineState.PartlyPosted, -4), (line.State, line.Posted));
        Assert.Single(posted);
    }

    /// <summary>What was read has changed before it was posted: it is read again.</summary>
    [Fact]
    public async Task Line_WhoseMemberSpendsMeanwhile_IsDecidedAgain()
    {
        await using var module = await GivenAsync(-10);
        Refuses = r =>
        {
            Refuses = _ => null;
            available = 1;
            return new Refusal(ErrorReason.InsufficientCoins, "Spent.");
        };
        await StepAsync(module);
        Assert.Equal([-4L, -1L], posted.Select(p => p.Commands.Single().Adjust.Units));
        Assert.Equal(2, posted.Select(p => p.RequestId).Distinct().Count());
        Assert.Single(posted.Select(p => p.Consumes.Single().Key).Distinct());
        var order = await module.WithDbAsync(db => db.CorrectionOrders.SingleAsync(Cancel));
        Assert.Equal((-1, -10, true), (order.Units, order.Difference, order.Posted));
    }

    [Theory]
    [InlineData(ErrorReason.WalletClosed, "WALLET_CLOSED")]
    [InlineData(ErrorReason.TooManyLots, "TOO_MANY_LOTS")]
    public async Task Line_ThatTheLedgerRefuses_SaysWhy(ErrorReason reason, string said)
    {
        await using var module = await GivenAsync(10);
        Refuses = _ => new Refusal(reason, "No.");
        await StepAsync(module);
        var line = await LineAsync(module);
        Assert.Equal((CorrectionLineState.Refused, 0, said), (line.State, line.Posted, line.RefusalReason));
        // Nothing of it counts.
        Assert.Equal(0, await module.WithDbAsync(db => db.CorrectionOrders.CountAsync(Cancel)));
        Assert.Empty(log.Of("CorrectionNotPosted"));
    }

    /// <summary>An approved correction of one line about one order.</summary>
    private static async Task<Module> GivenAsync(long difference, DatabaseKind? kind = null)
    {
        var module = await Module.StartAsync(kind);
        var (program, ruleSet) = (ProgramId.Parse(Given.Program), RuleSetId.Parse(await module.ApprovedAsync()));
        await module.WithDbAsync(async db =>
        {
            db.Corrections.Add(new CorrectionRow
            {
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Number = 1,
                RuleSet = ruleSet.Number,
                RuleSetDigest = new byte[32],
                FromTime = Given.Now,
                ToTime = Given.Now.AddDays(1),
                ReasonCode = "wrong-rate",
                Reason = "wrong",
                State = CorrectionState.Approved,
                Proposer = "partners/aster/credentials/aster-ann",
                Decider = "partners/aster/credentials/aster-bob",
                DecideTime = Given.Now,
                CreateTime = Given.Now,
                Lines = 1,
            });
            db.CorrectionLines.Add(new CorrectionLineRow
            {
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Number = 1,
                Line = 1,
                Member = Member,
                Coin = "aster",
                Orders = 1,
                Earned = 20,
                Due = 20 + difference,
            });
            db.CorrectionOrders.Add(new CorrectionOrderRow
            {
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Number = 1,
                Line = 1,
                OrderId = Guid.NewGuid(),
                Coin = "aster",
                Steps = 1,
                Difference = difference,
                Units = difference,
            });
            return await db.SaveChangesAsync(Cancel);
        });
        return module;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<int> StepAsync(Module module)
    {
        var accounts = new Peer().On<BatchResolveSpendingRequest, BatchResolveSpendingResponse>(
            "BatchResolveSpending", _ => new()
            {
                Responses = { new ResolveSpendingResponse { MemberId = $"{Member:D}", MerchantLinked = true } },
            });
        var ledger = new Peer().On<FindBundlesRequest, FindBundlesResponse>("FindBundles", Find)
            .On<ReadForPlanRequest, ReadForPlanResponse>("ReadForPlan", _ => new()
            {
                Tallies = { 3 },
                Wallets = { new Wallet { Coin = "coins/aster", AvailableUnits = available } },
            })
            .On<PostBundleRequest, PostBundleResponse>("PostBundle", Post);
        var sweep = new CorrectionSweep(
            new SpendingConsents(new ConsentService.ConsentServiceClient(accounts)),
            new PostingService.PostingServiceClient(ledger), time, log.For<CorrectionSweep>());
        return module.WithDbAsync(db => sweep.StepAsync(db, Cancel));
    }

    private FindBundlesResponse Find(FindBundlesRequest request) => new()
    {
        Bundles =
        {
            request.Keys.Where(journals.ContainsKey)
                .Select(k => new PostedBundle { Key = k, Journal = journals[k] }),
        },
    };

    private PostBundleResponse Post(PostBundleRequest request)
    {
        posted.Add(request);
        if (Refuses(request) is { } refusal)
            throw new RefusalException(refusal);
        Assert.Equal(3, Assert.Single(request.Tallies).Expected);
        var journal = new Journal { Name = new JournalId(Guid.NewGuid()).Name, Detail = request.Detail };
        journals[request.Consumes.Single().Key] = journal;
        return new PostBundleResponse { Journal = journal };
    }

    private static Task<CorrectionLineRow> LineAsync(Module module) =>
        module.WithDbAsync(db => db.CorrectionLines.AsNoTracking().SingleAsync(Cancel));
}
