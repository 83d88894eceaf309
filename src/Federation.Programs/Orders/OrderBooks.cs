using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Orders as the ledger has them, and their next steps.</summary>
internal sealed class OrderBooks(
    ProgramsDb db, PublishedRuleSets published, AllianceClock clock,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
{
    /// <summary>The order's steps so far; null where there is no such order.</summary>
    public async Task<OrderHistory?> FindAsync(OrderId order, CallOptions options)
    {
        var request = new FindBundlesRequest();
        request.Keys.AddRange(Enumerable.Range(0, OrderHistory.MostSteps).Select(n => OrderKeys.StepOf(order, n)));
        var found = (await posting.FindBundlesAsync(request, options)).Bundles;
        return found.Count == 0 ? null : new OrderHistory(order, found);
    }

    /// <summary>The journals that orders were placed by, with the digests of their decisions, by order.</summary>
    /// <param name="orders">At most 128.</param>
    /// <param name="options">For whom.</param>
    public async Task<Dictionary<OrderId, (Guid Journal, ByteString Digest)>> PlacedAsync(
        IReadOnlyCollection<OrderId> orders, CallOptions options)
    {
        var request = new FindBundlesRequest();
        var byKey = orders.Distinct().ToDictionary(o => OrderKeys.StepOf(o, 0), StringComparer.Ordinal);
        request.Keys.AddRange(byKey.Keys);
        return (await posting.FindBundlesAsync(request, options)).Bundles.ToDictionary(
            b => byKey[b.Key],
            b => (JournalId.Parse(b.Journal.Name).Value, b.Journal.Detail.Unpack<OrderDetail>().Digest));
    }

    /// <summary>The rule set by which an order was decided.</summary>
    public Task<PublishedRuleSet> RuleSetOfAsync(OrderHistory history, CancellationToken cancel) =>
        RuleSetAsync(RuleSetId.Parse(history.Now.RuleSet), cancel);

    /// <summary>A rule set that has decided an order.</summary>
    public async Task<PublishedRuleSet> RuleSetAsync(RuleSetId name, CancellationToken cancel) =>
        await published.FindAsync(book => book.ByName(name), cancel)
        ?? throw new InvalidOperationException($"{name} has decided an order and was never published.");

    /// <summary>Plans the next step, and books it. Decided anew where the order moved meanwhile.</summary>
    /// <param name="history">The order so far.</param>
    /// <param name="plan">What is next, as of now.</param>
    /// <param name="name">Completes what the step is told to be.</param>
    /// <param name="fingerprint">Of the request.</param>
    /// <param name="options">For whom.</param>
    public async Task<OrderHistory> TakeAsync(
        OrderHistory history, Func<OrderSteps, Timestamp, PlannedStep> plan, Action<OrderDetail>? name,
        byte[] fingerprint, CallOptions options)
    {
        if (history.Count == OrderHistory.MostSteps)
            throw new RefusalException(
                ErrorReason.OrderTooLong, $"{history.Order} has {OrderHistory.MostSteps} steps, and can have no more.");
        var rules = (await RuleSetOfAsync(history, options.CancellationToken)).Rules;
        var record = await RecordOfAsync(history, options.CancellationToken);
        record.Terms = rules.Terms;
        var now = (await clock.NowAsync(options.CancellationToken)).ToTimestamp();
        var step = plan(new OrderSteps(history, rules, record, now), now);
        var bundle = new StepBundle(history, rules, record, step, now);
        var coupons = await CouponsOfAsync(history, bundle, options.CancellationToken);
        var member = step.Coins.Count == 0 ? "" : await MemberOfAsync(history.Order.Program, record, options);
        var read = new ReadForPlanRequest { MemberId = member };
        read.Tallies.AddRange(bundle.Reads(coupons));
        var books = await posting.ReadForPlanAsync(read, options);
        var request = bundle.Fill(coupons, read.Tallies.Zip(books.Tallies).ToDictionary(), books.Wallets);
        step.Detail.RequestDigest = ByteString.CopyFrom(fingerprint);
        name?.Invoke(step.Detail);
        request.Detail = Any.Pack(step.Detail);
        request.Fingerprint = ByteString.CopyFrom(fingerprint);
        await WriteCouponsAsync(bundle, coupons, options.CancellationToken);
        foreach (var level in bundle.Levels())
            await db.WriteLevelAsync(level, options.CancellationToken);
        return history.With(await posting.PostBundleAsync(request, options));
    }

    private async Task<EvaluationRecord> RecordOfAsync(OrderHistory history, CancellationToken cancel)
    {
        var digest = history.Now.Digest.ToByteArray();
        return EvaluationRecord.Parser.ParseFrom(await db.Evaluations.AsNoTracking().Where(e => e.Digest == digest)
            .Select(e => e.Content).SingleAsync(cancel));
    }

    /// <summary>The coupons that the step is about and that there are.</summary>
    private async Task<IReadOnlyList<CouponRow>> CouponsOfAsync(
        OrderHistory history, StepBundle bundle, CancellationToken cancel)
    {
        var ids = bundle.CouponIds().ToList();
        var program = history.Order.Program;
        return ids.Count == 0 ? [] : await db.Coupons.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.PartnerId == program.PartnerId && c.ProgramId == program.Id)
            .ToListAsync(cancel);
    }

    /// <summary>Before the journal that makes them, or gives their uses back.</summary>
    private async Task WriteCouponsAsync(
        StepBundle bundle, IReadOnlyList<CouponRow> known, CancellationToken cancel)
    {
        foreach (var (coupon, until) in bundle.Restored(known))
            await db.Coupons.Where(c => c.Id == coupon.Id && c.ExpireTime < until)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpireTime, until), cancel);
        var made = bundle.Made().ExceptBy(known.Select(c => c.Id), c => c.Id).ToList();
        if (made.Count > 0)
            await db.WriteCouponsAsync(made, cancel);
    }

    /// <summary>The member's internal id.</summary>
    private async Task<string> MemberOfAsync(ProgramId program, EvaluationRecord record, CallOptions options)
    {
        var asked = new ResolveSpendingRequest { MerchantPartnerId = program.PartnerId, Member = record.Order.Member };
        return (await consents.ResolveAsync(asked, options.CancellationToken)).MemberId;
    }
}
