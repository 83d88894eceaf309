using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
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

    /// <summary>The rule set by which an order was decided.</summary>
    public async Task<PublishedRuleSet> RuleSetOfAsync(OrderHistory history, CancellationToken cancel)
    {
        var name = RuleSetId.Parse(history.Now.RuleSet);
        return (await published.CurrentAsync(cancel)).ByName(name)
            ?? (await published.AfterMissAsync(cancel)).ByName(name)
            ?? throw new InvalidOperationException($"{name} has decided an order and was never published.");
    }

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
        var request = await BundleOfAsync(history, step, record, options);
        step.Detail.RequestDigest = ByteString.CopyFrom(fingerprint);
        name?.Invoke(step.Detail);
        request.Detail = Any.Pack(step.Detail);
        request.Fingerprint = ByteString.CopyFrom(fingerprint);
        return history.With(await posting.PostBundleAsync(request, options));
    }

    private async Task<EvaluationRecord> RecordOfAsync(OrderHistory history, CancellationToken cancel)
    {
        var digest = history.Now.Digest.ToByteArray();
        return EvaluationRecord.Parser.ParseFrom(await db.Evaluations.AsNoTracking().Where(e => e.Digest == digest)
            .Select(e => e.Content).SingleAsync(cancel));
    }

    private async Task<PostBundleRequest> BundleOfAsync(
        OrderHistory history, PlannedStep step, EvaluationRecord record, CallOptions options)
    {
        var program = history.Order.Program;
        var member = record.Facts.Member;
        var read = new ReadForPlanRequest { MemberId = await MemberOfAsync(program, step, record, options) };
        read.Tallies.AddRange(step.Tallies.Where(t => t.Expected is not null).Select(KeyOf));
        var books = await posting.ReadForPlanAsync(read, options);
        var there = read.Tallies.Zip(books.Tallies).ToDictionary();
        var closed = books.Wallets.Where(w => w.State is WalletState.Closed or WalletState.Unlinked)
            .Select(w => w.Coin).ToHashSet(StringComparer.Ordinal);
        var request = new PostBundleRequest
        {
            // A step is taken once because it uses up its number; each attempt decides anew.
            RequestId = Guid.CreateVersion7().ToString("D"),
            Kind = JournalKind.Program,
            ExternalReference = history.Now.EventId,
            Consumes =
            {
                new Consumption
                {
                    Key = OrderKeys.StepOf(history.Order, history.Count),
                    RefusalReason = Refusal.NameOf(ErrorReason.Contended),
                },
            },
        };
        request.Commands.AddRange(step.Coins.Where(c => CoinOf(c, record.Terms.Coins[0]) is not { } coin
            || !closed.Contains(coin)));
        step.Detail.CoinsLeft = request.Commands.Count < step.Coins.Count;
        request.Tallies.AddRange(step.Tallies.Where(t => t.Expected is not { } value || there[KeyOf(t)] == value)
            .Select(t => t.Expected is { } value
                ? new TallyChange { Tally = KeyOf(t), Set = t.Units, Expected = value }
                : new TallyChange { Tally = KeyOf(t), Add = t.Units }));
        return request;

        ByteString KeyOf(PlannedTally tally) => OrderKeys.TallyOf(program, tally.Key, record.Order, member);
    }

    /// <summary>The member's internal id, where coins are to be moved that its wallet may no longer take.</summary>
    private async Task<string> MemberOfAsync(
        ProgramId program, PlannedStep step, EvaluationRecord record, CallOptions options)
    {
        if (step.Coins.Count == 0)
            return "";
        var asked = new ResolveSpendingRequest { MerchantPartnerId = program.PartnerId, Member = record.Order.Member };
        return (await consents.ResolveAsync(asked, options.CancellationToken)).MemberId;
    }

    /// <summary>The coin of a command that is left out where the member's wallet is closed or unlinked: goods come back
    /// all the same. Null: it is never left out.</summary>
    private static string? CoinOf(BatchItem command, string first) => command.CommandCase switch
    {
        BatchItem.CommandOneofCase.Refund => first,
        BatchItem.CommandOneofCase.Clawback => command.Clawback.Amount.Coin,
        _ => null,
    };
}
