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
    ProgramsDb db, PublishedRuleSets published, AllianceClock clock, OrderTickets tickets,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
{
    /// <summary>So many orders are looked up at once.</summary>
    public const int MostTogether = 64;

    /// <summary>The order's steps so far; null where there is no such order.</summary>
    public Task<OrderHistory?> FindAsync(OrderId order, CallOptions options) => FindAsync(posting, order, options);

    /// <summary>The same, of a ledger.</summary>
    public static async Task<OrderHistory?> FindAsync(
        PostingService.PostingServiceClient posting, OrderId order, CallOptions options)
    {
        var request = new FindBundlesRequest();
        request.Keys.AddRange(Enumerable.Range(0, OrderHistory.MostSteps).Select(n => OrderKeys.StepOf(order, n)));
        var found = (await posting.FindBundlesAsync(request, options)).Bundles;
        return found.Count == 0 ? null : new OrderHistory(order, found);
    }

    /// <summary>The steps of many orders so far, by order; those that there are not are left out.</summary>
    /// <param name="orders">At most <see cref="MostTogether"/>.</param>
    /// <param name="options">For whom; each call to the ledger has an end of its own.</param>
    public async Task<Dictionary<OrderId, OrderHistory>> FindAsync(
        IReadOnlyCollection<OrderId> orders, Func<CallOptions> options)
    {
        // Of most orders there is one step: the second tells whether there are more.
        var request = new FindBundlesRequest();
        request.Keys.AddRange(orders.SelectMany(o => new[] { OrderKeys.StepOf(o, 0), OrderKeys.StepOf(o, 1) }));
        var found = (await posting.FindBundlesAsync(request, options())).Bundles
            .ToDictionary(b => b.Key, StringComparer.Ordinal);
        var histories = new Dictionary<OrderId, OrderHistory>();
        foreach (var order in orders)
            if (found.ContainsKey(OrderKeys.StepOf(order, 1)))
                histories[order] = (await FindAsync(order, options()))!;
            else if (found.TryGetValue(OrderKeys.StepOf(order, 0), out var placed))
                histories[order] = new OrderHistory(order, [placed]);
        return histories;
    }

    /// <summary>The journals by which orders were placed and events booked, with the digests of their decisions, by
    /// what those used up.</summary>
    /// <param name="keys">What they use up (<see cref="RecordKeys"/>), at most 128.</param>
    /// <param name="options">For whom.</param>
    public async Task<Dictionary<string, (Guid Journal, ByteString Digest)>> PlacedAsync(
        IEnumerable<string> keys, CallOptions options)
    {
        var request = new FindBundlesRequest();
        request.Keys.AddRange(keys.Distinct(StringComparer.Ordinal));
        return (await posting.FindBundlesAsync(request, options)).Bundles.ToDictionary(
            b => b.Key, b => (JournalId.Parse(b.Journal.Name).Value, RecordKeys.DigestIn(b.Journal.Detail)),
            StringComparer.Ordinal);
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
        var rules = (await RuleSetOfAsync(history, options.CancellationToken)).Rules;
        var record = await RecordOfAsync(history, options.CancellationToken);
        record.Terms = rules.Terms;
        var now = (await clock.NowAsync(options.CancellationToken)).ToTimestamp();
        var step = plan(new OrderSteps(history, rules, record, now), now);
        // An open case can always be decided.
        var most = OrderHistory.MostSteps - (step.Detail.OrderCase?.State == CaseState.Open ? 1 : 0);
        if (history.Count >= most)
            throw new RefusalException(
                ErrorReason.OrderTooLong, $"{history.Order} has {history.Count} steps, and can have no more.");
        var bundle = new StepBundle(history, rules, record, step, now);
        var coupons = await CouponsOfAsync(history, bundle, options.CancellationToken);
        var member = step.Coins.Count == 0 ? "" : await MemberOfAsync(history.Order.Program, record, options);
        var fence = FenceOf(history, step, record);
        var read = new ReadForPlanRequest { MemberId = member };
        read.Tallies.AddRange(bundle.Reads(coupons).Concat(fence));
        var books = await posting.ReadForPlanAsync(read, options);
        var values = read.Tallies.Zip(books.Tallies).ToDictionary();
        if (fence.Count > 0)
            bundle = new StepBundle(history, rules, record, await CorrectedAsync(history, step, record, options), now);
        var request = bundle.Fill(coupons, values, books.Wallets);
        request.Tallies.AddRange(fence.Select(f => new TallyChange { Tally = f, Add = 1, Expected = values[f] }));
        (await tickets.PrepareAsync(
            history.Order.Program, record, history.Now.Digest.Memory, step.Tickets, history.Count,
            step.Detail.Tickets, step.Detail.Back, () => options)).AddTo(request);
        step.Detail.RequestDigest = ByteString.CopyFrom(fingerprint);
        name?.Invoke(step.Detail);
        request.Detail = Any.Pack(step.Detail);
        request.Fingerprint = ByteString.CopyFrom(fingerprint);
        if (step.Detail.ReturnId.Length > 0)
            await NoteReturnAsync(history, now, options.CancellationToken);
        await WriteCouponsAsync(bundle, coupons, options.CancellationToken);
        foreach (var level in bundle.Levels())
            await db.WriteOnceAsync([level], options.CancellationToken);
        return history.With(await posting.PostBundleAsync(request, options));
    }

    /// <summary>Notes, before the first return of an order, that something of it may come back.</summary>
    private async Task NoteReturnAsync(OrderHistory history, Timestamp now, CancellationToken cancel)
    {
        if (history.Steps.Any(s => s.ReturnId.Length > 0))
            return;
        var digest = history.Now.Digest.ToByteArray();
        DateTimeOffset? time = now.ToDateTimeOffset();
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Evaluations.Where(e => e.Digest == digest && e.ReturnTime == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReturnTime, time), cancel);
    }

    /// <summary>The tally that the step moves together with corrections, where goods come back.</summary>
    private static IReadOnlyList<ByteString> FenceOf(OrderHistory history, PlannedStep step, EvaluationRecord record) =>
        record.Facts.Member is { } member
        && (step.Detail.State == OrderState.Cancelled || !Equals(step.Detail.Back, history.Now.Back ?? new OrderBack()))
            ? [CorrectionKeys.FenceOf(history.Order.Program, member.Id)]
            : [];

    /// <summary>The step of an order whose coins may have been corrected. Asked after the fence was read.</summary>
    private async Task<PlannedStep> CorrectedAsync(
        OrderHistory history, PlannedStep step, EvaluationRecord record, CallOptions options)
    {
        var corrected = await new OrderCorrections(db, posting).OfAsync(history.Order, options);
        return step with
        {
            Coins = CorrectedClawbacks.Of(
                step.Coins, CorrectedClawbacks.LeftOf(record.Result, history.Now.Back),
                CorrectedClawbacks.LeftOf(record.Result, step.Detail.Back), corrected),
        };
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
            await db.WriteOnceAsync(made, cancel);
    }

    /// <summary>The member's internal id.</summary>
    private async Task<string> MemberOfAsync(ProgramId program, EvaluationRecord record, CallOptions options)
    {
        var asked = new ResolveSpendingRequest { MerchantPartnerId = program.PartnerId, Member = record.Order.Member };
        return (await consents.ResolveAsync(asked, options.CancellationToken)).MemberId;
    }
}
