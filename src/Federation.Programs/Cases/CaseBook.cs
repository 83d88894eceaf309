using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Cases as the ledger has them: of a row alone it is not known whether its order was placed, or whether it
/// was opened.</summary>
internal sealed class CaseBook(
    ProgramsDb db, OrderBooks orders, AllianceClock clock,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
{
    private readonly FoundCases found = new(posting);

    public static RefusalException NotFound(string name) => new(Refusal.NotFound(ErrorReason.CaseNotFound, name));

    /// <summary>Those of the rows that are cases, in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="options">For whom; each call to the ledger has an end of its own.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Case>> ShownAsync(
        IReadOnlyCollection<CaseRow> rows, Func<CallOptions> options, CancellationToken cancel)
    {
        var shown = new Dictionary<Guid, Case>();
        foreach (var some in rows.Where(r => r.Content is null).Chunk(OrderBooks.MostTogether))
            await AddHeldAsync(some, shown, options, cancel);
        foreach (var some in rows.Where(r => r.Content is not null).Chunk(OrderBooks.MostTogether))
            foreach (var (id, history) in await found.FindAsync([.. some.Select(r => r.Id)], options()))
                shown[id] = ShownCase.Of(some.Single(r => r.Id == id), history);
        return [.. rows.Where(r => shown.ContainsKey(r.Id)).Select(r => shown[r.Id])];
    }

    private async Task AddHeldAsync(
        CaseRow[] rows, Dictionary<Guid, Case> shown, Func<CallOptions> options, CancellationToken cancel)
    {
        var histories = await orders.FindAsync([.. rows.Select(r => r.Order)], options);
        var held = histories.Values.Where(h => h.Now.OrderCase is not null).ToList();
        var digests = held.ConvertAll(h => h.Now.Digest.ToByteArray());
        var records = (await db.Evaluations.AsNoTracking().Where(e => digests.Contains(e.Digest))
                .Select(e => new { e.Digest, e.Content }).ToListAsync(cancel))
            .ToDictionary(
                e => Convert.ToHexString(e.Digest), e => EvaluationRecord.Parser.ParseFrom(e.Content),
                StringComparer.Ordinal);
        foreach (var row in rows)
            if (histories.GetValueOrDefault(row.Order) is { Now.OrderCase: not null } history)
            {
                var rules = (await orders.RuleSetOfAsync(history, cancel)).Rules;
                var record = records[Convert.ToHexString(history.Now.Digest.Span)];
                shown[row.Id] = ShownCase.Of(row, history, record, rules.Terms);
            }
    }

    /// <summary>How a case stands; null where there is none.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="options">For the brand.</param>
    public async Task<OrderCase?> StandingAsync(CaseRow row, CallOptions options) => row.Content is null
        ? (await orders.FindAsync(row.Order, options))?.Now.OrderCase
        : (await found.FindAsync([row.Id], options)).GetValueOrDefault(row.Id)?.Standing;

    /// <summary>Decides an open case, unless the same request has decided it.</summary>
    /// <param name="row">The case.</param>
    /// <param name="verdict">One that fits its kind.</param>
    /// <param name="reason">Why; empty where the deadline has passed.</param>
    /// <param name="decider">Who; empty where the deadline has passed.</param>
    /// <param name="fingerprint">Of the request.</param>
    /// <param name="options">For the brand; each call to the ledger has an end of its own.</param>
    /// <returns>Whether the same request was answered before.</returns>
    /// <exception cref="RefusalException">CASE_NOT_FOUND, CASE_DECIDED.</exception>
    public ValueTask<bool> DecideAsync(
        CaseRow row, CaseState verdict, string reason, string decider, byte[] fingerprint,
        Func<CallOptions> options) => Contention.Orders.ExecuteAsync(
        async cancel =>
        {
            var decision = new OrderCase { State = verdict, Reason = reason, Decider = decider };
            return row.Content is null
                ? await DecideHeldAsync(row, decision, fingerprint, options)
                : await DecideFoundAsync(row, decision, fingerprint, options, cancel);
        },
        options().CancellationToken);

    private async Task<bool> DecideHeldAsync(
        CaseRow row, OrderCase decision, byte[] fingerprint, Func<CallOptions> options)
    {
        if (await orders.FindAsync(row.Order, options()) is not { Now.OrderCase: { } held } history)
            throw NotFound(row.Name);
        if (history.StepMadeBy(fingerprint) >= 0)
            return true;
        if (held.State != CaseState.Open)
            throw Decided(row.Name, held.State);
        await orders.TakeAsync(
            history, (steps, now) => steps.Decide(Standing(held, decision, now)), null, fingerprint, options());
        return false;
    }

    private async Task<bool> DecideFoundAsync(
        CaseRow row, OrderCase decision, byte[] fingerprint, Func<CallOptions> options, CancellationToken cancel)
    {
        if ((await found.FindAsync([row.Id], options())).GetValueOrDefault(row.Id) is not { } history)
            throw NotFound(row.Name);
        if (history.Now.RequestDigest.Span.SequenceEqual(fingerprint))
            return true;
        if (history.Standing.State != CaseState.Open)
            throw Decided(row.Name, history.Standing.State);
        var now = (await clock.NowAsync(cancel)).ToTimestamp();
        await found.DecideAsync(
            row, history, Standing(history.Standing, decision, now), fingerprint, options());
        return false;
    }

    /// <summary>Notes that a case is decided. The ledger has it for sure; what is not noted the sweep finds.</summary>
    public async Task NoteDecidedAsync(Guid id, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Cases.Where(c => c.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DueTime, (DateTimeOffset?)null), cancel);
    }

    private static OrderCase Standing(OrderCase open, OrderCase decision, Timestamp now) =>
        new(decision) { Deadline = open.Deadline, DecideTime = now };

    private static RefusalException Decided(string name, CaseState state)
    {
        var text = CaseVerdicts.NameOf(state);
        return new RefusalException(
            new Refusal(ErrorReason.CaseDecided, $"{name} is decided: it is {text}.").With("state", text));
    }
}
